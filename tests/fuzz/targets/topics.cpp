// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "fuzz/targets.hpp"
#include "troupe/topic.hpp"

namespace troupe::fuzz {

/// A pattern, and behind the first line end a topic.
void topics(std::string_view input) {
  const auto end = input.find('\n');
  const auto topic = end == std::string_view::npos ? input : input.substr(end + 1);
  check(check_topic(topic).has_value() == is_topic(topic), "both ways to check a topic agree");
  const auto set = pattern::parse(input.substr(0, end));
  if (!set)
    return;
  const auto again = pattern::parse(set->text());
  check(again && *again == *set, "a pattern's text is that pattern");
  if (!is_topic(topic))
    return;
  const bool found = set->matches(topic);
  check(!set->is_literal() || found == (set->text() == topic), "a literal matches itself alone");
}

} // namespace troupe::fuzz
