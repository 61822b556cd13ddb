// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bus/topic_groups.hpp"

#include "bus/messages.hpp"
#include "execution/placed_actor.hpp"
#include "execution/unit.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

using namespace troupe;
using namespace troupe::bus;
using journal::trial::topics;

namespace {

class listener : public execution::placed_actor {
public:
  listener(caf::actor_config& config, execution::placement where, caf::group group, int& live,
           int& transient)
      : placed_actor(config, std::move(where)), group_(std::move(group)), live_(live),
        transient_(transient) {}
  caf::behavior make_behavior() override {
    join(group_);
    return {[this](const live_batch&) { ++live_; },
            [this](const transient_batch&) { ++transient_; }};
  }

private:
  caf::group group_;
  int& live_;
  int& transient_;
};

struct stage {
  caf::actor_system_config config;
  caf::actor_system actors{config};
  execution::unit unit{actors};
  std::vector<std::string> unsubscribed;
  topic_groups groups{actors, [this](const event_ptr& e) { unsubscribed.push_back(e->topic); }};
  std::vector<caf::actor> listeners;

  void listen(const char* pattern, int& live, int& transient) {
    listeners.push_back(execution::spawn_placed<listener>(
        actors, {pattern, &unit}, groups.group_of(topics(pattern)), live, transient));
    unit.run();
  }
  ~stage() {
    for (const auto& each : listeners)
      caf::anon_send_exit(each, caf::exit_reason::user_shutdown);
    unit.run();
    listeners.clear();
  }
  static journal::batch_ptr batch(std::vector<const char*> names) {
    auto made = std::make_shared<journal::batch>();
    for (const auto* name : names)
      made->events.push_back(journal::trial::event(made->events.size() + 1, name));
    return made;
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(topic_groups_of_a_bus, stage)

BOOST_AUTO_TEST_CASE(get_a_batch_once_each_that_has_a_topic_of_theirs) {
  int placed = 0, any = 0, stock = 0, none = 0;
  listen("orders.placed", placed, none);
  listen("orders.*", any, none);
  listen("stock.>", stock, none);
  groups.publish(batch({"orders.placed", "orders.placed", "orders.shipped", "orders.placed"}));
  groups.publish(batch({"orders.shipped"}));
  unit.run();
  BOOST_TEST(placed == 1);
  BOOST_TEST(any == 2);
  BOOST_TEST(stock == 0);
  BOOST_TEST(none == 0);
  BOOST_TEST(unsubscribed.empty());
}

BOOST_AUTO_TEST_CASE(tell_every_event_that_has_no_subscriber) {
  int live = 0, none = 0;
  listen("orders.placed", live, none);
  groups.publish(batch({"a.b", "a.b", "orders.placed", "a.b", "c"}));
  unit.run();
  BOOST_TEST(live == 1);
  BOOST_TEST((unsubscribed == std::vector<std::string>{"a.b", "a.b", "a.b", "c"}));
}

BOOST_AUTO_TEST_CASE(catch_topics_that_were_seen_before_they_were_made) {
  int live = 0, none = 0;
  groups.publish(batch({"orders.placed"}));
  BOOST_TEST(unsubscribed.size() == 1u);
  listen("orders.*", live, none);
  groups.publish(batch({"orders.placed"}));
  unit.run();
  BOOST_TEST(live == 1);
  BOOST_TEST(unsubscribed.size() == 1u);
}

BOOST_AUTO_TEST_CASE(count_for_nothing_once_all_have_let_go_of_them) {
  int first = 0, second = 0, none = 0;
  listen("orders.*", first, none);
  listen("orders.*", second, none);
  groups.let_go(topics("orders.*"));
  groups.publish(batch({"orders.placed"}));
  BOOST_TEST(unsubscribed.empty());
  groups.let_go(topics("orders.*"));
  groups.publish(batch({"orders.placed"}));
  BOOST_TEST(unsubscribed.size() == 1u);
  groups.let_go(topics("orders.*"));
  listen("orders.placed", first, none);
  groups.publish(batch({"orders.placed"}));
  unit.run();
  BOOST_TEST(first == 2);
  BOOST_TEST(second == 1);
  BOOST_TEST(unsubscribed.size() == 1u);
}

BOOST_AUTO_TEST_CASE(tell_transient_batches_from_durable_ones) {
  int live = 0, transient = 0;
  listen("orders.*", live, transient);
  groups.publish_transient(batch({"orders.seen", "mails.seen"}));
  unit.run();
  BOOST_TEST(live == 0);
  BOOST_TEST(transient == 1);
  BOOST_TEST(unsubscribed.empty()); // Nobody misses what skips the journal.
}

BOOST_AUTO_TEST_SUITE_END()
