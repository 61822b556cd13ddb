// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/events.hpp"
#include "troupe/error.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// A file of facts, one JSON object a line: `{"signed_up": {"user_id": "u-1", ...}}`.
namespace lifecycle {

using user_fact = std::variant<user_signed_up, step_completed, user_unsubscribed>;

/// The fact that a line says; a member that is not known is an error, and so is no user.
troupe::result<user_fact> parse_fact(std::string_view line);

/// By what a fact is known again, in whichever file and line it stands: two that say the same are
/// one.
std::string id_of(const user_fact& fact);

struct line_read {
  std::uint64_t bytes = 0;
  std::uint32_t crc = 0; ///< CRC-32

  friend bool operator==(const line_read&, const line_read&) = default;
};
BOOST_DESCRIBE_STRUCT(line_read, (), (bytes, crc))

/// How far a file was read, and by what it is known again.
struct file_position {
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;
  std::uint32_t beginning = 0; ///< CRC-32 of what was read of the first 4096 bytes
  std::optional<line_read> last{};

  friend bool operator==(const file_position&, const file_position&) = default;
};
BOOST_DESCRIBE_STRUCT(file_position, (), (bytes, lines, beginning, last))

/// The lines of a file, from a position on. A file may grow while it is read.
class event_file {
public:
  /// At the position; or at the beginning, where the file is not the one that it was.
  static troupe::result<event_file> open(const std::string& path, const file_position& from);
  /// The file that was read so far, under another name that begins like the path: it was moved. Of
  /// several the largest.
  static std::optional<event_file> find_moved(const std::string& path, const file_position& from);

  bool is_another() const { return is_another_; }
  /// Whether what was read of it still stands there.
  bool is_as_read();
  bool is_empty();
  /// The next line that is ended by a newline, or nothing. What has none yet is still being
  /// written.
  std::optional<std::string> next();
  /// What stands behind the last newline.
  std::string rest();
  const file_position& position() const { return position_; }

private:
  event_file(std::ifstream text, const file_position& at, bool is_another)
      : text_(std::move(text)), position_(at), is_another_(is_another) {}
  void pass(std::string_view line);

  std::ifstream text_;
  file_position position_;
  bool is_another_;
};

} // namespace lifecycle
