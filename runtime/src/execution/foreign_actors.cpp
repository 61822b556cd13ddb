// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/caf.hpp"

#include <caf/actor_system.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/sec.hpp>

namespace troupe::detail {
namespace {

std::string sentence(const caf::error& why, std::chrono::nanoseconds patience) {
  if (why == caf::sec::request_timeout)
    return "the attached actor did not answer within " + format_duration(patience);
  if (why == caf::sec::request_receiver_down)
    return "the attached actor has ended";
  return "the attached actor answered: " + caf::to_string(why);
}

} // namespace

outcome hand_to(const caf::actor& who, caf::message what, std::chrono::nanoseconds patience) {
  auto said = done();
  caf::scoped_actor asks{who.home_system()};
  asks->request(who, patience, std::move(what))
      .receive([] {}, [&](const caf::error& why) { said = retry(sentence(why, patience)); });
  return said;
}

caf::actor spawn_blocking(caf::actor_system& in, std::function<caf::behavior()> make) {
  return in.spawn<caf::detached>(
      [make = std::move(make)](caf::event_based_actor*) { return make(); });
}

caf::error caf_error_of(const error& why) {
  return caf::make_error(caf::sec::runtime_error, to_string(why));
}

} // namespace troupe::detail
