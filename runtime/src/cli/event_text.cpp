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

} // namespace troupe::cli
