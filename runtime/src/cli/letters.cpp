// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letters.hpp"

#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/object_json.hpp"
#include "cli/output.hpp"
#include "journal/reason.hpp"

namespace troupe::cli {
namespace {

/// Null where there is none.
void add_text(object_json& to, std::string_view name, const std::string& text) {
  if (text.empty())
    to.with_json(name, "null");
  else
    to.with(name, text);
}

std::string attempt_json(const journal::attempt_record& x) {
  object_json out;
  out.with("at", x.at)
      .with("instance", x.instance)
      .with("class", std::string{journal::name_of(x.why)});
  add_text(out, "error_type", x.error_type);
  return out.with("error", x.error).text();
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

/// Likewise.
std::string type_text(const std::string& error_type) {
  return error_type.empty() ? "" : error_type + ": ";
}

std::string attempts_text(const journal::dead_letter_record& x) {
  std::string out = row("attempts", std::to_string(x.attempts.size()));
  for (std::size_t i = 0; i < x.attempts.size(); ++i)
    out += right(std::to_string(i + 1), 4) + "  " + format_time(x.attempts[i].at) + "  " +
           x.attempts[i].instance + "  " + class_text(x.attempts[i].why) +
           type_text(x.attempts[i].error_type) + on_one_line(x.attempts[i].error) + '\n';
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
  if (!e.way.is_nil())
    out += row("  trace", to_traceparent(e.way));
  if (e.expires)
    out += row("  expires", format_time(*e.expires));
  out += row("payload", x.original ? "as it was edited; a replay delivers it" : "") +
         indented(pretty_json(e.payload));
  if (x.original)
    out += row("original", "as it stands in the journal") + indented(pretty_json(*x.original));
  return out;
}

} // namespace

std::string subject_of(const journal::dead_letter_record& x) {
  if (x.event)
    return x.event->topic + (x.event->key.empty() ? "" : " " + on_one_line(x.event->key));
  return cut(on_one_line(x.text), 40);
}

std::string letter_json(const journal::dead_letter_record& x, event_shape as_event) {
  std::string attempts = "[";
  for (const auto& each : x.attempts)
    attempts += (attempts.size() > 1 ? "," : "") + attempt_json(each);
  object_json out;
  out.with("id", x.id)
      .with("reason", std::string{journal::name_of(x.reason)})
      .with("service", x.service)
      .with("instance", x.instance);
  add_text(out, "module", x.module);
  add_text(out, "module_version", x.module_version);
  add_text(out, "error_type", x.error_type);
  out.with("error", x.error)
      .with("first_seen", x.first_seen)
      .with("last_seen", x.last_seen)
      .with("holds", x.holds)
      .with_json("attempts", attempts + "]");
  if (!x.event)
    return out.with_json("event", "null").with("text", x.text).text();
  out.with("delivery_key", x.delivery_key).with_json("event", as_event(*x.event));
  if (x.original)
    out.with_json("original_payload", embedded_json(*x.original));
  return out.text();
}

std::string letter_text(const journal::dead_letter_record& x) {
  auto out = row("dead letter", to_string(x.id));
  out += row("reason", std::string{journal::name_of(x.reason)});
  out += row("service", x.service.empty() ? "none" : x.service);
  if (!x.instance.empty() && x.instance != x.service)
    out += row("instance", x.instance);
  if (!x.module.empty())
    out += row("module", x.module + (x.module_version.empty() ? "" : ", " + x.module_version));
  if (!x.error_type.empty())
    out += row("error type", x.error_type);
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
