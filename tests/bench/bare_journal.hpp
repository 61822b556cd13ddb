// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"
#include "journal/row_crc.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace troupe::bench {

/// What the journal's work costs SQLite alone: the same rows with their CRCs in the same tables
/// with the same settings, in one loop, without commits, preconditions, completions or threads.
class bare_journal {
public:
  explicit bare_journal(const std::filesystem::path& file);
  ~bare_journal();
  bare_journal(const bare_journal&) = delete;
  bare_journal& operator=(const bare_journal&) = delete;

  /// Writes the events as one durable group, and gives them their sequences.
  void append(std::span<journal::event_record> events);

  /// Likewise, with two states for each three events, and positions: what as many handlers of an
  /// order leave behind.
  void handle(std::span<journal::event_record> events);

private:
  sqlite3_stmt* prepare(const std::string& sql);
  void run(sqlite3_stmt*);
  void insert(std::span<journal::event_record> events);
  void write_state(const std::string& key, const std::string& value);
  void write_position(std::uint64_t partition, std::uint64_t position);

  sqlite3* db_ = nullptr;
  sqlite3_stmt *begin_, *commit_, *one_, *many_, *position_, *state_;
  std::uint64_t head_ = 0;
};

} // namespace troupe::bench
