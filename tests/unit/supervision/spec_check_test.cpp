// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/spec_check.hpp"

#include "supervision/plan.hpp"
#include "unit/supervision/told_plan.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

using namespace std::chrono_literals;
using namespace troupe::supervision;
using namespace troupe::supervision::test;

namespace {

std::string names(const std::vector<spec_complaint>& all) {
  std::string text;
  for (const auto& x : all)
    text += (text.empty() ? "" : " ") + x.name + (x.child.empty() ? "" : "(" + x.child + ")");
  return text;
}

struct row {
  const char* expected;
  std::function<void(supervisor_spec&, std::vector<child_spec>&)> change;
};

} // namespace

BOOST_AUTO_TEST_SUITE(specs)

BOOST_AUTO_TEST_CASE(are_refused_by_otps_names) {
  const std::vector<row> table{
      {"", [](auto&, auto&) {}},
      {"", [](auto&, auto& c) { c.clear(); }},
      {"missing_id", [](auto&, auto& c) { c[0].id.clear(); }},
      {"duplicate_child_name(b)", [](auto&, auto& c) { c[0].id = "b"; }},
      {"invalid_restart_type(a)", [](auto&, auto& c) { c[0].restart = restart_type{9}; }},
      {"invalid_child_type(a)", [](auto&, auto& c) { c[0].type = child_type{9}; }},
      {"invalid_shutdown(a)", [](auto&, auto& c) { c[0].shutdown = shutdown_policy::after(-1ns); }},
      {"invalid_shutdown(a)",
       [](auto&, auto& c) {
         c[0].shutdown = shutdown_policy{shutdown_policy::way{9}, 0ns};
       }},
      {"bad_combination(a)",
       [](auto& s, auto& c) {
         s.auto_shutdown = auto_shutdown::any;
         c[0].significant = true;
       }},
      {"bad_combination(a)",
       [](auto&, auto& c) {
         c[0].restart = restart_type::temporary;
         c[0].significant = true;
       }},
      {"invalid_backoff(a)", [](auto&, auto& c) { c[0].backoff.jitter = -1; }},
      {"invalid_backoff(a)", [](auto&, auto& c) { c[0].backoff = {40s}; }},
      {"invalid_strategy", [](auto& s, auto&) { s.strategy = strategy{9}; }},
      {"invalid_period", [](auto& s, auto&) { s.period = 0ns; }},
      {"invalid_auto_shutdown", [](auto& s, auto&) { s.auto_shutdown = auto_shutdown{9}; }},
      {"invalid_kill_grace", [](auto& s, auto&) { s.kill_grace = -1ns; }},
      {"bad_start_spec", [](auto& s, auto&) { s.strategy = strategy::simple_one_for_one; }},
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    auto supervisor = spec_of(strategy::one_for_one);
    std::vector<child_spec> children{permanent("a"), permanent("b")};
    table[i].change(supervisor, children);
    BOOST_TEST_CONTEXT("row " << i)
    BOOST_TEST(names(check_specs(supervisor, children)) == table[i].expected);
  }
}

BOOST_AUTO_TEST_CASE(have_all_their_complaints_told) {
  auto supervisor = spec_of(strategy::one_for_one);
  supervisor.period = 0ns;
  const auto all = check_specs(supervisor, {permanent(""), permanent("a"), permanent("a")});
  BOOST_TEST(names(all) == "invalid_period missing_id duplicate_child_name(a)");
  BOOST_TEST(to_string(all) ==
             "invalid_period: the period must be longer than 0\n"
             "missing_id: a child has no id; give it one that its siblings lack\n"
             "duplicate_child_name: child \"a\": another child has this id; rename one of them");
}

BOOST_AUTO_TEST_CASE(that_are_bad_are_a_failed_start) {
  plan tree{"top", spec_of(strategy::one_for_one), {permanent("a"), permanent("a")}};
  BOOST_TEST(told(tree.start()) == "end");
  BOOST_TEST((tree.end().why == end_reason::start_failed));
  BOOST_TEST(tree.end().causes.front().reason.find("duplicate_child_name") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
