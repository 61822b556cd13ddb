// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include <boost/test/unit_test.hpp>

#include "unit/bus/subscription_values.hpp"

using namespace troupe;
using namespace troupe::bus;
using namespace troupe::bus::trial;
using namespace std::chrono_literals;

namespace {

using how = breaker::result;

std::shared_ptr<breaker> usual_breaker() {
  return std::make_shared<breaker>(
      breaker_policy{.failures = 2, .share = 0, .pause = 10s, .factor = 2, .max = 1min});
}

parked_change parked(const std::string& key, sequence_number sequence, int due) {
  return {parked_change::kind::parked, key, partition_of(key), sequence, at(due)};
}
parked_change reparked(const std::string& key, sequence_number sequence, int due) {
  return {parked_change::kind::reparked, key, partition_of(key), sequence, at(due)};
}
parked_change left(const std::string& key, sequence_number sequence) {
  return {parked_change::kind::left, key, partition_of(key), sequence, {}};
}

/// Without the times of retries: these are told as ever.
texts told(const actions& all) {
  auto said = words(all);
  std::erase_if(said, [](const std::string& x) { return x.starts_with("wake"); });
  return said;
}

/// A subscription at the end of its journal, whose instances are ready with the epochs 7, 8...
struct feed {
  explicit feed(std::size_t instances = 1, std::size_t credit = 4)
      : core({.instances = instances, .credit = credit, .breaker = fuse}, in({"orders.*"}), 0) {
    core.start();
    core.page_read(page_of(std::make_shared<journal::batch>(), 0, 0));
    for (std::size_t i = 0; i < instances; ++i)
      core.ready(i, epoch_of(i), nowhere(), {});
    core.tick(at(0), 100s);
  }

  static journal::epoch_number epoch_of(std::size_t instance) { return 7 + instance; }

  texts live(sequence_number first, std::vector<std::string> keys) {
    std::vector<std::pair<const char*, std::string>> events;
    for (auto& key : keys)
      events.emplace_back("orders.placed", std::move(key));
    return words(core.live(batch(first, std::move(events))));
  }
  texts settled(std::uint64_t taken, std::vector<parked_change> changes = {},
                std::size_t instance = 0) {
    return told(core.acknowledged(instance, epoch_of(instance), {taken, 0, std::move(changes)}));
  }
  texts let_go(std::uint64_t taken, std::size_t instance = 0) {
    return words(core.let_go(instance, epoch_of(instance), taken));
  }
  /// So many seconds after 100.
  texts tick(int now) { return told(core.tick(at(now), 100s + std::chrono::seconds{now})); }
  texts row(const std::string& key, sequence_number sequence, int due = 0) {
    return words(core.parked_read(key, head_of(key, sequence, at(due)), event_of(key, sequence)));
  }

  /// It is opened at 100 s.
  void open() {
    for (int i = 0; i < 2; ++i)
      fuse->settled(how::failed, std::nullopt, "timeout", 100s);
  }
  /// What became of the probe, as its instance tells.
  void probe_was(how what, int now) {
    fuse->settled(what, probes, "timeout", 100s + std::chrono::seconds{now});
  }

  std::shared_ptr<breaker> fuse = usual_breaker();
  subscription core;
  breaker::probe_number probes = 1; ///< the one that is under way
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_subscription_with_an_open_breaker)

BOOST_AUTO_TEST_CASE(takes_back_what_its_instance_lets_go_of) {
  feed x;
  BOOST_TEST(x.live(1, {"a", "b", "c", "d"}) == (texts{"deliver 0: 1 2 3 4"}));
  x.open();
  BOOST_TEST(x.tick(0) == (texts{"probe at 110"}));
  // Two were handled or failed; of these the words are still to come.
  BOOST_TEST(x.let_go(2).empty());
  BOOST_TEST(x.core.in_memory() == 4u);
  BOOST_TEST(x.settled(2, {parked("a", 1, 1), parked("b", 2, 1)}) == (texts{"settle 2"}));
  BOOST_TEST(x.core.in_memory() == 2u);
  BOOST_TEST(x.live(5, {"e"}).empty());
}

BOOST_AUTO_TEST_CASE(delivers_with_the_number_of_rounds_that_the_instance_has_let_go) {
  feed x;
  x.live(1, {"a"});
  x.open();
  x.let_go(0);
  BOOST_TEST(x.core.in_memory() == 1u);
  const auto next = x.core.tick(at(10), 110s);
  BOOST_REQUIRE_EQUAL(next.size(), 1u);
  const auto& sent = std::get<deliver>(next.front());
  BOOST_TEST(sent.round == 1u);
  BOOST_TEST((sent.probe == breaker::probe_number{1}));
}

BOOST_AUTO_TEST_CASE(probes_with_the_oldest_that_is_due_and_first_of_its_key) {
  feed x;
  x.live(1, {"a", "b", "c", "b"});
  x.open();
  x.settled(3, {parked("a", 1, 50), parked("b", 2, 3), parked("c", 3, 2)});
  x.let_go(3);
  BOOST_TEST(x.tick(3) == (texts{"probe at 110"}));
  // "a" is not due, and the last stands behind the second.
  BOOST_TEST(x.tick(10) == (texts{"parked b"}));
  BOOST_TEST(x.row("b", 2) == (texts{"deliver 0: (2)"}));
  BOOST_TEST(x.tick(11).empty());
}

BOOST_AUTO_TEST_CASE(takes_another_key_for_the_next_probe_until_all_had_theirs) {
  feed x;
  x.live(1, {"a", "b"});
  x.open();
  x.settled(2, {parked("a", 1, 1), parked("b", 2, 1)});
  BOOST_TEST(x.tick(10) == (texts{"parked a"}));
  x.row("a", 1);
  x.probe_was(how::failed, 10);
  BOOST_TEST(x.settled(3, {reparked("a", 1, 12)}) == (texts{"probe at 130"}));
  BOOST_TEST(x.tick(12) == (texts{"probe at 130"}));
  BOOST_TEST(x.tick(30) == (texts{"parked b"}));
  x.row("b", 2);
  x.probes = 2;
  x.probe_was(how::failed, 30);
  BOOST_TEST(x.settled(4, {reparked("b", 2, 31)}) == (texts{"probe at 170"}));
  BOOST_TEST(x.tick(70) == (texts{"parked a"}));
}

BOOST_AUTO_TEST_CASE(probes_with_what_was_never_tried_where_nothing_else_is_due) {
  feed x;
  x.live(1, {"a", "a", "b"});
  x.open();
  x.settled(1, {parked("a", 1, 500)});
  x.let_go(1);
  // The second waits behind the first of its key: it is parked on the way, and tells nothing.
  BOOST_TEST(x.tick(10) == (texts{"deliver 0: 2"}));
  x.probe_was(how::neither, 10);
  BOOST_TEST(x.settled(2) == (texts{"deliver 0: 3", "settle 2"}));
}

BOOST_AUTO_TEST_CASE(lets_all_flow_again_when_a_probe_was_handled) {
  feed x;
  x.live(1, {"a", "b", "c"});
  x.open();
  x.settled(2, {parked("a", 1, 1), parked("b", 2, 1)});
  x.let_go(2);
  x.tick(10);
  x.row("a", 1);
  x.probe_was(how::handled, 10);
  BOOST_TEST(x.settled(3, {left("a", 1)}) == (texts{"parked a", "parked b", "deliver 0: 3"}));
  BOOST_TEST(x.row("b", 2) == (texts{"deliver 0: (2)"}));
}

BOOST_AUTO_TEST_CASE(gives_no_probe_to_an_instance_that_has_something_in_hand) {
  const auto mine = key_for(0, 2);
  const auto other = key_for(1, 2);
  feed x{2};
  x.live(1, {mine, other, mine, other});
  x.open();
  x.tick(0);
  x.settled(1, {parked(other, 2, 1)}, 1);
  x.let_go(1, 1);
  // The first is with its handler still.
  BOOST_TEST(x.tick(10) == (texts{"parked " + other}));
}

BOOST_AUTO_TEST_CASE(tries_when_the_instance_is_free_where_it_was_not_in_time) {
  feed x;
  x.live(1, {"a", "b"});
  x.open();
  BOOST_TEST(x.tick(20).empty());
  x.settled(1, {parked("a", 1, 1)});
  BOOST_TEST(x.let_go(1) == (texts{"parked a"}));
}

BOOST_AUTO_TEST_CASE(recalls_what_it_had_read_already) {
  feed x{1, 1};
  x.live(1, {"a", "b"});
  x.settled(1, {parked("a", 1, 0)});
  x.row("a", 1); // Waits behind the second, which is in hand.
  x.open();
  x.tick(0);
  x.settled(2);
  BOOST_TEST(x.tick(10) == (texts{"parked a"}));
  BOOST_TEST(x.row("a", 1) == (texts{"deliver 0: (1)"}));
}

BOOST_AUTO_TEST_CASE(chooses_another_where_the_row_is_not_there_any_more) {
  feed x;
  x.live(1, {"a", "b"});
  x.open();
  x.settled(2, {parked("a", 1, 1), parked("b", 2, 1)});
  BOOST_TEST(x.tick(10) == (texts{"parked a"}));
  BOOST_TEST(words(x.core.parked_read("a", std::nullopt, nullptr)) == (texts{"parked b"}));
}

BOOST_AUTO_TEST_CASE(takes_a_probe_for_failed_whose_instance_went) {
  feed x;
  x.live(1, {"a", "b"});
  x.open();
  x.settled(1, {parked("a", 1, 1)});
  x.let_go(1);
  x.tick(10);
  x.row("a", 1);
  BOOST_TEST(words(x.core.gone(0)) == (texts{"probe at 130"}));
  BOOST_TEST(words(x.core.ready(0, 9, everywhere_at(1), {head_of("a", 1, at(1))})).empty());
  BOOST_TEST(x.tick(30) == (texts{"deliver 0: 2"})); // Of another key.
}

BOOST_AUTO_TEST_CASE(delivers_what_skips_the_journal_as_ever) {
  feed x;
  x.open();
  x.tick(0);
  BOOST_TEST(words(x.core.live_transient(transient({{"orders.glanced", "a"}}))).size() == 1u);
}

BOOST_AUTO_TEST_CASE(runs_alone_what_is_to_be_run_alone) {
  const auto fuse = usual_breaker();
  subscription core{{.instances = 1, .alone = 1, .breaker = fuse}, in({"orders.*"}), 0};
  core.start();
  core.page_read(page_of(batch_of(1, 2), 2, 2));
  for (int i = 0; i < 2; ++i)
    fuse->settled(how::failed, std::nullopt, "timeout", 1s);
  const auto next = core.ready(0, 7, nowhere(), {});
  BOOST_REQUIRE_EQUAL(words(next).size(), 1u);
  BOOST_TEST((std::get<deliver>(next.front()).probe == breaker::in_any_case));
  BOOST_TEST(words(core.acknowledged(0, 7, {1, 0, {}})) ==
             (texts{"alone over", "probe at 11", "settle 1"}));
}

BOOST_AUTO_TEST_SUITE_END()
