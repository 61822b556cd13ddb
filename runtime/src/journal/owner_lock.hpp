// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace troupe::journal {

/// The right to write one journal, held by one owner at a time until it is destroyed.
///
/// A lock on the file `<journal>.owner`, which holds the owner's pid for people to read. The system
/// frees the lock however the process ends; the file stays. Why not a lock on the journal itself?
/// Because SQLite's own locks on that file would be lost with the first descriptor that is closed.
class owner_lock {
public:
  static result<owner_lock> take(const std::filesystem::path& journal);

  owner_lock(owner_lock&&) noexcept;
  owner_lock& operator=(owner_lock&&) = delete;
  ~owner_lock();

private:
  explicit owner_lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// The process that owns the journal now; nothing where none does, 0 where it is not known which.
std::optional<std::int64_t> owner_of(const std::filesystem::path& journal);

} // namespace troupe::journal
