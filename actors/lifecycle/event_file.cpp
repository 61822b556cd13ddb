// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/event_file.hpp"

#include "troupe/json.hpp"

#include <boost/crc.hpp>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace lifecycle {
namespace {

constexpr std::uint64_t beginning_max = 4096;

std::uint32_t crc_of(std::string_view text) {
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  return crc.checksum();
}

std::optional<std::uint32_t> crc_at(std::ifstream& text, std::uint64_t from, std::uint64_t bytes) {
  std::string read(bytes, '\0');
  text.clear();
  text.seekg(static_cast<std::streamoff>(from));
  text.read(read.data(), static_cast<std::streamsize>(read.size()));
  if (static_cast<std::size_t>(text.gcount()) != read.size())
    return std::nullopt;
  return crc_of(read);
}

std::optional<std::uint32_t> crc_of_beginning(std::ifstream& text, std::uint64_t bytes) {
  return crc_at(text, 0, std::min(bytes, beginning_max));
}

std::uint64_t size_of(std::ifstream& text) {
  text.clear();
  text.seekg(0, std::ios::end);
  return static_cast<std::uint64_t>(text.tellg());
}

bool was_read_to(std::ifstream& text, const file_position& at) {
  if (size_of(text) < at.bytes || crc_of_beginning(text, at.bytes) != std::optional{at.beginning})
    return false;
  return !at.last ||
         crc_at(text, at.bytes - at.last->bytes, at.last->bytes) == std::optional{at.last->crc};
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

std::string id_of(const user_fact& fact) {
  const boost::uuids::name_generator_sha1 name{boost::uuids::ns::oid()};
  return boost::uuids::to_string(name(troupe::to_json(fact)));
}

troupe::result<event_file> event_file::open(const std::string& path, const file_position& from) {
  std::ifstream text{path, std::ios::binary};
  if (!text || text.peek() == EOF)
    if (!text.eof())
      return troupe::error{troupe::ec::io,
                           std::string{"cannot be read: "} + std::strerror(errno) +
                               "; correct the path, which is relative to the working directory",
                           path};
  const auto same = from.bytes == 0 || was_read_to(text, from);
  return event_file{std::move(text), same ? from : file_position{}, !same};
}

std::optional<event_file> event_file::find_moved(const std::string& path,
                                                 const file_position& from) {
  const auto named = std::filesystem::absolute(path);
  std::error_code trouble;
  std::optional<event_file> largest;
  for (const auto& each : std::filesystem::directory_iterator{named.parent_path(), trouble}) {
    const auto name = each.path().filename().string();
    if (name == named.filename() || !name.starts_with(named.filename().string()) ||
        !each.is_regular_file(trouble))
      continue;
    auto opened = open(each.path().string(), from);
    if (opened && !opened->is_another() &&
        (!largest || size_of(opened->text_) > size_of(largest->text_)))
      largest = *std::move(opened);
  }
  return largest;
}

bool event_file::is_as_read() {
  return was_read_to(text_, position_);
}

bool event_file::is_empty() {
  return size_of(text_) == 0;
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
  position_.last = line_read{line.size(), crc_of(line)};
  if (had < beginning_max)
    position_.beginning = crc_of_beginning(text_, position_.bytes).value_or(0);
}

} // namespace lifecycle
