// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/exit_reason.hpp"
#include "execution/placed_actor.hpp"
#include "execution/unit.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>
#include <caf/skip.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

using namespace troupe::execution;

namespace {

// Handles a number by noting it, a text by throwing it, a truth value by putting it off.
struct listener_actor final : placed_actor {
  listener_actor(caf::actor_config& config, placement where, std::vector<int>& into)
      : placed_actor(config, std::move(where)), handled(into) {}

  caf::behavior make_behavior() override {
    return {
        [this](int x) {
          handled.push_back(x);
          if (x < 0)
            quit();
        },
        [](const std::string& x) { throw std::runtime_error{x}; },
        [](bool) -> caf::result<void> { return caf::skip(); },
    };
  }

  std::vector<int>& handled;
};

struct asker final : placed_actor {
  asker(caf::actor_config& config, placement where, caf::actor whom, std::string& into)
      : placed_actor(config, std::move(where)), whom_(std::move(whom)), answer(into) {}

  caf::behavior make_behavior() override {
    request(whom_, caf::infinite, 4.5)
        .then([this](int) { answer = "a number"; },
              [this](const caf::error& why) { answer = text_of(why); });
    return {[](int) {}};
  }

  caf::actor whom_;
  std::string& answer;
};

struct noting_drops final : drop_listener {
  void dropped(const std::string& actor, drop_reason why, caf::message what) noexcept override {
    static constexpr const char* words[] = {"gone", "left", "unhandled"};
    notes.push_back(actor + " " + words[static_cast<int>(why)] + " " + caf::to_string(what));
  }
  std::vector<std::string> notes;
};

using texts = std::vector<std::string>;

struct with_actor {
  with_actor() {
    here.run();
    actor->attach_functor([this](const caf::error& why) { end = text_of(why); });
  }

  caf::actor_system_config config;
  caf::actor_system system{config};
  noting_drops drops;
  unit here{system};
  std::vector<int> handled;
  std::string end = "lives";
  caf::actor actor = spawn_placed<listener_actor>(system, {"listener", &here, &drops}, handled);
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_placed_actor, with_actor)

BOOST_AUTO_TEST_CASE(runs_on_its_unit_whichever_unit_sends) {
  unit elsewhere{system};
  actor->enqueue(nullptr, caf::make_message_id(), caf::make_message(1), &elsewhere);
  BOOST_TEST(elsewhere.idle());
  here.run();
  BOOST_TEST(handled == std::vector{1});
}

BOOST_AUTO_TEST_CASE(starts_on_its_unit_whoever_spawns_it) {
  unit elsewhere{system};
  caf::actor_config config_of_another{&elsewhere};
  auto other = system.spawn_class<listener_actor, caf::hidden>(
      config_of_another, placement{"other", &here, &drops}, handled);
  BOOST_TEST(elsewhere.idle());
  BOOST_TEST(!here.idle());
}

BOOST_AUTO_TEST_CASE(keeps_the_text_of_what_a_handler_throws_in_its_exit_reason) {
  caf::anon_send(actor, "no such shelf");
  here.run();
  BOOST_TEST(end == "std::runtime_error: no such shelf");
}

BOOST_AUTO_TEST_CASE(gives_an_unexpected_message_to_its_drop_listener_and_lives) {
  caf::anon_send(actor, 4.5);
  caf::anon_send(actor, 1);
  here.run();
  BOOST_TEST(drops.notes == texts{"listener unhandled (4.500000)"},
             boost::test_tools::per_element());
  BOOST_TEST(handled == std::vector{1});
}

BOOST_AUTO_TEST_CASE(does_not_answer_an_unexpected_message) {
  auto sender = spawn_placed<listener_actor>(system, {"sender", &here, &drops}, handled);
  actor->enqueue(caf::actor_cast<caf::strong_actor_ptr>(sender), caf::make_message_id(),
                 caf::make_message(4.5), nullptr);
  here.run();
  caf::anon_send(sender, 1);
  here.run();
  BOOST_TEST(handled == std::vector{1});
  BOOST_TEST(drops.notes.size() == 1u);
}

BOOST_AUTO_TEST_CASE(answers_an_unexpected_request_with_an_error) {
  std::string answer;
  spawn_placed<asker>(system, {"asker", &here, &drops}, actor, answer);
  here.run();
  BOOST_TEST(answer == "unexpected_message");
  BOOST_TEST(drops.notes == texts{"listener unhandled (4.500000)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(survives_an_error_that_comes_as_a_message) {
  caf::anon_send(actor, caf::error{caf::sec::runtime_error});
  here.run();
  BOOST_TEST(end == "lives");
  BOOST_TEST(drops.notes.empty());
}

BOOST_AUTO_TEST_CASE(gives_what_is_left_in_its_mailbox_to_its_drop_listener) {
  for (int x : {1, -1, 2, 3})
    caf::anon_send(actor, x);
  here.run();
  BOOST_TEST(handled == (std::vector{1, -1}), boost::test_tools::per_element());
  BOOST_TEST(drops.notes == (texts{"listener left (2)", "listener left (3)"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gives_what_it_had_put_off_to_its_drop_listener) {
  caf::anon_send(actor, true);
  caf::anon_send(actor, -1);
  here.run();
  BOOST_TEST(drops.notes == texts{"listener left (true)"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gives_what_comes_after_its_end_to_its_drop_listener) {
  caf::anon_send(actor, -1);
  here.run();
  caf::anon_send(actor, 5);
  BOOST_TEST(drops.notes == texts{"listener gone (5)"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(answers_requests_that_are_left_or_come_too_late_with_an_error) {
  std::string left, late;
  caf::anon_send(actor, -1);
  spawn_placed<asker>(system, {"asker", &here, &drops}, actor, left);
  // The actor is queued first, so the asker has to be run by hand before it.
  unit elsewhere{system};
  spawn_placed<asker>(system, {"asker", &elsewhere, &drops}, actor, late);
  elsewhere.run();
  here.run();
  elsewhere.run();
  BOOST_TEST(!left.empty());
  BOOST_TEST(!late.empty());
  BOOST_TEST(drops.notes.empty());
}

BOOST_AUTO_TEST_CASE(gives_what_waits_to_its_drop_listener_when_it_is_let_go_of_unrun) {
  caf::anon_send(actor, 7);
  here.close();
  actor = nullptr;
  BOOST_TEST(drops.notes == texts{"listener left (7)"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ends_ahead_of_what_waits_when_it_is_sent_an_exit) {
  caf::anon_send(actor, 1);
  send_urgent_exit(actor, make_exit(exit_class::shutdown));
  here.run();
  BOOST_TEST(handled.empty());
  BOOST_TEST(end == "was asked to end");
  BOOST_TEST(drops.notes == texts{"listener left (1)"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(tells_nobody_of_exits_that_come_too_late) {
  send_urgent_exit(actor, make_exit(exit_class::killed));
  here.run();
  send_urgent_exit(actor, make_exit(exit_class::killed));
  BOOST_TEST(end == "was killed");
  BOOST_TEST(drops.notes.empty());
}

BOOST_AUTO_TEST_SUITE_END()
