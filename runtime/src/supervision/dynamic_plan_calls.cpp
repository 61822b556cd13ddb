// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/dynamic_plan.hpp"

#include <utility>

namespace troupe::supervision {

void dynamic_plan::handle_call(const administration& what, actions& out) {
  switch (what.what) {
  case administration::kind::start_child:
    call_start(what, out);
    break;
  case administration::kind::terminate_child:
    call_terminate(what, out);
    break;
  case administration::kind::restart_child:
  case administration::kind::delete_child:
  case administration::kind::renew_child:
  case administration::kind::remove_child:
    refuse(what, refusal::simple_one_for_one, out);
    break;
  case administration::kind::replace_specs:
    call_replace(what, out);
    break;
  }
}

void dynamic_plan::call_start(const administration& what, actions& out) {
  auto& fresh = children_.add({std::to_string(++last_id_)});
  out.push_back({action::kind::adopt, fresh.id, {}, 0, what.call});
  call_ = what;
  call_->id = fresh.id;
  begin_start(fresh, out);
}

// One that has ended for good is down as it should be; OTP answers so for any process that is dead.
void dynamic_plan::call_terminate(const administration& what, actions& out) {
  if (!number_of(what.id)) {
    refuse(what, refusal::simple_one_for_one, out);
    return;
  }
  if (!was_given(what.id)) {
    refuse(what, refusal::not_found, out);
    return;
  }
  call_ = what;
  auto* which = children_.find(what.id);
  if (which && is_alive(which->state) && !which->gone) {
    begin_stop(*which, out);
    return;
  }
  if (which)
    forget(*which, out);
  reply({{}, what.id}, out);
}

void dynamic_plan::call_replace(const administration& what, actions& out) {
  auto complaints = check_specs(what.supervisor, what.children);
  if (what.supervisor.strategy != strategy::simple_one_for_one)
    complaints.push_back({"invalid_strategy",
                          {},
                          "a simple_one_for_one supervisor cannot become another one while it "
                          "runs; start another"});
  call_ = what;
  if (!complaints.empty()) {
    reply({refusal::bad_spec, {}, false, std::move(complaints)}, out);
    return;
  }
  spec_ = what.supervisor;
  template_ = what.children.front();
  window_.limit(spec_.intensity, spec_.period);
  out.push_back({action::kind::replace, {}, {}, 0, what.call});
  reply({}, out);
}

void dynamic_plan::refuse(const administration& what, refusal why, actions& out) const {
  out.push_back({action::kind::answer, {}, {}, 0, what.call, {why, what.id}});
}

// A restart is started as a call is, and nobody waits to hear of it.
void dynamic_plan::reply(answer what, actions& out) {
  if (!call_)
    return;
  out.push_back({action::kind::answer, {}, {}, 0, call_->call, std::move(what)});
  call_.reset();
}

} // namespace troupe::supervision
