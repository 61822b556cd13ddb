// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "supervision/plan.hpp"
#include "troupe/duration.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

/// Plans told as sentences, for tables.
namespace troupe::supervision::test {

// "7: ok b"
inline std::string told(std::uint64_t call, const answer& x) {
  return std::to_string(call) + ": " +
         (x.refused   ? to_string(*x.refused)
          : x.ignored ? "ignored"
                      : "ok") +
         (x.id.empty() ? "" : " " + x.id);
}

inline std::string told(const action& x) {
  switch (x.what) {
  case action::kind::start:
    return "start " + x.child;
  case action::kind::start_when_ready:
    return "start " + x.child + " when ready";
  case action::kind::await_ready:
    return "await those of " + x.child;
  case action::kind::shutdown:
    return "ask " + x.child;
  case action::kind::kill:
    return "kill " + x.child;
  case action::kind::abandon:
    return "abandon " + x.child;
  case action::kind::set_timer:
    return "timer " + format_duration(x.delay);
  case action::kind::retry:
    return "retry " + x.child + (x.delay.count() == 0 ? "" : " after " + format_duration(x.delay));
  case action::kind::report_started:
    return "started";
  case action::kind::end:
    return "end";
  case action::kind::answer:
    return told(x.call, x.answer);
  case action::kind::adopt:
  case action::kind::forget:
  case action::kind::replace:
    return "";
  }
  return "?";
}

// "ask b, timer 5s"; without what concerns start functions only.
inline std::string told(const actions& all) {
  std::string text;
  for (const auto& x : all)
    if (const auto one = told(x); !one.empty())
      text += (text.empty() ? "" : ", ") + one;
  return text;
}

inline exit_info ended(exit_class how, const std::string& child = "x") {
  return {how, {{"top/" + child, to_string(how)}}};
}

inline const exit_info crash = ended(exit_class::error);
inline const exit_info normal = ended(exit_class::normal);
inline const exit_info asked = ended(exit_class::shutdown);
inline const exit_info killed = ended(exit_class::killed);
inline const exit_info delivery = ended(exit_class::delivery_crash);

inline child_spec permanent(std::string id) {
  return {std::move(id), restart_type::permanent};
}
inline child_spec transient(std::string id) {
  return {std::move(id), restart_type::transient};
}
inline child_spec temporary(std::string id) {
  return {std::move(id), restart_type::temporary};
}
inline child_spec with(child_spec x, shutdown_policy policy) {
  x.shutdown = policy;
  return x;
}

inline supervisor_spec spec_of(strategy how, std::uint32_t intensity = 10) {
  return {how, intensity, std::chrono::seconds{5}};
}

// A plan whose children are all started.
inline plan running(supervisor_spec spec, const std::vector<child_spec>& children) {
  plan tree{"top", spec, children};
  tree.start();
  for (const auto& x : children)
    tree.child_started(x.id, std::chrono::seconds{0});
  return tree;
}

inline plan running(strategy how, const std::vector<child_spec>& children) {
  return running(spec_of(how), children);
}

inline const std::vector<child_spec> abc{permanent("a"), permanent("b"), permanent("c")};

// "a=running b=down"
inline std::string states(const any_plan& tree) {
  std::string text;
  for (const auto& x : tree.children())
    text += (text.empty() ? "" : " ") + x.id + "=" + to_string(x.state);
  return text;
}

inline administration starting(std::uint64_t call, child_spec child = {}) {
  administration all{administration::kind::start_child, call};
  all.spec = std::move(child);
  return all;
}
inline administration call_on(administration::kind what, std::uint64_t call, std::string id) {
  return {what, call, std::move(id)};
}
inline administration terminating(std::uint64_t call, std::string id) {
  return call_on(administration::kind::terminate_child, call, std::move(id));
}
inline administration restarting(std::uint64_t call, std::string id) {
  return call_on(administration::kind::restart_child, call, std::move(id));
}
inline administration deleting(std::uint64_t call, std::string id) {
  return call_on(administration::kind::delete_child, call, std::move(id));
}
inline administration renewing(std::uint64_t call, std::string id) {
  return call_on(administration::kind::renew_child, call, std::move(id));
}
inline administration removing(std::uint64_t call, std::string id) {
  return call_on(administration::kind::remove_child, call, std::move(id));
}
inline administration replacing(std::uint64_t call, supervisor_spec supervisor,
                                std::vector<child_spec> children) {
  administration all{administration::kind::replace_specs, call};
  all.supervisor = supervisor;
  all.children = std::move(children);
  return all;
}

} // namespace troupe::supervision::test
