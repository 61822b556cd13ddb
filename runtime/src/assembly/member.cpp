// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/member.hpp"

namespace troupe::assembly {

journal::dead_letter_record unsubscribed_letter(const journal::event_record& e) {
  journal::dead_letter_record letter;
  letter.reason = journal::dead_letter_reason::no_subscriber;
  letter.error = "no service subscribes to " + e.topic;
  letter.event = e;
  letter.delivery_key = e.key;
  return letter;
}

} // namespace troupe::assembly
