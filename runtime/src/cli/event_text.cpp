// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/event_text.hpp"

#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/object_json.hpp"
#include "cli/output.hpp"

namespace troupe::cli {

std::string event_line(const journal::event_record& e) {
  return right(std::to_string(e.sequence), 8) + "  " + format_time(e.time) + "  " +
         left(e.topic, 24) + "  " + left(e.key.empty() ? "-" : on_one_line(e.key), 12) + "  " +
         to_string(e.correlation) + "  " + on_one_line(e.payload);
}

std::string event_json(const journal::event_record& e) {
  object_json out;
  out.with("sequence", e.sequence)
      .with("id", e.id)
      .with("time", e.time)
      .with("source", e.source)
      .with("topic", e.topic)
      .with("version", e.version)
      .with("key", e.key)
      .with("correlation", e.correlation);
  if (e.causation.is_nil())
    out.with_json("causation", "null");
  else
    out.with("causation", e.causation);
  return out.with("traceparent", e.way).with_json("payload", embedded_json(e.payload)).text();
}

std::string cloud_event_json(const journal::event_record& e) {
  object_json out;
  out.with("specversion", std::string{"1.0"})
      .with("id", e.id)
      .with("source", e.source)
      .with("type", e.topic)
      .with("time", e.time)
      .with("datacontenttype", std::string{"application/json"});
  if (!e.key.empty())
    out.with("subject", e.key).with("partitionkey", e.key);
  // The extension is text, so that it sorts and no reader rounds it.
  if (e.sequence > 0)
    out.with("sequence", std::to_string(e.sequence));
  out.with("eventversion", e.version).with("correlationid", e.correlation);
  if (!e.causation.is_nil())
    out.with("causationid", e.causation);
  if (!e.way.is_nil())
    out.with("traceparent", e.way);
  if (e.expires)
    out.with("expirytime", *e.expires);
  return out.with_json("data", embedded_json(e.payload)).text();
}

} // namespace troupe::cli
