// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/trace.hpp"

#include "vocabulary/hex.hpp"

#include <algorithm>

namespace troupe {

namespace {

constexpr std::size_t version_00_length = 55;
constexpr std::uint8_t sampled_and_random = 3;

constexpr std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
    text.remove_suffix(1);
  return text;
}

error bad_traceparent(std::string_view text, std::string_view why) {
  return {ec::malformed, '"' + std::string{text.substr(0, 80)} +
                             "\" is not a W3C traceparent: " + std::string{why}};
}

template <std::size_t Size>
bool all_zero(const std::array<std::uint8_t, Size>& bytes) {
  return bytes == std::array<std::uint8_t, Size>{};
}

} // namespace

result<trace> parse_traceparent(std::string_view whole) {
  const auto text = without_blanks(whole);
  if (text.size() < version_00_length || text[2] != '-' || text[35] != '-' || text[52] != '-')
    return bad_traceparent(whole, "it has the form 00-<32 digits>-<16 digits>-<2 digits>");
  std::array<std::uint8_t, 1> version;
  std::array<std::uint8_t, 1> flags;
  trace x;
  const bool digits = hex::parse(text.substr(0, 2), version, hex::capitals::refused) &&
                      hex::parse(text.substr(3, 32), x.trace_id, hex::capitals::refused) &&
                      hex::parse(text.substr(36, 16), x.span_id, hex::capitals::refused) &&
                      hex::parse(text.substr(53, 2), flags, hex::capitals::refused);
  if (!digits)
    return bad_traceparent(whole, "its digits are hexadecimal in lower case");
  if (version[0] == 0xff)
    return bad_traceparent(whole, "there is no version ff");
  if (version[0] == 0 && text.size() != version_00_length)
    return bad_traceparent(whole, "version 00 has 55 characters");
  if (text.size() > version_00_length && text[version_00_length] != '-')
    return bad_traceparent(whole, "its flags have 2 digits");
  if (all_zero(x.trace_id) || all_zero(x.span_id))
    return bad_traceparent(whole, "an id of zeros is none");
  x.flags = flags[0] & sampled_and_random;
  return x;
}

std::string to_traceparent(const trace& x) {
  std::string text;
  text.reserve(version_00_length);
  text += "00-";
  hex::append(text, x.trace_id);
  text += '-';
  hex::append(text, x.span_id);
  text += '-';
  hex::append(text, std::array{static_cast<std::uint8_t>(x.flags & sampled_and_random)});
  return text;
}

trace start_trace(const uuid& event) {
  trace x;
  x.trace_id = event.bytes;
  x.flags = sampled_and_random;
  return continue_trace(x, event);
}

trace continue_trace(const trace& cause, const uuid& event) {
  trace x = cause;
  std::copy(event.bytes.begin() + 8, event.bytes.end(), x.span_id.begin());
  return x;
}

void text_form<trace>::append(std::string& out, const trace& x) {
  if (!x.is_nil())
    out += to_traceparent(x);
}

result<trace> text_form<trace>::parse(std::string_view text) {
  if (text.empty())
    return trace{};
  return parse_traceparent(text);
}

} // namespace troupe
