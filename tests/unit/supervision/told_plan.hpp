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

inline std::string told(const action& x) {
  switch (x.what) {
  case action::kind::start:
    return "start " + x.child;
  case action::kind::shutdown:
    return "ask " + x.child;
  case action::kind::kill:
    return "kill " + x.child;
  case action::kind::abandon:
    return "abandon " + x.child;
  case action::kind::set_timer:
    return "timer " + format_duration(x.delay);
  case action::kind::retry:
    return "retry " + x.child;
  case action::kind::report_started:
    return "started";
  case action::kind::end:
    return "end";
  }
  return "?";
}

// "ask b, timer 5s"
inline std::string told(const actions& all) {
  std::string text;
  for (const auto& x : all)
    text += (text.empty() ? "" : ", ") + told(x);
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
    tree.child_started(x.id);
  return tree;
}

inline plan running(strategy how, const std::vector<child_spec>& children) {
  return running(spec_of(how), children);
}

inline const std::vector<child_spec> abc{permanent("a"), permanent("b"), permanent("c")};

// "a=running b=down"
inline std::string states(const plan& tree) {
  std::string text;
  for (const auto& x : tree.children())
    text += (text.empty() ? "" : " ") + x.spec->id + "=" + to_string(x.state);
  return text;
}

} // namespace troupe::supervision::test
