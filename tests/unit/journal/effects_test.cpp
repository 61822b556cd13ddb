// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/effects.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>

namespace troupe::journal {
namespace {

commit with(const std::function<void(commit&)>& something) {
  commit made;
  made.subscription = 3;
  made.epoch = 7;
  made.settled = 12;
  something(made);
  return made;
}

BOOST_AUTO_TEST_SUITE(the_effects_of_a_commit)

BOOST_AUTO_TEST_CASE(are_none_where_it_only_claims_and_settles) {
  BOOST_TEST(!has_effects({}));
  BOOST_TEST(!has_effects(with([](commit&) {})));
  BOOST_TEST(!has_effects(with([](commit& c) { c.claims.push_back(1); })));
}

BOOST_AUTO_TEST_CASE(are_whatever_else_it_holds) {
  const std::pair<const char*, std::function<void(commit&)>> members[] = {
      {"guards", [](commit& c) { c.guards.push_back(1); }},
      {"moves", [](commit& c) { c.moves.emplace_back(); }},
      {"events", [](commit& c) { c.events.emplace_back(); }},
      {"brought", [](commit& c) { c.brought.emplace_back(); }},
      {"states", [](commit& c) { c.states.emplace_back(); }},
      {"parks", [](commit& c) { c.parks.emplace_back(); }},
      {"unparks", [](commit& c) { c.unparks.emplace_back(); }},
      {"reparks", [](commit& c) { c.reparks.emplace_back(); }},
      {"holds", [](commit& c) { c.holds.emplace_back(); }},
      {"releases", [](commit& c) { c.releases.emplace_back(); }},
      {"timers_set", [](commit& c) { c.timers_set.emplace_back(); }},
      {"timers_cleared", [](commit& c) { c.timers_cleared.emplace_back(); }},
      {"timer_fired", [](commit& c) { c.timer_fired.emplace(); }},
      {"dead_letters", [](commit& c) { c.dead_letters.emplace_back(); }},
      {"dead_letters_removed", [](commit& c) { c.dead_letters_removed.emplace_back(); }},
      {"audits", [](commit& c) { c.audits.emplace_back(); }},
      {"wall_moved", [](commit& c) { c.wall_moved.emplace(); }},
      {"transient_topics", [](commit& c) { c.transient_topics.emplace(); }},
      {"paused", [](commit& c) { c.paused = false; }},
      {"paused_for", [](commit& c) { c.paused_for.emplace(); }},
      {"sought", [](commit& c) { c.sought.emplace(); }},
      {"forgotten", [](commit& c) { c.forgotten = true; }},
  };
  for (const auto& [name, set] : members)
    BOOST_TEST_CONTEXT(name)
  BOOST_TEST(has_effects(with(set)));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace troupe::journal
