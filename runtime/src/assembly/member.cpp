// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/member.hpp"

namespace troupe::assembly {

supervision::supervisor_spec spec_of(const deploy::supervisor& x) {
  supervision::supervisor_spec spec;
  switch (x.strategy) {
  case deploy::strategies::one_for_one:
    spec.strategy = supervision::strategy::one_for_one;
    break;
  case deploy::strategies::one_for_all:
    spec.strategy = supervision::strategy::one_for_all;
    break;
  case deploy::strategies::rest_for_one:
    spec.strategy = supervision::strategy::rest_for_one;
    break;
  }
  spec.intensity = static_cast<std::uint32_t>(x.intensity);
  spec.period = x.period;
  return spec;
}

supervision::shutdown_policy policy_of(const deploy::shutdown& x) {
  switch (x.kind) {
  case deploy::shutdown::kinds::brutal:
    return supervision::shutdown_policy::brutal();
  case deploy::shutdown::kinds::infinity:
    return supervision::shutdown_policy::infinity();
  case deploy::shutdown::kinds::within:
    break;
  }
  return supervision::shutdown_policy::after(x.time);
}

supervision::restart_type restart_of(deploy::restarts x) {
  switch (x) {
  case deploy::restarts::transient:
    return supervision::restart_type::transient;
  case deploy::restarts::temporary:
    return supervision::restart_type::temporary;
  case deploy::restarts::permanent:
    break;
  }
  return supervision::restart_type::permanent;
}

journal::dead_letter_record unsubscribed_letter(const journal::event_record& e) {
  journal::dead_letter_record letter;
  letter.reason = journal::dead_letter_reason::no_subscriber;
  letter.error = "no service subscribes to " + e.topic;
  letter.event = e;
  letter.delivery_key = e.key;
  return letter;
}

} // namespace troupe::assembly
