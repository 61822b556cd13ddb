// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/described.hpp"
#include "troupe/runtime.hpp"

#include <boost/describe/members.hpp>
#include <caf/actor.hpp>
#include <caf/actor_addr.hpp>
#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/behavior.hpp>
#include <caf/error.hpp>
#include <caf/make_message.hpp>
#include <caf/message.hpp>
#include <caf/result.hpp>

#include <chrono>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

/// For programs with CAF actors of their own, in an actor system of their own, which run a
/// deployment inside themselves (`troupe/runtime.hpp`). They link `troupe::caf`, from
/// `find_package(troupe COMPONENTS caf)`.
///
/// Events, queries and replies travel between the actors of this process as they are: described
/// structs need no `inspect` and no type id. They are never serialized by CAF.
namespace caf {

template <class T>
requires boost::describe::has_describe_members<T>::value struct allowed_unsafe_message_type<T>
    : std::true_type {
};

} // namespace caf

namespace troupe {

namespace detail {

/// Asks the actor and blocks until it has answered, at most so long.
[[gnu::visibility("default")]] outcome hand_to(const caf::actor& who, caf::message what,
                                               std::chrono::nanoseconds patience);

/// An actor with a thread of its own, for it blocks.
[[gnu::visibility("default")]] caf::actor spawn_blocking(caf::actor_system&,
                                                         std::function<caf::behavior()>);

[[gnu::visibility("default")]] caf::error caf_error_of(const error&);

template <class Message>
auto answer_of(runtime& by) {
  if constexpr (event<Message>)
    return [&by](const Message& fact) -> caf::result<void> {
      if (auto accepted = by.publish(fact); !accepted)
        return caf_error_of(accepted.failure());
      return caf::unit;
    };
  else
    return [&by](const Message& question) -> caf::result<typename Message::reply> {
      auto answer = by.ask(question);
      if (!answer)
        return caf_error_of(answer.failure());
      return *std::move(answer);
    };
}

} // namespace detail

/// A service that hands these events to a CAF actor, for a catalog of the program's own:
///
///     troupe::catalog own;
///     own.service("audit", troupe::attached<order_placed, order_shipped>(auditor, 5s),
///                 troupe::publishes<>);
///
/// With that the actor has a durable subscription as any service has: each event is a request to
/// it, in order per key, and is handled when it has answered, with nothing. An attempt has failed
/// where it answers an error, has ended, or does not answer in time: it is tried again, and becomes
/// a dead letter in the end. So an event may come more than once, also after a crash of this
/// program.
///
/// The handler's thread waits for the answer; where that takes long, the deployment gives the
/// service a thread (`thread: own`). The actor may live in any actor system, which must outlive the
/// runtime. `patience` is to be less than the deployment's `handler_timeout`.
template <event... Events>
requires(sizeof...(Events) >
         0) auto attached(caf::actor who,
                          std::chrono::nanoseconds patience = std::chrono::seconds{10}) {
  return [who = std::move(who), patience](service<>*) {
    return behavior{[who, patience](const Events& fact) {
      return detail::hand_to(who, caf::make_message(fact), patience);
    }...};
  };
}

/// An actor that stands for a deployment in an actor system of the program's own:
///
///     auto shop = troupe::spawn_stand_in<order_placed, get_order>(system, runtime);
///     self->request(shop, 5s, get_order{"A1"}).then([](const order_story& story) { ... });
///
/// What it is sent of these events it publishes, and answers, with nothing, when they are durable;
/// what it is asked of these queries it answers with their reply. Else it answers an error,
/// `caf::sec::runtime_error` with a sentence. It handles one message after the other, in order, on
/// a thread of its own.
///
/// The runtime must outlive it, at the same place. It ends when it is sent an exit
/// (`caf::anon_send_exit`).
template <class... Messages>
requires(sizeof...(Messages) > 0 && ((event<Messages> || query<Messages>)&&...)) caf::actor
    spawn_stand_in(caf::actor_system& in, runtime& of) {
  return detail::spawn_blocking(
      in, [&of] { return caf::behavior{detail::answer_of<Messages>(of)...}; });
}

/// The actors that are behind a service just now: one for each of its instances, in their order;
/// null where one was not started yet. Errors: there is no such service (`ec::not_found`), the
/// runtime has stopped (`ec::stopped`).
///
///     for (const auto& each : *troupe::actors_behind(runtime, "tally"))
///       if (const auto now = caf::actor_cast<caf::actor>(each)) // null: it is gone already
///         self->monitor(now);
///
/// They are of an actor system of the deployment's own, and others take their place whenever a
/// supervisor restarts them, or a reload does. So they are given weak: make a strong one of it for
/// as long as a call takes, and hold none while the runtime stops.
///
/// They may be monitored; what they tell comes on the watcher's own threads. They take no messages:
/// events are published and queries asked by the runtime. What they are sent all the same is a dead
/// letter of the deployment's, and a request is answered with `caf::sec::unexpected_message`. An
/// exit ends the instance as a failure would, and its supervisor does what it does then.
[[gnu::visibility("default")]] result<std::vector<caf::actor_addr>>
actors_behind(runtime& of, std::string_view service);

} // namespace troupe
