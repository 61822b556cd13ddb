// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/event_file.hpp"

#include "troupe/json.hpp"

#include <boost/crc.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace lifecycle {
namespace {

constexpr std::uint64_t beginning_max = 4096;

std::optional<std::uint32_t> crc_of_beginning(std::ifstream& text, std::uint64_t bytes) {
  std::string read(std::min(bytes, beginning_max), '\0');
  text.clear();
  text.seekg(0);
  text.read(read.data(), static_cast<std::streamsize>(read.size()));
  if (static_cast<std::size_t>(text.gcount()) != read.size())
    return std::nullopt;
  boost::crc_32_type crc;
  crc.process_bytes(read.data(), read.size());
  return crc.checksum();
}

} // namespace

troupe::result<user_fact> parse_fact(std::string_view line) {
  auto read = troupe::from_json<user_fact>(line, troupe::unknown_members::refuse);
  if (!read)
    return read;
  if (std::visit([](const auto& fact) { return fact.user_id.empty(); }, *read))
    return troupe::error{troupe::ec::invalid, "it is of no user; say its user_id"};
  return read;
}

troupe::result<event_file> event_file::open(const std::string& path, const file_position& from) {
  std::ifstream text{path, std::ios::binary};
  if (!text || text.peek() == EOF)
    if (!text.eof())
      return troupe::error{troupe::ec::io,
                           std::string{"cannot be read: "} + std::strerror(errno) +
                               "; correct the path, which is relative to the working directory",
                           path};
  text.clear();
  text.seekg(0, std::ios::end);
  const auto size = static_cast<std::uint64_t>(text.tellg());
  const auto same =
      size >= from.bytes && crc_of_beginning(text, from.bytes) == std::optional{from.beginning};
  const auto at = same || from.bytes == 0 ? from : file_position{};
  text.clear();
  text.seekg(static_cast<std::streamoff>(at.bytes));
  return event_file{std::move(text), at, from.bytes > 0 && !same};
}

std::optional<std::string> event_file::next() {
  std::string line;
  text_.clear();
  text_.seekg(static_cast<std::streamoff>(position_.bytes));
  if (!std::getline(text_, line) || text_.eof())
    return std::nullopt;
  pass(line + '\n');
  return line;
}

std::string event_file::rest() {
  std::string line;
  text_.clear();
  text_.seekg(static_cast<std::streamoff>(position_.bytes));
  std::getline(text_, line);
  if (!line.empty())
    pass(line);
  return line;
}

void event_file::pass(std::string_view line) {
  const auto had = position_.bytes;
  position_.bytes += line.size();
  ++position_.lines;
  if (had < beginning_max)
    position_.beginning = crc_of_beginning(text_, position_.bytes).value_or(0);
}

} // namespace lifecycle
