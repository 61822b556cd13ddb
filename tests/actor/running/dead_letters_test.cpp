// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "support/journal_values.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

auto refusing(std::shared_ptr<std::atomic<bool>> mended) {
  return [mended](service<account>* self) -> behavior {
    return {[self, mended](const counted& x, const delivery& d) -> outcome {
              if (x.number == 2 && !*mended)
                return reject("two is none");
              if (x.number == 2 && d.attempt != 1)
                return reject("its attempts are counted on");
              self->state().numbers.push_back(x.number);
              return done();
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  };
}

/// What `troupe dead-letters replay` commits.
void replay(support::kept_journal& kept, const journal::dead_letter_record& letter) {
  journal::commit again;
  again.subscription = kept.subscription(letter.service).number;
  again.dead_letters_removed.push_back(letter.id);
  again.parks.push_back({0,
                         letter.event->sequence,
                         bus::partition_of(letter.delivery_key),
                         letter.delivery_key,
                         time_point{},
                         {}});
  const auto verdict = journal::trial::write_one(kept.storage(), std::move(again));
  BOOST_TEST_REQUIRE(verdict.accepted(), (verdict.failure ? verdict.failure->what : ""));
}

} // namespace

BOOST_AUTO_TEST_SUITE(dead_letters)

BOOST_AUTO_TEST_CASE(hold_the_whole_event_the_reason_and_every_attempt) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("accounts", [](service<nothing>*) -> behavior {
    return {[](const counted& x, const delivery& d) -> outcome {
      if (x.number == 1 && d.attempt == 2)
        throw std::runtime_error("attempt two");
      return x.number == 1 ? retry("attempt " + std::to_string(d.attempt)) : reject("no");
    }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(shop.stop());
  const auto letters = kept.dead_letters();
  BOOST_REQUIRE_EQUAL(letters.size(), 1u);
  const auto& letter = letters.front();
  BOOST_TEST((letter.reason == journal::dead_letter_reason::attempts_spent));
  BOOST_TEST(letter.service == "accounts");
  BOOST_TEST(letter.instance == "accounts");
  BOOST_TEST(letter.error == "attempt 3");
  BOOST_REQUIRE_EQUAL(letter.attempts.size(), 3u);
  BOOST_TEST(letter.attempts[0].error == "attempt 1");
  BOOST_TEST(letter.attempts[1].error.find("attempt two") != std::string::npos);
  BOOST_TEST((letter.attempts[0].at <= letter.attempts[2].at));
  BOOST_TEST(letter.delivery_key == "a");
  BOOST_TEST(letter.event.value().payload == to_json(counted{"a", 1}));
}

BOOST_AUTO_TEST_CASE(are_made_of_what_cannot_be_decoded) {
  support::kept_journal kept;
  {
    support::deployed shop;
    shop.start(kept.open());
    shop.publish_encoded({{"numbers.counted", 1, "a", R"({"name":"a","number":"two"})"}});
    shop.settle();
    BOOST_TEST(shop.stop());
  }
  support::deployed shop;
  shop.add("accounts", accounts).start = deploy::starts::beginning;
  shop.add("by_number",
           [](service<nothing>*) -> behavior {
             return {by(&counted::number, [](const counted&) {})};
           })
      .start = deploy::starts::beginning;
  shop.start(kept.open());
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).sum == 1);
  BOOST_TEST(shop.stop());
  const auto letters = kept.dead_letters();
  BOOST_REQUIRE_EQUAL(letters.size(), 2u);
  for (const auto& letter : letters) {
    BOOST_TEST((letter.reason == journal::dead_letter_reason::undecodable));
    BOOST_TEST(letter.error.find(".number") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(that_are_replayed_reach_the_subscription_that_failed_and_no_other) {
  support::kept_journal kept;
  const auto mended = std::make_shared<std::atomic<bool>>(false);
  {
    support::deployed shop;
    shop.add("accounts", accounts);
    shop.add("strict", refusing(mended));
    shop.start(kept.open());
    for (int i = 1; i <= 3; ++i)
      shop.publish(counted{"a", i});
    shop.settle();
    BOOST_TEST(shop.stop());
  }
  const auto letters = kept.dead_letters();
  BOOST_REQUIRE_EQUAL(letters.size(), 1u);
  BOOST_TEST(letters[0].service == "strict");
  replay(kept, letters[0]);
  *mended = true;
  support::deployed shop;
  shop.add("accounts", accounts);
  shop.add("strict", refusing(mended));
  shop.start(kept.open());
  shop.settle();
  BOOST_TEST(shop.running().doings().handled == 1u);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(kept.subscription("strict").parked == 0u);
  const auto reader = kept.look();
  const auto state =
      journal::trial::value_of(reader->state(kept.subscription("strict").number, "a"));
  BOOST_TEST((from_json<account>(state.value())->numbers == std::vector<int>{1, 3, 2}));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(that_are_replayed_go_behind_what_waits_for_their_key) {
  support::kept_journal kept;
  auto phase = std::make_shared<std::atomic<int>>(0);
  const auto strict = [phase](service<account>* self) -> behavior {
    return {[self, phase](const counted& x) -> outcome {
              if (x.number == 1 && *phase == 0)
                return reject("one is none");
              if (x.number == 2 && *phase < 2)
                return retry("not yet");
              self->state().numbers.push_back(x.number);
              return done();
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  };
  const auto run = [&](bool settle) {
    support::deployed shop;
    auto& child = shop.add("strict", strict);
    child.retry.attempts = 1'000'000; // Never spent, however slow the machine is.
    child.retry.delays.first = 50ms;
    shop.start(kept.open());
    if (*phase == 0) {
      for (int i = 1; i <= 3; ++i)
        shop.publish(counted{"a", i});
      while (kept.subscription("strict").parked < 2)
        std::this_thread::yield();
    }
    if (settle)
      shop.settle();
    std::vector<int> numbers = shop.ask(get_account{"a"}).numbers;
    BOOST_TEST(shop.stop());
    return numbers;
  };
  run(false);
  const auto letters = kept.dead_letters();
  BOOST_REQUIRE_EQUAL(letters.size(), 1u);
  replay(kept, letters[0]);
  *phase = 2;
  BOOST_TEST(run(true) == (std::vector<int>{2, 3, 1}));
}

BOOST_AUTO_TEST_CASE(that_fail_again_become_dead_letters_again) {
  support::kept_journal kept;
  const auto mended = std::make_shared<std::atomic<bool>>(false);
  for (int round = 0; round < 3; ++round) {
    support::deployed shop;
    shop.add("strict", refusing(mended));
    shop.start(kept.open());
    if (round == 0)
      shop.publish(counted{"a", 2});
    shop.settle();
    BOOST_TEST(shop.stop());
    const auto letters = kept.dead_letters();
    BOOST_REQUIRE_EQUAL(letters.size(), 1u);
    BOOST_TEST(letters[0].attempts.size() == 1u);
    replay(kept, letters[0]);
  }
}

BOOST_AUTO_TEST_SUITE_END()
