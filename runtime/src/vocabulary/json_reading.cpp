// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json/reading.hpp"

#include "vocabulary/nearest.hpp"

#include "troupe/json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace troupe::detail {

namespace {

/// What stood there, short enough for a sentence.
std::string shown(const boost::json::value& x) {
  constexpr std::size_t most = 60;
  if (x.is_object())
    return "an object";
  if (x.is_array())
    return "an array";
  if (x.is_double() && !std::isfinite(x.get_double()))
    return "a number that is too large";
  const auto* text = x.if_string();
  if (!text || text->size() <= most)
    return to_json(x);
  // A sequence of UTF-8 that the cut goes through is left out whole.
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>((*text)[end]) & 0xc0) == 0x80)
    --end;
  return to_json(std::string_view{text->data(), end}) + "...";
}

std::string between(const std::string& least, const std::string& most) {
  return "an integer from " + least + " to " + most;
}

} // namespace

std::string place::path() const {
  std::string path = outer_ ? outer_->path() : std::string{};
  if (!outer_)
    return path.append(name_);
  if (index_ != no_index)
    return path.append(1, '[').append(std::to_string(index_)).append(1, ']');
  const bool plain = !name_.empty() && std::all_of(name_.begin(), name_.end(), [](char c) {
    return is_identifier({&c, 1}) || c == '-';
  });
  if (plain)
    return path.append(1, '.').append(name_);
  path += '[';
  path += to_json(name_);
  return path.append(1, ']');
}

void reading::refuse(error problem, const place& at) {
  if (stopped())
    return;
  problem.where = at.path();
  problems_.push_back(std::move(problem));
}

void reading::expected(std::string_view what, const boost::json::value& was, const place& at) {
  if (!stopped())
    refuse({ec::malformed, "expected " + std::string{what} + ", was " + shown(was)}, at);
}

void reading::expected_one_of(const std::vector<std::string_view>& names,
                              const boost::json::value& was, const place& at) {
  const auto* text = was.if_string();
  const std::string_view word = text ? std::string_view{text->data(), text->size()} : "";
  const auto what = text ? shown(was) + " is not known here" : "expected a name, was " + shown(was);
  refuse({ec::malformed, what + suggestion(word, names)}, at);
}

void reading::unknown_name(std::string_view name, const std::vector<std::string_view>& known,
                           const place& at) {
  refuse({ec::malformed, to_json(name) + " is not known here" + suggestion(name, known)}, at);
}

void reading::refuse_others(const boost::json::object& object,
                            const std::vector<std::string_view>& known, const place& at) {
  for (const auto& member : object) {
    const std::string_view name{member.key().data(), member.key().size()};
    if (std::find(known.begin(), known.end(), name) == known.end())
      unknown_name(name, known, at.member(name));
  }
}

void reading::read_bool(const boost::json::value& from, bool& into, const place& at) {
  if (const auto* truth = from.if_bool())
    into = *truth;
  else
    expected("true or false", from, at);
}

void reading::read_text(const boost::json::value& from, std::string& into, const place& at) {
  if (const auto* text = from.if_string())
    into.assign(text->data(), text->size());
  else
    expected("text", from, at);
}

std::int64_t reading::read_signed(const boost::json::value& from, std::int64_t least,
                                  std::int64_t most, std::int64_t otherwise, const place& at) {
  if (const auto* number = from.if_int64(); number && *number >= least && *number <= most)
    return *number;
  if (from.is_int64() || from.is_uint64())
    expected(between(std::to_string(least), std::to_string(most)), from, at);
  else
    expected("an integer", from, at);
  return otherwise;
}

std::uint64_t reading::read_unsigned(const boost::json::value& from, std::uint64_t most,
                                     std::uint64_t otherwise, const place& at) {
  if (const auto* number = from.if_uint64(); number && *number <= most)
    return *number;
  if (const auto* number = from.if_int64();
      number && *number >= 0 && static_cast<std::uint64_t>(*number) <= most)
    return static_cast<std::uint64_t>(*number);
  if (from.is_int64() || from.is_uint64())
    expected(between("0", std::to_string(most)), from, at);
  else
    expected("an integer", from, at);
  return otherwise;
}

double reading::read_number(const boost::json::value& from, double most, double otherwise,
                            const place& at) {
  double number = std::numeric_limits<double>::infinity();
  if (const auto* real = from.if_double())
    number = *real;
  else if (const auto* integer = from.if_int64())
    number = static_cast<double>(*integer);
  else if (const auto* large = from.if_uint64())
    number = static_cast<double>(*large);
  if (std::fabs(number) <= most)
    return number;
  expected("a number", from, at);
  return otherwise;
}

} // namespace troupe::detail
