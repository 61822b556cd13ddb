// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letters.hpp"

#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/event_text.hpp"
#include "cli/object_json.hpp"
#include "cli/output.hpp"
#include "journal/reason.hpp"

namespace troupe::cli {
namespace {

std::string attempt_json(const journal::attempt_record& x) {
  return object_json{}
      .with("at", x.at)
      .with("instance", x.instance)
      .with("class", std::string{journal::name_of(x.why)})
      .with("error", x.error)
      .text();
}

std::string row(std::string_view name, const std::string& text) {
  return left(name, 14) + printable(text) + '\n';
}

/// Behind a margin, so that a text of several lines stays together.
std::string indented(const std::string& text) {
  std::string out = "  ";
  for (const char c : printable(text)) {
    out += c;
    if (c == '\n')
      out += "  ";
  }
  return out + '\n';
}

/// Before the error's own words; those of an older version have none.
std::string class_text(journal::failure why) {
  return why == journal::failure::unsaid ? "" : std::string{journal::name_of(why)} + ": ";
}

std::string attempts_text(const journal::dead_letter_record& x) {
  std::string out = row("attempts", std::to_string(x.attempts.size()));
  for (std::size_t i = 0; i < x.attempts.size(); ++i)
    out += right(std::to_string(i + 1), 4) + "  " + format_time(x.attempts[i].at) + "  " +
           x.attempts[i].instance + "  " + class_text(x.attempts[i].why) +
           on_one_line(x.attempts[i].error) + '\n';
  return out;
}

std::string event_text(const journal::dead_letter_record& x) {
  const auto& e = *x.event;
  auto out = row("event", e.topic + ", version " + std::to_string(e.version) + ", sequence " +
                              std::to_string(e.sequence));
  out += row("  id", to_string(e.id));
  out += row("  key", e.key.empty() ? "none" : e.key);
  if (x.delivery_key != e.key)
    out += row("  divided by", x.delivery_key.empty() ? "one state for all" : x.delivery_key);
  out += row("  time", format_time(e.time));
  out += row("  source", e.source);
  out += row("  correlation", to_string(e.correlation));
  if (!e.causation.is_nil())
    out += row("  causation", to_string(e.causation));
  return out + row("payload", "") + indented(pretty_json(e.payload));
}

} // namespace

result<void> for_each_letter(journal::reader& from, journal::dead_letter_query query,
                             const std::function<void(journal::dead_letter_record&&)>& each) {
  for (;;) {
    auto page = from.dead_letters(query);
    if (!page)
      return std::move(page).failure();
    if (page->empty())
      return {};
    query.after = page->back().id;
    const bool is_last = page->size() < query.limit;
    for (auto& letter : *page)
      each(std::move(letter));
    if (is_last)
      return {};
  }
}

std::string subject_of(const journal::dead_letter_record& x) {
  if (x.event)
    return x.event->topic + (x.event->key.empty() ? "" : " " + on_one_line(x.event->key));
  return cut(on_one_line(x.text), 40);
}

std::string letter_json(const journal::dead_letter_record& x) {
  std::string attempts = "[";
  for (const auto& each : x.attempts)
    attempts += (attempts.size() > 1 ? "," : "") + attempt_json(each);
  object_json out;
  out.with("id", x.id)
      .with("reason", std::string{journal::name_of(x.reason)})
      .with("service", x.service)
      .with("instance", x.instance)
      .with("error", x.error)
      .with("first_seen", x.first_seen)
      .with("last_seen", x.last_seen)
      .with("holds", x.holds)
      .with_json("attempts", attempts + "]");
  if (x.event)
    out.with("delivery_key", x.delivery_key).with_json("event", event_json(*x.event));
  else
    out.with_json("event", "null").with("text", x.text);
  return out.text();
}

std::string letter_text(const journal::dead_letter_record& x) {
  auto out = row("dead letter", to_string(x.id));
  out += row("reason", std::string{journal::name_of(x.reason)});
  out += row("service", x.service.empty() ? "none" : x.service);
  if (!x.instance.empty() && x.instance != x.service)
    out += row("instance", x.instance);
  out += row("error", x.error);
  out += row("first seen", format_time(x.first_seen));
  out += row("last seen", format_time(x.last_seen));
  if (x.holds)
    out += row("holds", "the later events of its key, until it is replayed or resolved");
  if (!x.attempts.empty())
    out += attempts_text(x);
  if (x.event)
    return out + event_text(x);
  return out + row("text", "") + indented(x.text);
}

} // namespace troupe::cli
