// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/plan.hpp"

#include <utility>

namespace troupe::supervision {

namespace {

refusal while_not_down(child_state state) {
  return state == child_state::restarting ? refusal::restarting : refusal::running;
}

const std::string& subject(const administration& x) {
  return x.what == administration::kind::start_child ? x.spec.id : x.id;
}

} // namespace

void plan::handle_call(const administration& what, actions& out) {
  switch (what.what) {
  case administration::kind::start_child:
    call_start(what, out);
    break;
  case administration::kind::terminate_child:
  case administration::kind::renew_child:
  case administration::kind::remove_child:
    call_terminate(what, out);
    break;
  case administration::kind::restart_child:
    call_restart(what, out);
    break;
  case administration::kind::delete_child:
    call_delete(what, out);
    break;
  case administration::kind::replace_specs:
    call_replace(what, out);
    break;
  }
}

void plan::call_start(const administration& what, actions& out) {
  auto complaints = check_child(what.spec, spec_.auto_shutdown);
  if (!complaints.empty()) {
    out.push_back({action::kind::answer,
                   {},
                   {},
                   0,
                   what.call,
                   {refusal::bad_spec, what.spec.id, false, std::move(complaints)}});
    return;
  }
  if (const auto* present = children_.find(what.spec.id)) {
    refuse(what, is_alive(present->state) ? refusal::already_started : refusal::already_present,
           out);
    return;
  }
  auto& fresh = children_.add({what.spec.id, what.spec});
  out.push_back({action::kind::adopt, fresh.id, {}, 0, what.call});
  begin_call(what);
  to_start_.push_back(&fresh);
}

void plan::call_terminate(const administration& what, actions& out) {
  auto* which = children_.find(what.id);
  if (!which) {
    refuse(what, refusal::not_found, out);
    return;
  }
  begin_call(what);
  const bool is_otps = what.what == administration::kind::terminate_child && which->wait == 0;
  if (which->state == child_state::restarting && !is_otps)
    find_who_waits_with(*which);
  which->waits_too = false;
  doom(*which);
  consume_ends();
  if (what.what == administration::kind::renew_child)
    to_start_.push_back(which);
}

void plan::call_restart(const administration& what, actions& out) {
  auto* which = children_.find(what.id);
  if (!which) {
    refuse(what, refusal::not_found, out);
  } else if (which->state != child_state::down) {
    refuse(what, while_not_down(which->state), out);
  } else {
    begin_call(what);
    to_start_.push_back(which);
  }
}

void plan::call_delete(const administration& what, actions& out) {
  auto* which = children_.find(what.id);
  if (!which) {
    refuse(what, refusal::not_found, out);
  } else if (which->state != child_state::down) {
    refuse(what, while_not_down(which->state), out);
  } else {
    begin_call(what);
    forget(*which, out);
  }
}

void plan::call_replace(const administration& what, actions& out) {
  auto complaints = check_specs(what.supervisor, what.children);
  if (what.supervisor.strategy == strategy::simple_one_for_one)
    complaints.push_back({"invalid_strategy",
                          {},
                          "a supervisor of named children cannot become simple_one_for_one while "
                          "it runs; start another"});
  if (!complaints.empty()) {
    out.push_back({action::kind::answer,
                   {},
                   {},
                   0,
                   what.call,
                   {refusal::bad_spec, {}, false, std::move(complaints)}});
    return;
  }
  ordered_children<child> kept = std::move(children_);
  children_ = {};
  for (const auto& x : what.children) {
    auto* old = kept.find(x.id);
    if (old) {
      children_.add(*old).spec = x;
      kept.remove(*old);
    } else {
      children_.add({x.id, x});
    }
  }
  for (const auto& x : kept)
    children_.add(x);
  spec_ = what.supervisor;
  window_.limit(spec_.intensity, spec_.period);
  out.push_back({action::kind::replace, {}, {}, 0, what.call});
  begin_call(what);
}

void plan::refuse(const administration& what, refusal why, actions& out) const {
  out.push_back({action::kind::answer, {}, {}, 0, what.call, {why, subject(what)}});
}

void plan::begin_call(const administration& what) {
  phase_ = phase::calling;
  call_ = what;
  answer_ = {};
  answer_.id = subject(what);
}

void plan::end_call(actions& out) {
  auto* removed =
      call_->what == administration::kind::remove_child ? children_.find(call_->id) : nullptr;
  if (removed != nullptr)
    forget(*removed, out);
  out.push_back({action::kind::answer, {}, {}, 0, call_->call, std::move(answer_)});
  answer_ = {};
  call_.reset();
}

void plan::call_start_failed(child& failed, exit_info exit, actions& out) {
  failed.state = child_state::down;
  answer_.refused = refusal::start_failed;
  answer_.causes = std::move(exit.causes);
  if (call_->what == administration::kind::start_child)
    forget(failed, out);
}

void plan::abort_calls(actions& out) {
  if (call_) {
    refuse(*call_, refusal::noproc, out);
    call_.reset();
  }
  for (const auto& x : pending_)
    if (x.what == event::kind::call)
      refuse(x.call, refusal::noproc, out);
}

} // namespace troupe::supervision
