// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

using seen_numbers = std::shared_ptr<notes<int>>;

/// Stops itself at the number 5, in the same handler that adds it up.
auto stopping_at_5(seen_numbers seen, std::string reason = "five is enough") {
  return [seen, reason](service<account>* self) -> behavior {
    return {[self, seen, reason](const counted& x) {
              seen->add(x.number);
              self->state().sum += x.number;
              self->publish(summed{x.name, self->state().sum});
              if (x.number == 5)
                self->stop(reason);
            },
            [](const get_account&, const service<account>& from) { return from.state(); }};
  };
}

struct place {
  int next = 0;
};
BOOST_DESCRIBE_STRUCT(place, (), (next))

/// Brings in ten numbers, and stops itself.
behavior intake(service<place>* self) {
  return {pull([self](std::size_t) {
    for (auto& next = self->state().next; next < 10; ++next)
      self->publish(counted{"a", next});
    self->stop("all numbers are counted");
    return progress::more();
  })};
}

deploy::supervisor below(const std::string& id, deploy::child only) {
  deploy::supervisor x;
  x.id = id;
  x.backoff = backoff_policy::none();
  x.children.push_back(std::move(only));
  return x;
}

bool says(const support::deployed& shop, const std::string& line) {
  const auto lines = shop.lines();
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

std::string chain(const assembly::ending& end) {
  return supervision::to_string(end.causes);
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_service_that_stops_itself)

BOOST_AUTO_TEST_CASE(has_committed_what_its_handler_did_and_handles_nothing_more) {
  support::kept_journal kept;
  support::deployed shop;
  const auto seen = std::make_shared<notes<int>>();
  shop.add("accounts", stopping_at_5(seen)).restart = deploy::restarts::transient;
  shop.start(kept.open());
  for (int i = 1; i <= 100; ++i)
    shop.publish(counted{"a", i});
  // Its subscription is not waited for.
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(seen->all().size() == 5u);
  BOOST_TEST(shop.ask(get_account{"a"}).sum == 15);
  BOOST_TEST(kept.events("numbers.summed").size() == 5u);
  // The log is told just after it counts as ended.
  const auto limit = system_time().elapsed() + 30s;
  while (!says(shop, "shop/accounts: ended by itself: five is enough") &&
         system_time().elapsed() < limit)
    std::this_thread::yield();
  BOOST_TEST(says(shop, "shop/accounts: ended by itself: five is enough"));
  BOOST_TEST(shop.running().doings().restarts == 0u);
  BOOST_TEST(shop.running().doings().crashes == 0u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_started_again_where_it_is_permanent_and_goes_on_from_there) {
  support::kept_journal kept;
  support::deployed shop;
  const auto seen = std::make_shared<notes<int>>();
  shop.add("accounts", stopping_at_5(seen));
  shop.start(kept.open());
  for (int i = 1; i <= 100; ++i)
    shop.publish(counted{"a", i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(seen->all().size() == 100u);
  BOOST_TEST(shop.ask(get_account{"a"}).sum == 5050);
  BOOST_TEST(shop.running().doings().restarts == 1u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(has_not_stopped_where_its_handler_failed) {
  support::deployed shop;
  shop.add("accounts", [](service<account>* self) -> behavior {
    return {[self](const counted& x, const delivery& d) -> outcome {
              self->state().sum += x.number;
              if (x.number != 5 || d.attempt > 1)
                return done();
              self->stop("not yet");
              return retry("five must wait");
            },
            [](const get_account&, const service<account>& from) { return from.state(); }};
  });
  shop.start();
  for (int i = 1; i <= 10; ++i)
    shop.publish(counted{"a", i});
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"a"}).sum == 55);
  BOOST_TEST(shop.running().doings().restarts == 0u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(may_be_a_source_whose_last_input_is_committed) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("intake", intake).restart = deploy::restarts::transient;
  shop.add("accounts", accounts);
  shop.start(kept.open());
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"a"}).numbers.size() == 10u);
  BOOST_TEST(shop.running().tree().is_gone("shop/intake"));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(is_not_what_a_source_at_its_end_is) {
  support::deployed shop;
  shop.add("intake", [](service<place>* self) -> behavior {
    return {pull([self](std::size_t) {
      for (auto& next = self->state().next; next < 10; ++next)
        self->publish(counted{"a", next});
      return progress::end();
    })};
  });
  auto& what = std::get<deploy::service>(shop.what.tree.children.back().is);
  what.restart = deploy::restarts::transient;
  what.significant = true;
  shop.what.tree.auto_shutdown = deploy::auto_shutdowns::any;
  shop.add("accounts", accounts);
  shop.start();
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(!shop.running().tree().is_gone("shop/intake"));
  BOOST_TEST((!shop.running().wait(0s).has_value()));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(auto_shutdown)

BOOST_AUTO_TEST_CASE(ends_the_deployment_at_the_first_of_the_significant_children) {
  support::deployed shop;
  shop.add("accounts", accounts);
  auto& what = shop.add("intake", intake);
  what.restart = deploy::restarts::transient;
  what.significant = true;
  shop.what.tree.auto_shutdown = deploy::auto_shutdowns::any;
  shop.start();
  const auto end = shop.wait();
  BOOST_TEST((end.what == assembly::ending::kind::auto_shutdown));
  BOOST_TEST(chain(end) == "shop/intake: all numbers are counted\n"
                           "  shop: ended, as its significant child intake did");
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(goes_up_through_supervisors_that_are_significant) {
  support::deployed shop;
  shop.add("accounts", accounts);
  auto& what = shop.add("intake", intake);
  what.restart = deploy::restarts::transient;
  what.significant = true;
  auto day = below("day", shop.what.tree.children.back());
  day.auto_shutdown = deploy::auto_shutdowns::all;
  day.restart = deploy::restarts::temporary;
  day.significant = true;
  shop.what.tree.children.back() = {day};
  shop.what.tree.auto_shutdown = deploy::auto_shutdowns::all;
  shop.start();
  const auto end = shop.wait();
  BOOST_TEST((end.what == assembly::ending::kind::auto_shutdown));
  BOOST_TEST(chain(end) == "shop/day/intake: all numbers are counted\n"
                           "  shop/day: ended, as its significant child intake did\n"
                           "    shop: ended, as its significant child day did");
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(leaves_the_rest_alone_where_the_supervisor_is_not_significant) {
  support::deployed shop;
  shop.add("accounts", accounts);
  auto& what = shop.add("intake", intake);
  what.restart = deploy::restarts::transient;
  what.significant = true;
  auto day = below("day", shop.what.tree.children.back());
  day.auto_shutdown = deploy::auto_shutdowns::any;
  day.restart = deploy::restarts::transient;
  shop.what.tree.children.back() = {day};
  shop.start();
  // The source is not waited for: the supervisor above it stays down.
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.ask(get_account{"a"}).numbers.size() == 10u);
  BOOST_TEST(shop.running().tree().is_gone("shop/day"));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_service_with_instances)

BOOST_AUTO_TEST_CASE(has_ended_when_each_of_them_has) {
  support::deployed shop;
  const auto seen = std::make_shared<notes<int>>();
  auto& what = shop.add("accounts", stopping_at_5(seen));
  what.instances = 3;
  what.restart = deploy::restarts::transient;
  what.significant = true;
  shop.what.tree.auto_shutdown = deploy::auto_shutdowns::any;
  shop.start();
  // A key of each instance.
  for (int key = 0; key < 20; ++key)
    shop.publish(counted{"key-" + std::to_string(key), 5});
  const auto end = shop.wait();
  BOOST_TEST((end.what == assembly::ending::kind::auto_shutdown));
  BOOST_TEST(seen->all().size() == 3u);
  const auto told = chain(end);
  BOOST_TEST(told.find("five is enough\n  shop/accounts: ended, as its significant child ") !=
                 std::string::npos,
             told);
  BOOST_TEST(told.find("\n    shop: ended, as its significant child accounts did") !=
                 std::string::npos,
             told);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(fails_as_one_child_when_they_fail_too_often) {
  support::deployed shop;
  auto starts = std::make_shared<std::atomic<int>>(0);
  auto& what = shop.add("accounts", [starts](service<account>*) -> behavior {
    return {on_start([starts] {
              // Each has started once; from then on none does.
              if (++*starts > 2)
                throw std::runtime_error("no paper left");
            }),
            [](const counted&) { throw std::runtime_error("out of paper"); }};
  });
  what.instances = 2;
  what.restart = deploy::restarts::transient;
  shop.add("other", accounts);
  shop.what.limits.crashes = 1;
  shop.what.tree.intensity = 2;
  shop.start();
  for (int i = 0; i < 10; ++i)
    shop.publish(counted{"key-" + std::to_string(i), i});
  const auto end = shop.wait();
  // Though transient: that they failed is a failure of the service.
  BOOST_TEST((end.what == assembly::ending::kind::escalated));
  const auto told = chain(end);
  BOOST_TEST(told.find("shop: gave up at the end of its child accounts") != std::string::npos,
             told);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
