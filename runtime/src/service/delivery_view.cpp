// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/delivery_view.hpp"

namespace troupe {

delivery view_of(const bus::item& x, const std::string& service, bool is_reread) {
  const auto& e = *x.event;
  delivery d;
  d.id = e.id;
  d.time = e.time;
  d.source = e.source;
  d.topic = e.topic;
  d.version = e.version;
  d.key = x.key;
  d.sequence = e.sequence;
  d.attempt = static_cast<int>(x.attempts.size()) + 1;
  d.correlation = e.correlation;
  d.causation = e.causation;
  d.way = e.way;
  d.payload = e.payload;
  d.subscription = service;
  d.replay = x.replay != nullptr || is_reread;
  d.late = x.replay != nullptr && x.replay->late;
  return d;
}

} // namespace troupe
