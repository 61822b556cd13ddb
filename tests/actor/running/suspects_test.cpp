// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "assembly/subscription_changes.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using journal::trial::value_of;
using namespace std::chrono_literals;

namespace {

/// A service that wants none of these events.
behavior others(service<account>*) {
  return {[](const glanced&) {}};
}

/// A journal with two events of one key, and the death of whoever had one of them in hand.
class after_a_death {
public:
  after_a_death() {
    for (const bool publishes : {false, true}) {
      support::deployed shop;
      if (publishes)
        shop.add("others", others);
      else
        shop.add("accounts", accounts);
      shop.start(kept.open());
      if (publishes)
        shop.publish(counted{"a", 1}, counted{"a", 2});
      BOOST_TEST(shop.stop());
    }
    who = kept.subscription("accounts").number;
    had_by = kept.storage().next_epoch();
  }

  /// One more process is told of it, and lives until it has said that the charge is settled.
  void charge(journal::sequence_number sequence) {
    const auto before = settled.all().size();
    support::deployed shop;
    tell(shop, sequence);
    // What failed is not tried again while the test runs.
    shop.add("accounts", accounts).retry.delays.first = 24h;
    shop.start(kept.open());
    BOOST_TEST(settled.wait_for(before + 1));
    BOOST_TEST(shop.stop());
  }

  void tell(support::deployed& shop, journal::sequence_number sequence) {
    shop.with.suspects = {{{who, sequence}, had_by, SIGSEGV, when}};
    shop.with.settled = [this](const guard::delivery_id& what) { settled.add(what.sequence); };
  }

  journal::parked_head head() {
    return value_of(kept.look()->parked(who, "a")).value_or(journal::parked_head{{}, 0});
  }

  /// Somebody sends the subscription back while no process runs.
  void seek_to_the_beginning() {
    control::seek_subscription what;
    what.id = "accounts";
    what.to = starting_point::kinds::beginning;
    what.states = control::state_fate::reset;
    BOOST_REQUIRE(assembly::seek_subscription(kept.storage(), *kept.look(), what, {}));
  }

  const time_point when{1h};
  journal::epoch_number had_by = 0;
  support::kept_journal kept;
  journal::subscription_number who = 0;
  notes<journal::sequence_number> settled;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(what_ended_the_process_before, after_a_death)

BOOST_AUTO_TEST_CASE(is_charged_with_an_attempt_at_the_time_of_the_death) {
  charge(1);
  const auto attempts = head().row.attempts;
  BOOST_TEST_REQUIRE(attempts.size() == 1u);
  BOOST_TEST((attempts.front().why == journal::failure::signal));
  BOOST_TEST((attempts.front().at == when));
}

BOOST_AUTO_TEST_CASE(is_charged_once_also_where_who_wrote_it_died_before_it_could_say_so) {
  charge(1);
  charge(1);
  BOOST_TEST(head().row.attempts.size() == 1u);
}

BOOST_AUTO_TEST_CASE(is_not_charged_where_its_delivery_is_read_anew) {
  seek_to_the_beginning();
  support::deployed shop;
  tell(shop, 1);
  shop.add("accounts", accounts).retry.signal.attempts = 1;
  shop.start(kept.open());
  BOOST_TEST(settled.wait_for(1));
  shop.settle();
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(head().waiting == 0u);
}

BOOST_AUTO_TEST_CASE(is_charged_where_it_died_of_what_it_had_read_anew) {
  seek_to_the_beginning();
  had_by = kept.storage().next_epoch();
  charge(1);
  BOOST_TEST(head().row.attempts.size() == 1u);
}

BOOST_AUTO_TEST_CASE(stays_charged_while_its_delivery_waits_behind_another_of_its_key) {
  for (int processes = 0; processes < 2; ++processes) {
    support::deployed shop;
    tell(shop, 2);
    auto& child = shop.add("accounts", [](service<nothing>*) -> behavior {
      return {[](const counted& x) -> outcome {
        return x.name == "a" ? retry("the first fails now") : done();
      }};
    });
    child.retry.delays.first = 24h;
    shop.start(kept.open());
    shop.publish(counted{"b", 3});
    while (shop.running().doings().handled == 0 || head().waiting < 2)
      std::this_thread::yield();
    BOOST_TEST(shop.stop());
  }
  BOOST_TEST(head().row.sequence == 1u);
  BOOST_TEST(settled.all().empty());
}

BOOST_AUTO_TEST_CASE(holds_up_nobody_when_it_was_to_run_alone_and_its_service_has_ended_for_good) {
  support::deployed shop;
  shop.with.alone = guard::delivery_id{who, 2};
  auto& child = shop.add("accounts", [](service<nothing>*) -> behavior {
    return {[](const counted&) { throw std::runtime_error("the till is broken"); }};
  });
  child.restart = deploy::restarts::temporary;
  const auto seen = std::make_shared<notes<int>>();
  auto& late = shop.add("late", [seen](service<nothing>*) -> behavior {
    return {[seen](const counted& x) { seen->add(x.number); }};
  });
  late.start = deploy::starts::beginning;
  shop.start(kept.open());
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(seen->all().size() == 2u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
