// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/exit_reason.hpp"
#include "execution/placed_actor.hpp"
#include "execution/unit.hpp"

#include <boost/test/unit_test.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <string>

using namespace troupe::execution;

namespace {

struct note_taker final : placed_actor {
  note_taker(caf::actor_config& config, placement where, std::string& into)
      : placed_actor(config, std::move(where)), notes(into) {}
  ~note_taker() override { notes += '~'; }

  caf::behavior make_behavior() override {
    return {[this](char x) { notes += x; }};
  }

  std::string& notes;
};

struct with_unit {
  caf::actor_system_config config;
  caf::actor_system system{config};
  unit here{system};
  std::string notes;

  caf::actor note_taker_at(unit& where) {
    return spawn_placed<note_taker>(system, {"note_taker", &where}, notes);
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_unit, with_unit)

BOOST_AUTO_TEST_CASE(runs_nothing_by_itself) {
  auto a = note_taker_at(here);
  caf::anon_send(a, 'a');
  BOOST_TEST(notes.empty());
  BOOST_TEST(!here.idle());
  here.run();
  BOOST_TEST(notes == "a");
  BOOST_TEST(here.idle());
}

BOOST_AUTO_TEST_CASE(gives_one_actor_a_turn_at_each_step) {
  auto a = note_taker_at(here);
  auto b = note_taker_at(here);
  here.run();
  caf::anon_send(a, 'a');
  caf::anon_send(b, 'b');
  BOOST_TEST(here.step());
  BOOST_TEST(notes == "a");
  BOOST_TEST(here.step());
  BOOST_TEST(notes == "ab");
  BOOST_TEST(!here.step());
}

BOOST_AUTO_TEST_CASE(interrupts_an_actor_with_much_to_do) {
  auto a = note_taker_at(here);
  auto b = note_taker_at(here);
  here.run();
  for (std::size_t i = 0; i < unit::messages_per_turn + 1; ++i)
    caf::anon_send(a, 'a');
  caf::anon_send(b, 'b');
  here.run();
  BOOST_TEST(notes == std::string(unit::messages_per_turn, 'a') + "ba");
}

BOOST_AUTO_TEST_CASE(lets_go_of_all_actors_when_it_closes) {
  note_taker_at(here);
  BOOST_TEST(notes.empty());
  here.close();
  BOOST_TEST(notes == "~");
}

BOOST_AUTO_TEST_CASE(lets_go_at_once_of_what_comes_after_it_closed) {
  here.close();
  auto a = note_taker_at(here);
  caf::anon_send(a, 'a');
  BOOST_TEST(!here.step());
  a = nullptr;
  BOOST_TEST(notes == "~");
}

BOOST_AUTO_TEST_SUITE_END()
