// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letter_filter.hpp"

#include "cli/letter_groups.hpp"
#include "journal/reason.hpp"
#include "troupe/duration.hpp"
#include "troupe/time.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace troupe::cli {
namespace {

using journal::dead_letter_reason;

std::string reason_names() {
  std::string all;
  for (int i = 0;; ++i) {
    const auto reason = static_cast<dead_letter_reason>(i);
    const auto is_last =
        !journal::reason_named(journal::name_of(static_cast<dead_letter_reason>(i + 1)));
    all += (i == 0 ? "" : is_last ? " or " : ", ") + std::string{journal::name_of(reason)};
    if (is_last)
      return all;
  }
}

/// Microseconds are all that the journal keeps; a duration that reaches before its times is none.
result<time_point> before(time_point now, const char* option, const std::string& text) {
  const auto time = parse_duration(text);
  if (!time)
    return error{ec::malformed, std::string{option} + ": " + time.failure().what};
  if (time->count() < 0)
    return error{ec::invalid, std::string{option} + ": a time that is over is not negative"};
  return now - std::chrono::duration_cast<std::chrono::microseconds>(*time);
}

result<time_point> since_of(const std::string& text, time_point now) {
  if (auto at = parse_time(text))
    return at;
  if (auto at = before(now, "--since", text))
    return at;
  return error{ec::malformed, "--since: '" + text +
                                  "' is no time; write one like 2026-11-22T17:43:00Z, or how long "
                                  "ago it was, like 90m or 2d"};
}

bool is_group_name(const std::string& text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

} // namespace

bool letter_filter::says_anything() const {
  return service || !topics.empty() || key || !reason.empty() || !since.empty() || !age.empty() ||
         !group.empty();
}

void add_letter_filter(CLI::App& to, letter_filter& into, const char* reason) {
  to.add_option("--service", into.service, "Only those of this child")->type_name("ID");
  to.add_option("--topic", into.topics, "Only of these topics; * is one token, > the rest")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  to.add_option("--key", into.key, "Only of this key, by which the service divides")
      ->type_name("KEY");
  to.add_option(reason, into.reason, "Only those for this reason")->type_name("REASON");
  to.add_option("--since", into.since, "Only those seen since then: a time, or how long ago, as 2h")
      ->type_name("TIME");
  to.add_option("--age", into.age, "Only those not seen for so long, as 30d")->type_name("TIME");
  to.add_option("--group", into.group, "Only those of this group, as list names it")
      ->type_name("NAME");
}

bool letter_search::wants(const journal::dead_letter_record& x) const {
  return group.empty() || group_name(x.service, x.reason, x.error) == group;
}

bool letter_search::wants(const journal::dead_letter_kind& x) const {
  return group.empty() || group_name(x.service, x.reason, x.error) == group;
}

result<letter_search> search_of(const letter_filter& said, time_point now) {
  letter_search made;
  auto& query = made.query;
  query.service = said.service;
  query.key = said.key;
  for (const auto& text : said.topics) {
    auto parsed = pattern::parse(text);
    if (!parsed)
      return error{ec::malformed, "--topic: " + parsed.failure().what};
    query.topics.push_back(*std::move(parsed));
  }
  if (!said.reason.empty())
    query.reason = journal::reason_named(said.reason);
  if (!said.reason.empty() && !query.reason)
    return error{ec::invalid, "--reason: '" + said.reason + "' is none; use " + reason_names()};
  if (!said.since.empty()) {
    const auto since = since_of(said.since, now);
    if (!since)
      return since.failure();
    query.since = *since;
  }
  if (!said.age.empty()) {
    const auto until = before(now, "--age", said.age);
    if (!until)
      return until.failure();
    query.before = *until;
  }
  if (!said.group.empty() && !is_group_name(said.group))
    return error{ec::malformed, "--group: '" + said.group +
                                    "' is no group's name; it has 12 digits, as troupe "
                                    "dead-letters list shows it before each group"};
  made.group = said.group;
  return made;
}

result<void> for_each_letter(journal::reader& from, letter_search what,
                             const std::function<void(journal::dead_letter_record&&)>& each) {
  auto& query = what.query;
  for (;;) {
    auto page = from.dead_letters(query);
    if (!page)
      return std::move(page).failure();
    if (page->empty())
      return {};
    query.after = page->back().id;
    const bool is_last = page->size() < query.limit;
    for (auto& letter : *page)
      if (what.wants(letter))
        each(std::move(letter));
    if (is_last)
      return {};
  }
}

} // namespace troupe::cli
