// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/tree_watch.hpp"

#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using namespace troupe;
using supervision::end_stage;
using supervision::exit_class;

namespace {

struct watched {
  activity doings;
  support::manual_clock time;
  std::vector<std::string> lines;
  assembly::tree_watch watch{{[this](log_level level, std::string_view who, std::string_view text) {
                                if (level != log_level::debug)
                                  lines.push_back(std::string{who} + ": " + std::string{text});
                              },
                              doings, time, 20, [](const supervision::report&) {}}};

  template <class F>
  void as(const std::string& path, std::uint64_t instance, F tell) {
    const std::string above{"shop"};
    const supervision::child_spec spec{path};
    tell(supervision::known_child{above, spec.id, path, instance, spec});
  }
  void starts(const std::string& path, std::uint64_t instance = 1) {
    as(path, instance, [this](const auto& who) {
      watch.child_starting(who);
      watch.child_started(who);
    });
  }
  void ends(const std::string& path, exit_class how, end_stage when = end_stage::running) {
    as(path, 1, [&](const auto& who) { watch.child_ended(who, {how, {{path, "why"}}}, when); });
  }
  void is_asked(const std::string& path) {
    as(path, 1, [this](const auto& who) { watch.child_stopping(who); });
  }
  void is_left_behind(const std::string& path) {
    as(path, 1, [this](const auto& who) { watch.child_abandoned(who); });
  }
  void waits(const std::string& path, std::chrono::nanoseconds wait) {
    as(path, 1, [&](const auto& who) { watch.restart_waits(who, wait); });
  }
  void is_held(const std::string& path, const std::vector<std::string>& by) {
    as(path, 1, [&](const auto& who) { watch.restart_held(who, by); });
  }
};

using paths = std::vector<std::string>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_watch_of_a_tree, watched)

BOOST_AUTO_TEST_CASE(knows_who_does_not_stop_without_their_supervisors) {
  for (const auto* path : {"shops/c", "shop/below", "shop/below/a", "shop/below/b", "shop/belowed"})
    starts(path);
  BOOST_TEST(watch.still_there("shop").empty());
  for (const auto* path : {"shops/c", "shop/belowed", "shop/below", "shop/below/b"})
    is_asked(path);
  BOOST_TEST((watch.still_there("shop") == paths{"shop/below/b", "shop/belowed"}));
  ends("shop/below/b", exit_class::shutdown, end_stage::stopping);
  ends("shop/belowed", exit_class::killed, end_stage::stopping);
  BOOST_TEST((watch.still_there("shop") == paths{"shop/below"}));
}

BOOST_AUTO_TEST_CASE(takes_one_that_was_left_behind_for_still_there_until_it_ends) {
  starts("shop/a");
  is_asked("shop/a");
  is_left_behind("shop/a");
  starts("shop/a", 2);
  is_asked("shop/a");
  ends("shop/a", exit_class::shutdown, end_stage::stopping);
  BOOST_TEST((watch.still_there("shop") == paths{"shop/a"}));
  BOOST_TEST(watch.abandoned() == 1u);
  ends("shop/a", exit_class::killed, end_stage::abandoned);
  BOOST_TEST(watch.still_there("shop").empty());
  BOOST_TEST(watch.abandoned() == 0u);
}

BOOST_AUTO_TEST_CASE(says_once_that_a_supervisor_gave_up) {
  starts("shop/below");
  as("shop/below", 1, [this](const auto& who) {
    watch.escalated("shop/below", {supervision::end_reason::escalated, {{"shop/below", "gave up"}}},
                    who);
  });
  ends("shop/below", exit_class::shutdown);
  BOOST_TEST(lines.size() == 1u);
  BOOST_TEST(lines.back() == "shop/below: gave up");
}

BOOST_AUTO_TEST_CASE(counts_a_child_that_waits_to_be_started_again_among_those_that_start) {
  starts("shop/below/a");
  ends("shop/below/a", exit_class::error);
  BOOST_TEST(!watch.any_child_starts());
  waits("shop/below/a", 1500ms);
  BOOST_TEST(watch.any_child_starts());
  BOOST_TEST(lines.back() == "shop/below/a: is started again in 1s500ms");
  starts("shop/below/a", 2);
  BOOST_TEST(!watch.any_child_starts());
  is_held("shop/below/a", {"shop/b", "shop/c"});
  BOOST_TEST(watch.any_child_starts());
  BOOST_TEST(lines.back() == "shop/below/a: is started again once it is ready: shop/b and shop/c");
  watch.supervisor_ended("shop/below", {});
  BOOST_TEST(!watch.any_child_starts());
}

BOOST_AUTO_TEST_CASE(counts_nothing_that_somebody_terminated_while_it_waited_to_be_started) {
  for (const std::string path : {"shop/a", "shop/below/b", "shop/below2"}) {
    starts(path);
    ends(path, exit_class::error);
    waits(path, 1s);
  }
  watch.start_is_off("shop/a");
  watch.start_is_off("shop/below");
  BOOST_TEST(watch.any_child_starts());
  watch.start_is_off("shop/below2");
  BOOST_TEST(!watch.any_child_starts());
  BOOST_TEST(watch.is_gone("shop/a"));
}

BOOST_AUTO_TEST_CASE(takes_one_that_was_left_behind_for_ended) {
  starts("shop/a");
  is_asked("shop/a");
  is_left_behind("shop/a");
  BOOST_TEST_REQUIRE(watch.end_of("shop/a").has_value());
  BOOST_TEST((watch.end_of("shop/a")->how == exit_class::killed));
  BOOST_TEST(watch.end_of("shop/a")->asked);
  as("shop/b", 1, [this](const auto& who) { watch.child_starting(who); });
  is_left_behind("shop/b");
  BOOST_TEST(!watch.any_child_starts());
  BOOST_TEST(!watch.end_of("shop/b")->asked);
}

BOOST_AUTO_TEST_CASE(tells_whoever_asked_that_a_child_is_down) {
  int told = 0;
  assembly::tree_watch other{{[](log_level, std::string_view, std::string_view) {}, doings, time,
                              20, [](const supervision::report&) {}, [&] { ++told; }}};
  as("shop/a", 1, [&](const auto& who) {
    other.child_starting(who);
    other.child_started(who);
    BOOST_TEST(told == 0);
    other.child_ended(who, {exit_class::error, {}}, end_stage::running);
    BOOST_TEST(told == 1);
    other.child_left_behind(who, {exit_class::delivery_crash, {}});
    BOOST_TEST(told == 2);
    other.child_abandoned(who);
    BOOST_TEST(told == 3);
    other.child_ended(who, {exit_class::killed, {}}, end_stage::abandoned);
    BOOST_TEST(told == 3);
  });
}

BOOST_AUTO_TEST_CASE(tells_how_a_child_ended_and_whether_it_was_asked_to) {
  starts("shop/a");
  BOOST_TEST(!watch.end_of("shop/a").has_value());
  ends("shop/a", exit_class::normal);
  BOOST_TEST((watch.end_of("shop/a")->how == exit_class::normal));
  BOOST_TEST(!watch.end_of("shop/a")->asked);
  BOOST_TEST(lines.back() == "shop/a: ended by itself: why");
  starts("shop/a", 2);
  ends("shop/a", exit_class::shutdown, end_stage::stopping);
  BOOST_TEST(watch.end_of("shop/a")->asked);
  BOOST_TEST(lines.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
