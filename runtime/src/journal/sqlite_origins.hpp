// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/duplicates.hpp"
#include "journal/sqlite_connection.hpp"

namespace troupe::journal {

/// The names under which events were brought, as rows. They are written at once, for later commits
/// of the group must find them; what does not count any more goes in small steps, two rows for each
/// that comes, so that no commit has much to delete.
class origin_table final : public origins_seen {
public:
  origin_table(connection& db, const duplicate_window& window);

  const duplicate_window& kept() const override { return window_; }
  std::uint64_t last() const override { return last_; }
  std::optional<known_origin> find(const std::string& source, const std::string& id) override;
  void keep(const std::string& source, const std::string& id, known_origin,
            const std::optional<known_origin>& found) override;

  /// With each group.
  void flush();

private:
  connection& db_;
  duplicate_window window_;
  std::uint64_t last_ = 0;
  std::uint64_t added_ = 0; ///< since the last flush
  time_point newest_;       ///< of those
  statement find_, insert_, erase_, erase_oldest_;
};

} // namespace troupe::journal
