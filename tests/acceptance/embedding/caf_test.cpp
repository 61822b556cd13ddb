// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/caf.hpp"

#include "acceptance/embedding/counting.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/exit_reason.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/sec.hpp>
#include <caf/send.hpp>
#include <caf/typed_response_promise.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

std::string with_an_actor(const std::string& of_counter) {
  return R"(troupe: 1
name: shop
modules: [counting, actors]
defaults: {retry: {attempts: 3, first: 1ms, factor: 1, max: 1ms, jitter: 0}}
tree:
  children:
    - {id: seen, service: actors.seen, thread: own}
    - {id: counter, service: counting.counter, )" +
         of_counter + "}\n";
}

/// An actor system with a shop beside it, in which an actor is attached to what the counter tells.
struct a_shop_beside_actors {
  support::scratch_folder folder;
  std::shared_ptr<std::atomic<int>> asked = std::make_shared<std::atomic<int>>(0);
  caf::actor_system_config config;
  caf::actor_system system{config};

  runtime start(const caf::actor& seen, std::chrono::nanoseconds patience = 10s,
                const std::string& of_counter = "restart: permanent") {
    auto setup = own_services();
    setup.sets = {"journal.path=" + folder.file("shop.db").string()};
    catalog actors;
    actors.service("seen", attached<step_seen>(seen, patience), publishes<>);
    setup.modules["actors"] = actors;
    auto read = deployment::parse(with_an_actor(of_counter), "shop.yaml", std::move(setup));
    for (const auto& each : read.complaints)
      BOOST_ERROR(to_string(each));
    BOOST_REQUIRE(read);
    runtime_setup quiet;
    quiet.log = [](log_level, std::string_view, std::string_view) {};
    auto started = runtime::start(*read, std::move(quiet));
    BOOST_REQUIRE_MESSAGE(started, (started ? "" : to_string(started.failure())));
    return *std::move(started);
  }

  /// An actor that answers by `how`, from the count of what it was asked.
  template <class How>
  caf::actor attach(How how) {
    return system.spawn([count = asked, how](caf::event_based_actor* self) -> caf::behavior {
      return {[self, count, how](const step_seen&) { return how(self, ++*count); }};
    });
  }

  caf::actor content() {
    return attach([](caf::event_based_actor*, int) -> caf::result<void> { return caf::unit; });
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(actors_of_a_program, a_shop_beside_actors)

BOOST_AUTO_TEST_CASE(are_asked_with_each_event_that_they_are_attached_to) {
  auto shop = start(content());
  BOOST_TEST(shop.publish(step_taken{"a"}, step_taken{"b"}).has_value());
  BOOST_TEST((shop.wait_until_idle().kind == runtime_end::kinds::idle));
  BOOST_TEST(*asked == 2);
}

BOOST_AUTO_TEST_CASE(go_on_where_they_were_in_another_run) {
  {
    auto shop = start(content());
    BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
    shop.wait_until_idle();
  }
  auto shop = start(content());
  BOOST_TEST(shop.publish(step_taken{"b"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(*asked == 2);
}

BOOST_AUTO_TEST_CASE(are_asked_again_after_an_error) {
  auto shop = start(attach([](caf::event_based_actor*, int count) -> caf::result<void> {
    if (count < 3)
      return caf::make_error(caf::sec::runtime_error, "not yet");
    return caf::unit;
  }));
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(*asked == 3);
}

BOOST_AUTO_TEST_CASE(that_fail_always_leave_a_dead_letter_and_the_rest_goes_on) {
  auto shop = start(attach([](caf::event_based_actor*, int count) -> caf::result<void> {
    if (count < 4)
      return caf::make_error(caf::sec::runtime_error, "never");
    return caf::unit;
  }));
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(*asked == 3);
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(*asked == 4);
}

BOOST_AUTO_TEST_CASE(are_waited_for_so_long_and_no_longer) {
  auto shop = start(attach([](caf::event_based_actor* self, int) -> caf::result<void> {
                      return self->make_response_promise<void>();
                    }),
                    1ms);
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  BOOST_TEST((shop.wait_until_idle().kind == runtime_end::kinds::idle));
  BOOST_TEST(*asked == 3);
}

BOOST_AUTO_TEST_CASE(may_have_ended) {
  const auto seen = content();
  caf::scoped_actor self{system};
  caf::anon_send_exit(seen, caf::exit_reason::user_shutdown);
  self->wait_for(seen);
  auto shop = start(seen);
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  BOOST_TEST((shop.wait_until_idle().kind == runtime_end::kinds::idle));
  BOOST_TEST(*asked == 0);
}

BOOST_AUTO_TEST_CASE(publish_and_ask_by_one_that_stands_for_the_deployment) {
  auto shop = start(content());
  caf::scoped_actor self{system};
  const auto stand_in = spawn_stand_in<step_taken, get_steps>(system, shop);
  int answers = 0;
  const auto wrong = [](const caf::error& why) { BOOST_ERROR(caf::to_string(why)); };
  for (int i = 0; i < 3; ++i)
    self->request(stand_in, 10s, step_taken{"a"}).receive([&] { ++answers; }, wrong);
  BOOST_TEST(answers == 3);
  shop.wait_until_idle();
  int count = 0;
  self->request(stand_in, 10s, get_steps{"a"})
      .receive([&](const steps& x) { count = x.count; }, wrong);
  BOOST_TEST(count == 3);
  caf::anon_send_exit(stand_in, caf::exit_reason::user_shutdown);
  self->wait_for(stand_in);
}

BOOST_AUTO_TEST_CASE(are_told_why_the_deployment_does_not_take_or_answer_it) {
  auto shop = start(content());
  caf::scoped_actor self{system};
  const auto stand_in = spawn_stand_in<step_taken, get_steps>(system, shop);
  BOOST_TEST(shop.stop().has_value());
  std::string told;
  const auto keep = [&](const caf::error& why) { told = caf::to_string(why); };
  self->request(stand_in, 10s, step_taken{"a"}).receive([] {}, keep);
  BOOST_TEST(told.find("the runtime has stopped") != std::string::npos, told);
  told.clear();
  self->request(stand_in, 10s, get_steps{"a"}).receive([](const steps&) {}, keep);
  BOOST_TEST(told.find("the runtime has stopped") != std::string::npos, told);
  caf::anon_send_exit(stand_in, caf::exit_reason::user_shutdown);
  self->wait_for(stand_in);
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// Each of them that is still there.
std::vector<caf::actor> strong(const result<std::vector<caf::actor_addr>>& all) {
  std::vector<caf::actor> there;
  BOOST_REQUIRE_MESSAGE(all, (all ? "" : to_string(all.failure())));
  for (const auto& each : *all)
    if (auto now = caf::actor_cast<caf::actor>(each))
      there.push_back(std::move(now));
  return there;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_actors_behind_a_service, a_shop_beside_actors)

BOOST_AUTO_TEST_CASE(may_have_been_asked_for_by_another_thread_than_the_one_that_stops) {
  auto shop = start(content());
  BOOST_TEST(actors_behind(shop, "counter").has_value());
  std::thread{[&shop] { BOOST_TEST(shop.stop().has_value()); }}.join();
}

BOOST_AUTO_TEST_CASE(are_as_many_as_its_instances) {
  auto shop = start(content(), 10s, "instances: 3");
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(strong(actors_behind(shop, "counter")).size() == 3u);
  BOOST_TEST(strong(actors_behind(shop, "seen")).size() == 1u);
}

BOOST_AUTO_TEST_CASE(can_be_monitored_and_have_successors_of_their_own) {
  auto shop = start(content());
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  caf::scoped_actor self{system};
  caf::actor_addr first;
  {
    const auto before = strong(actors_behind(shop, "counter"));
    BOOST_TEST_REQUIRE(before.size() == 1u);
    first = before[0].address();
    self->monitor(before[0]);
    caf::anon_send_exit(before[0], caf::exit_reason::kill);
  }
  self->receive([&](const caf::down_msg& x) {
    BOOST_TEST((x.source == first));
    BOOST_TEST((x.reason == caf::exit_reason::kill));
  });
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  const auto count = shop.ask(get_steps{"a"});
  BOOST_TEST_REQUIRE(count.has_value());
  BOOST_TEST(count->count == 2);
  const auto after = strong(actors_behind(shop, "counter"));
  BOOST_TEST_REQUIRE(after.size() == 1u);
  BOOST_TEST((after[0].address() != first));
}

BOOST_AUTO_TEST_CASE(take_no_messages_and_go_on) {
  auto shop = start(content());
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  caf::scoped_actor self{system};
  const auto behind = strong(actors_behind(shop, "counter"));
  BOOST_TEST_REQUIRE(behind.size() == 1u);
  caf::anon_send(behind[0], std::string{"hello"});
  self->request(behind[0], 10s, step_taken{"a"})
      .receive([] { BOOST_ERROR("it answers"); },
               [](const caf::error& why) {
                 BOOST_TEST((why == caf::sec::unexpected_message), caf::to_string(why));
               });
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  BOOST_TEST(shop.ask(get_steps{"a"})->count == 2);
}

BOOST_AUTO_TEST_CASE(are_of_a_service_and_of_a_runtime_that_runs) {
  auto shop = start(content());
  const auto nobody = actors_behind(shop, "till");
  BOOST_TEST_REQUIRE(!nobody.has_value());
  BOOST_TEST((nobody.failure().code == ec::not_found));
  BOOST_TEST(shop.stop().has_value());
  BOOST_TEST((actors_behind(shop, "counter").failure().code == ec::stopped));
}

BOOST_AUTO_TEST_CASE(tell_their_end_on_the_threads_of_who_watches_them) {
  caf::actor_system_config played;
  played.set("scheduler.policy", caf::atom("testing"));
  caf::actor_system still{played};
  auto& turns = dynamic_cast<caf::scheduler::test_coordinator&>(still.scheduler());
  auto shop = start(content());
  BOOST_TEST(shop.publish(step_taken{"a"}).has_value());
  shop.wait_until_idle();
  bool told = false;
  const auto behind = actors_behind(shop, "counter");
  const auto watcher = still.spawn([&](caf::event_based_actor* self) -> caf::behavior {
    for (const auto& each : strong(behind))
      self->monitor(each);
    self->set_down_handler([&](const caf::down_msg&) { told = true; });
    return {[](int) {}};
  });
  turns.run();
  BOOST_TEST(shop.stop().has_value());
  BOOST_TEST(!told); // Nobody but `turns` gave it one.
  turns.run();
  BOOST_TEST(told);
  caf::anon_send_exit(watcher, caf::exit_reason::user_shutdown);
  turns.run();
}

BOOST_AUTO_TEST_SUITE_END()
