// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

// The same inside a program that has CAF actors of its own: one is attached to what is counted, and
// another casts votes and asks for them; the actor behind the tally is watched.

#include "ballot.hpp"

#include <troupe/caf.hpp>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/exit_reason.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <caf/stateful_actor.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct leader {
  std::string choice;
  int votes = 0;
};

/// An actor as there may be many: it knows nothing of Troupe.
caf::behavior announcer(caf::stateful_actor<leader>* self) {
  return {[self](const ballot::vote_counted& counted) {
    if (counted.votes > self->state.votes) {
      self->state = {counted.choice, counted.votes};
      std::cout << counted.choice + " leads with " + std::to_string(counted.votes) + '\n';
    }
  }};
}

/// What it takes from here is asked of the stand-in alone, as of any actor.
bool cast_all(caf::scoped_actor& self, const caf::actor& ballot,
              const std::vector<std::string>& of) {
  bool all = true;
  for (const auto& choice : of)
    self->request(ballot, 10s, ballot::vote_cast{choice})
        .receive([] {}, // it is durable
                 [&](const caf::error& why) {
                   std::cerr << caf::to_string(why) << '\n';
                   all = false;
                 });
  return all;
}

} // namespace

/// announce DEPLOYMENT JOURNAL CHOICE...
int main(int argc, char** argv) {
  const std::vector<std::string> arguments{argv + 1, argv + argc};
  if (arguments.size() < 3) {
    std::cerr << "usage: announce DEPLOYMENT JOURNAL CHOICE...\n";
    return EXIT_FAILURE;
  }
  caf::actor_system_config config;
  caf::actor_system system{config}; // outlives the runtime, for an actor of it is attached

  // [doc:attached]
  troupe::catalog own;
  own.service("announcer", troupe::attached<ballot::vote_counted>(system.spawn(announcer), 5s),
              troupe::publishes<>);
  auto read = troupe::deployment::load(
      arguments[0], {.sets = {"journal.path=" + arguments[1]}, .modules = {{"stage", own}}});
  // [doc:end]
  for (const auto& complaint : read.complaints)
    std::cerr << to_string(complaint) << '\n';
  if (!read)
    return EXIT_FAILURE;
  auto runs = troupe::runtime::start(*read);
  if (!runs) {
    std::cerr << to_string(runs.failure()) << '\n';
    return EXIT_FAILURE;
  }

  caf::scoped_actor self{system};
  // [doc:behind]
  const auto behind = troupe::actors_behind(*runs, "tally"); // one for each of its instances
  if (behind)
    for (const auto& each : *behind)
      if (const auto now = caf::actor_cast<caf::actor>(each)) // strong for this moment alone
        self->monitor(now);
  // [doc:end]
  const auto ballot = troupe::spawn_stand_in<ballot::vote_cast, ballot::get_votes>(system, *runs);
  bool well = cast_all(self, ballot, {arguments.begin() + 2, arguments.end()});
  runs->wait_until_idle();
  self->request(ballot, 10s, ballot::get_votes{arguments[2]})
      .receive(
          [&](const ballot::votes& has) {
            std::cout << arguments[2] << " has " << has.count << '\n';
          },
          [&](const caf::error& why) {
            std::cerr << caf::to_string(why) << '\n';
            well = false;
          });

  // What it stands for must be there until it has ended.
  caf::anon_send_exit(ballot, caf::exit_reason::user_shutdown);
  self->wait_for(ballot);
  if (const auto stopped = runs->stop(); !stopped) {
    std::cerr << to_string(stopped.failure()) << '\n';
    return EXIT_FAILURE;
  }
  self->receive([](const caf::down_msg&) { std::cout << "the tally has ended\n"; });
  return well ? EXIT_SUCCESS : EXIT_FAILURE;
}
