// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/memory.hpp"
#include "journal/sqlite.hpp"
#include "support/scratch_folder.hpp"

#include <stdexcept>
#include <tuple>

/// The engines that a conformance test runs with.
namespace troupe::journal::trial {

using support::scratch_folder;

/// The value, or the error as an exception: in a test nothing else could be done with it.
template <class T>
T value_of(result<T> x) {
  if (!x)
    throw std::runtime_error(to_string(x.failure()));
  return *std::move(x);
}

inline void value_of(result<void> x) {
  if (!x)
    throw std::runtime_error(to_string(x.failure()));
}

class in_memory {
public:
  explicit in_memory(duplicate_window window = {}) : engine_(window) {}

  engine& storage() { return engine_; }
  std::unique_ptr<reader> look() { return value_of(engine_.open_reader()); }

private:
  memory_engine engine_;
};

class in_sqlite {
public:
  explicit in_sqlite(duplicate_window window = {}) { options_.duplicates = window; }

  engine& storage() {
    if (!engine_)
      engine_ = value_of(open_sqlite(folder_.file(), options_));
    return *engine_;
  }
  std::unique_ptr<reader> look() { return value_of(storage().open_reader()); }

protected:
  scratch_folder folder_;
  sqlite_options options_;
  std::unique_ptr<engine> engine_;
};

/// Closes the file and opens it again before every look: what is seen stands on the disk.
class in_sqlite_reopened : public in_sqlite {
public:
  using in_sqlite::in_sqlite;

  std::unique_ptr<reader> look() {
    engine_.reset();
    return in_sqlite::look();
  }
};

using every_engine = std::tuple<in_memory, in_sqlite, in_sqlite_reopened>;

} // namespace troupe::journal::trial
