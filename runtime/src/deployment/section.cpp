// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/section.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "deployment/scalar.hpp"
#include "troupe/duration.hpp"
#include "vocabulary/nearest.hpp"

namespace troupe::deploy {
namespace {

const node nothing_there;

struct size_unit {
  std::string_view name;
  std::int64_t bytes;
};

constexpr size_unit size_units[] = {
    {"B", 1},     {"KiB", 1024},       {"MiB", 1024 * 1024},      {"GiB", 1024 * 1024 * 1024},
    {"kB", 1000}, {"MB", 1000 * 1000}, {"GB", 1000 * 1000 * 1000}};

std::optional<std::int64_t> parse_size(const std::string& text) {
  std::int64_t count = 0;
  const auto end = text.data() + text.size();
  const auto [last, failed] = std::from_chars(text.data(), end, count);
  if (failed != std::errc{} || count < 0)
    return std::nullopt;
  const std::string_view unit(last, static_cast<std::size_t>(end - last));
  for (const auto& x : size_units)
    if (x.name == unit && count <= std::numeric_limits<std::int64_t>::max() / x.bytes)
      return count * x.bytes;
  return std::nullopt;
}

std::string in_text(double x) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, x).ptr;
  return {text, end};
}

} // namespace

std::string advice(std::string_view name, const std::vector<std::string>& known) {
  if (known.empty())
    return "remove it";
  if (const auto meant = nearest(name, {known.begin(), known.end()}); !meant.empty())
    return "did you mean '" + meant + "'?";
  std::string list;
  for (std::size_t i = 0; i < known.size(); ++i)
    list += (i == 0 ? "" : i + 1 == known.size() ? " or " : ", ") + known[i];
  return "use " + list;
}

void complain_about_kind(const node& x, const std::string& wanted, const std::string& example,
                         complaints& to) {
  auto to_do = "write " + example;
  if (x.filled)
    to_do += "; ${...} gives text only, and --set gives other values too";
  to.add(x.at, "expected " + wanted + ", found " + shown(x), std::move(to_do));
}

const std::string* as_text(const node& x, complaints& to) {
  if (x.broken)
    return nullptr;
  if (!x.is_scalar()) {
    complain_about_kind(x, "text", "one word or a quoted text", to);
    return nullptr;
  }
  if (as_boolean(x) || as_number(x)) {
    to.add(x.at, "expected text, found " + shown(x) + ", which is a number or a boolean",
           "quote it if it is meant as text");
    return nullptr;
  }
  return &x.text;
}

section::section(const node& map, const key_set& known, complaints& to)
    : map_(map.is_map() ? map : nothing_there), known_(known), to_(to) {
  if (map.broken)
    return;
  if (!map.is_map() && !map.is_null()) {
    complain_about_kind(map, std::string(known.of) + " as a map", "its keys and values below it",
                        to);
    return;
  }
  check_keys();
  for (const auto& x : known_.keys)
    if (const auto* given = map_.find(x.name);
        x.kind == key_kinds::required && (!given || given->value.is_null()))
      to_.add(map.at, std::string(known_.of) + " needs the key '" + std::string(x.name) + "'",
              "add it");
}

void section::check_keys() {
  for (const auto& x : map_.members) {
    const auto* known = known_.find(x.key);
    if (!known)
      to_.add(x.at, "the key '" + x.key + "' is not known in " + std::string(known_.of),
              advice(x.key, known_.names()));
    else if (known->kind == key_kinds::not_built_yet)
      to_.add(x.at, "'" + x.key + "' is not built yet", "remove it");
  }
}

const node* section::find(std::string_view key) const {
  const auto* x = map_.find(key);
  return x && !x->value.is_null() && !x->value.broken ? &x->value : nullptr;
}

void section::text(std::string_view key, std::string& into) const {
  const auto* x = find(key);
  if (const auto* text = x ? as_text(*x, to_) : nullptr)
    into = *text;
}

void section::flag(std::string_view key, bool& into) const {
  const auto* x = find(key);
  if (!x)
    return;
  if (const auto value = as_boolean(*x))
    into = *value;
  else
    complain_about_kind(*x, "true or false", "true or false, without quotes", to_);
}

void section::whole(std::string_view key, int least, int most, int& into) const {
  const auto* x = find(key);
  if (!x)
    return;
  const auto value = as_integer(*x);
  if (!value)
    return complain_about_kind(*x, "a whole number", "digits without quotes", to_);
  if (*value < least || *value > most)
    return refuse_range(*x, std::to_string(least), std::to_string(most));
  into = static_cast<int>(*value);
}

void section::number(std::string_view key, double least, double most, double& into) const {
  const auto* x = find(key);
  if (!x)
    return;
  const auto value = as_number(*x);
  if (!value)
    return complain_about_kind(*x, "a number", "a number without quotes, as in 0.5", to_);
  if (*value < least || *value > most)
    return refuse_range(*x, in_text(least), in_text(most));
  into = *value;
}

std::optional<std::chrono::nanoseconds> section::duration_of(const node& x,
                                                             std::chrono::nanoseconds least) const {
  if (as_number(x)) {
    to_.add(x.at, "the duration " + shown(x) + " has no unit",
            "write " + x.text + "s or " + x.text + "ms, for example");
    return std::nullopt;
  }
  const auto value = parse_duration(x.text);
  if (!x.is_scalar() || !value) {
    complain_about_kind(x, "a duration", "a number with its unit, as in 250ms, 90s or 1h30m", to_);
    return std::nullopt;
  }
  if (*value < least) {
    to_.add(x.at, "the duration " + shown(x) + " is too short",
            "write " + format_duration(least) + " or more");
    return std::nullopt;
  }
  return *value;
}

void section::duration(std::string_view key, std::chrono::nanoseconds least,
                       std::chrono::nanoseconds& into) const {
  const auto* x = find(key);
  if (const auto value = x ? duration_of(*x, least) : std::nullopt)
    into = *value;
}

void section::durations(std::string_view key, std::chrono::nanoseconds least,
                        std::vector<std::chrono::nanoseconds>& into) const {
  const auto* x = find(key);
  if (!x)
    return;
  const auto example = std::string(key) + ": [1s, 10s, 1m]";
  if (!x->is_sequence())
    return complain_about_kind(*x, "a list of durations", example, to_);
  if (x->items.empty())
    return to_.add(x->at, "the list of durations is empty", "write " + example);
  std::vector<std::chrono::nanoseconds> all;
  for (const auto& item : x->items)
    if (const auto value = duration_of(item, least))
      all.push_back(*value);
  if (all.size() == x->items.size())
    into = std::move(all);
}

void section::size(std::string_view key, std::int64_t least, std::int64_t most,
                   std::int64_t& into) const {
  const auto* x = find(key);
  if (!x)
    return;
  if (as_number(*x))
    return to_.add(x->at, "the size " + shown(*x) + " has no unit",
                   "write " + x->text + "B or " + x->text + "KiB, for example");
  const auto value = x->is_scalar() ? parse_size(x->text) : std::nullopt;
  if (!value)
    return complain_about_kind(*x, "a size", "a number with its unit, as in 512KiB or 1MiB", to_);
  if (*value < least || *value > most)
    return refuse_range(*x, std::to_string(least) + "B", std::to_string(most) + "B");
  into = *value;
}

void section::refuse_word(std::string_view key, const node& x,
                          const std::vector<std::string>& known) const {
  to_.add(x.at, std::string(key) + " " + shown(x) + " is not known",
          advice(x.secret ? "" : x.text, known));
}

void section::refuse_range(const node& x, const std::string& least, const std::string& most) const {
  to_.add(x.at, shown(x) + " is out of range", "write a number from " + least + " to " + most);
}

} // namespace troupe::deploy
