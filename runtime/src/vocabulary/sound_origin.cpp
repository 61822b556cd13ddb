// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/sound_origin.hpp"

#include <algorithm>

namespace troupe {
namespace {

constexpr std::size_t longest = 1024;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

result<void> check(const char* what, const std::string& text) {
  if (text.empty())
    return error{ec::invalid, std::string{"the "} + what +
                                  " of an event from outside is empty; say what tells it from all "
                                  "others"};
  if (text.size() > longest)
    return error{ec::invalid, std::string{"the "} + what + " of an event from outside has " +
                                  std::to_string(text.size()) + " bytes; it may have " +
                                  std::to_string(longest)};
  if (std::any_of(text.begin(), text.end(), is_control))
    return error{ec::invalid, std::string{"the "} + what +
                                  " of an event from outside holds control characters; write text "
                                  "without them"};
  return {};
}

} // namespace

result<void> check_source(const std::string& text) {
  return check("source", text);
}

result<void> check_id(const std::string& text) {
  return check("id", text);
}

result<void> check_origin(const origin& x) {
  auto source = check_source(x.source);
  return source ? check_id(x.id) : source;
}

std::string cannot_recognize(std::string_view topic) {
  return std::string{topic} + " is a transient topic, of whose events nothing is remembered, so "
                              "none can be recognized; publish it without an id, or make the topic "
                              "durable";
}

} // namespace troupe
