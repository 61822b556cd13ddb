// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <string>

/// An event of the journal, shown.
namespace troupe::cli {

/// One line: sequence, time, topic, key, correlation, payload.
std::string event_line(const journal::event_record&);

/// One JSON object; the payload stands in it as it is in the journal.
std::string event_json(const journal::event_record&);

/// One JSON object in the shape of a CloudEvent (version 1.0 of its JSON format): the topic is the
/// `type`, the key the `subject` and the `partitionkey`; what CloudEvents have no attribute for are
/// extensions, `sequence`, `eventversion`, `correlationid`, `causationid` and `traceparent`.
std::string cloud_event_json(const journal::event_record&);

} // namespace troupe::cli
