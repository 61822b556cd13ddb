// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/definition.hpp"
#include "troupe/delivery.hpp"
#include "troupe/encoded.hpp"
#include "troupe/event.hpp"
#include "troupe/json/check.hpp"
#include "troupe/outcome.hpp"
#include "troupe/versions.hpp"

#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <typeindex>
#include <utility>
#include <vector>

/// A behavior is what a service answers to: its handlers, each of which is a subscription.
///
///     return {
///       // An event, by its key; and how it came.
///       [self](const stock_requested& wanted) { ... },
///       [self](const stock_added& more, const troupe::delivery& d) { ... },
///       // By another member; with one state for all keys; whatever matches.
///       troupe::by(&order_placed::country, [self](const order_placed&) { ... }),
///       troupe::single([self](const order_shipped&) { ... }),
///       troupe::on("orders.*", [self](const troupe::delivery& d) { ... }),
///       // A query: it changes nothing.
///       [](const get_stock& q, const troupe::service<stock>& self) { ... },
///       // A source; before the first delivery.
///       troupe::pull([self](std::size_t demand) { ... }),
///       troupe::on_start([self] { ... }),
///     };
///
/// A handler returns nothing or an `outcome`. When it throws, the attempt failed and the actor
/// crashed.
namespace troupe {

template <class State, class Options>
class service;

/// By what a subscription divides the events of one topic among its partitions and states.
enum class division { event_key, chosen_key, single };

/// A handler of events, its type erased. `key_of` is there for `chosen_key` only.
struct event_handler {
  std::string topics;         ///< a topic, or a pattern
  bool typed = true;          ///< false: `event` is null, the handler reads the delivery
  bool takes_delivery = true; ///< false: `call` does not look at it
  std::uint32_t version = 1;
  const void* type = nullptr; ///< the same for all handlers of this struct in one module
  division divides = division::event_key;
  /// Of the version that the payload was written in.
  std::function<result<std::shared_ptr<const void>>(std::string_view payload,
                                                    std::uint32_t version)>
      decode;
  std::function<std::string(const void* event)> key_of;
  /// Reads an event that a person wrote: a member that the event has not is an error, too. What is
  /// wrong is appended, each with its path.
  std::function<event_terms(std::string_view payload, std::uint32_t version,
                            std::vector<error>& wrong)>
      check;
  std::function<outcome(const void* event, const delivery&)> call;
  event_definer define = nullptr; ///< null where it is not typed
  /// What breaks its constraints; null where it declares none.
  std::vector<error> (*broken)(const void* event) = nullptr;
};

/// A handler of queries, its type erased.
struct query_handler {
  std::string name;
  std::type_index asks; ///< the `service<State, Options>` it looks at; `void` where it takes none
  bool keyed = false;   ///< false: it looks at the single state
  std::function<result<std::string>(const std::string& arguments)> key_of;
  /// Arguments and reply are JSON.
  std::function<result<std::string>(const std::string& arguments, const void* state,
                                    const void* options)>
      call;
};

namespace detail {

/// @cond
template <class F>
struct signature : signature<decltype(&F::operator())> {};
/// @endcond
template <class C, class R, class... A>
struct signature<R (C::*)(A...) const> {
  using returns = R;
  using parameters = std::tuple<A...>;
};
template <class C, class R, class... A>
struct signature<R (C::*)(A...)> : signature<R (C::*)(A...) const> {};
template <class R, class... A>
struct signature<R (*)(A...)> {
  using returns = R;
  using parameters = std::tuple<A...>;
};

template <class F>
concept inspectable = requires {
  typename signature<F>::parameters;
};

template <class F, std::size_t N>
using parameter = std::remove_cvref_t<std::tuple_element_t<N, typename signature<F>::parameters>>;

template <class F>
constexpr std::size_t arity = std::tuple_size_v<typename signature<F>::parameters>;

template <class T>
struct is_service : std::false_type {};
template <class S, class O>
struct is_service<service<S, O>> : std::true_type {};

template <class R>
constexpr void check_return() {
  static_assert(std::is_void_v<R> || std::is_same_v<R, outcome>,
                "an event's handler returns nothing or a troupe::outcome");
}

template <class F, class... A>
outcome call_for_outcome(F& f, A&&... arguments) {
  if constexpr (std::is_void_v<std::invoke_result_t<F&, A...>>) {
    f(std::forward<A>(arguments)...);
    return done();
  } else {
    return f(std::forward<A>(arguments)...);
  }
}

/// A typed event handler with the event's type still known, so that a behavior can compare them.
template <class Event>
struct typed_handler {
  event_handler erased;
};

template <class F>
auto make_event_handler(F f) {
  using event_struct = parameter<F, 0>;
  check_event<event_struct>();
  check_return<typename signature<F>::returns>();
  typed_handler<event_struct> made;
  auto& h = made.erased;
  h.topics = event_struct::type.name;
  h.version = event_struct::type.version;
  h.type = &type_tag<event_struct>;
  h.takes_delivery = arity<F> == 2;
  h.define = &define<event_struct>;
  if constexpr (has_constraints<event_struct>())
    h.broken = [](const void* event) {
      return broken_constraints_of(*static_cast<const event_struct*>(event));
    };
  h.decode = [](std::string_view payload,
                std::uint32_t version) -> result<std::shared_ptr<const void>> {
    auto read = read_event<event_struct>(payload, version);
    if (!read)
      return std::move(read).failure();
    return std::shared_ptr<const void>{std::make_shared<event_struct>(*std::move(read))};
  };
  h.check = [](std::string_view payload, std::uint32_t version, std::vector<error>& wrong) {
    const auto read = read_event_strictly<event_struct>(payload, version, wrong);
    return event_terms{troupe::key_of(read), time_to_live_of<event_struct>(), expiry_of(read)};
  };
  h.call = [f = std::move(f)](const void* event, const delivery& d) mutable {
    const auto& value = *static_cast<const event_struct*>(event);
    if constexpr (arity<F> == 2) {
      static_assert(std::is_same_v<parameter<F, 1>, delivery>,
                    "a handler's second parameter is a const troupe::delivery&");
      return call_for_outcome(f, value, d);
    } else {
      return call_for_outcome(f, value);
    }
  };
  return made;
}

template <class Query>
concept names_key = requires(const Query& q) {
  q.*Query::key;
};

/// What is asked, as somebody outside wrote it; whose state is asked for, it must say.
template <class Query>
result<Query> read_query(const std::string& arguments) {
  const auto value = parse_json(arguments);
  if (!value)
    return value.failure();
  if constexpr (names_key<Query>)
    if (auto lacks = key_missing_in(*value, name_of_member<Query>(Query::key)))
      return *std::move(lacks);
  return from_json<Query>(*value, unknown_members::refuse);
}

template <class F>
query_handler make_query_handler(F f) {
  using query_struct = parameter<F, 0>;
  check_query<query_struct>();
  static_assert(
      std::is_empty_v<F>,
      "a query's handler captures nothing, for a query changes nothing: it gets the service, "
      "const, as its second parameter");
  using reply = typename query_struct::reply;
  static_assert(std::is_same_v<typename signature<F>::returns, reply>,
                "a query's handler returns the reply that the query names");
  query_handler made{
      std::string{query_struct::type.name}, typeid(void), names_key<query_struct>, {}, {}};
  made.key_of = [](const std::string& arguments) -> result<std::string> {
    auto asked = read_query<query_struct>(arguments);
    if (!asked)
      return std::move(asked).failure();
    return troupe::key_of(*asked);
  };
  if constexpr (arity<F> == 2) {
    using view = parameter<F, 1>;
    static_assert(is_service<view>::value &&
                      std::is_const_v<std::remove_reference_t<
                          std::tuple_element_t<1, typename signature<F>::parameters>>>,
                  "a query's handler takes the service as const troupe::service<State>&");
    made.asks = typeid(view);
  }
  made.call = [f](const std::string& arguments, const void* state,
                  const void* options) -> result<std::string> {
    auto asked = read_query<query_struct>(arguments);
    if (!asked)
      return std::move(asked).failure();
    if constexpr (arity<F> == 2) {
      using view = parameter<F, 1>;
      return to_json(f(*asked, view::committed(state, options)));
    } else {
      return to_json(f(*asked));
    }
  };
  return made;
}

/// Whatever may stand in a behavior becomes one of our entries here; what may not, says why.
template <class F>
auto make_handler(F f) {
  static_assert(inspectable<F>,
                "a handler is a function with one signature: not overloaded, no auto "
                "parameters");
  if constexpr (inspectable<F>) {
    static_assert(arity<F> > 0, "a handler takes the event that it handles as its first parameter");
    static_assert(arity<F> <= 2, "a handler takes an event, and perhaps the delivery");
    if constexpr (arity<F> != 0) {
      if constexpr (query<parameter<F, 0>>)
        return make_query_handler(std::move(f));
      else
        return make_event_handler(std::move(f));
    }
  }
}

struct pull_entry {
  std::function<progress(std::size_t)> pull;
};
struct start_entry {
  std::function<void()> start;
};

template <class E>
auto make_handler(typed_handler<E> made) {
  return made;
}
inline event_handler make_handler(event_handler made) {
  return made;
}
inline query_handler make_handler(query_handler made) {
  return made;
}
inline pull_entry make_handler(pull_entry made) {
  return made;
}
inline start_entry make_handler(start_entry made) {
  return made;
}

template <class A, class B>
constexpr bool same_event = false;
template <class E>
constexpr bool same_event<typed_handler<E>, typed_handler<E>> = true;

template <class... Hs>
constexpr bool no_event_twice = true;
template <class H, class... Hs>
constexpr bool no_event_twice<H, Hs...> = !(same_event<H, Hs> || ...) && no_event_twice<Hs...>;

} // namespace detail

/// Divides the events of this handler by another member than their key.
template <class Event, class Member, class F>
auto by(Member Event::*member, F handler) {
  auto made = detail::make_event_handler(std::move(handler));
  static_assert(std::is_same_v<decltype(made), detail::typed_handler<Event>>,
                "troupe::by names a member of the event that its handler takes");
  made.erased.divides = division::chosen_key;
  made.erased.key_of = [member](const void* event) {
    return key_text(static_cast<const Event*>(event)->*member);
  };
  return made;
}

/// Handles events in order of sequence, whatever their key, with one state for all.
template <class F>
auto single(F handler) {
  auto made = detail::make_handler(std::move(handler));
  if constexpr (std::is_same_v<decltype(made), event_handler>)
    made.divides = division::single;
  else
    made.erased.divides = division::single;
  return made;
}

/// Handles whatever is published to the topics of a pattern, of whatever type.
template <class F>
event_handler on(std::string topics, F handler) {
  static_assert(detail::arity<F> == 1 && std::is_same_v<detail::parameter<F, 0>, delivery>,
                "a pattern's handler takes a const troupe::delivery&");
  detail::check_return<typename detail::signature<F>::returns>();
  event_handler made;
  made.topics = std::move(topics);
  made.typed = false;
  made.call = [f = std::move(handler)](const void*, const delivery& d) mutable {
    return detail::call_for_outcome(f, d);
  };
  return made;
}

/// Makes the service a source: asked for about `demand` events whenever the system can take more,
/// it publishes them and returns a `progress`. What it must remember is its `state()`: the position
/// up to which it has read commits together with the events and the dead letters that it made of
/// what it read.
template <class F>
detail::pull_entry pull(F f) {
  static_assert(std::is_invocable_r_v<progress, F&, std::size_t>,
                "a source's function takes the demand and returns a troupe::progress");
  return {std::move(f)};
}

/// Runs in the service's actor before its first delivery and after each restart; may throw, which
/// is a failed start. The function that returns the behavior touches nothing outside: it is also
/// called to learn the handlers, by `troupe describe` for one.
inline detail::start_entry on_start(std::function<void()> f) {
  return {std::move(f)};
}

/// A service's handlers; movable, and used by one actor at a time.
class behavior {
public:
  template <class... Fs>
  requires(sizeof...(Fs) > 0 && !(std::is_same_v<std::remove_cvref_t<Fs>, behavior> || ...))
      behavior(Fs... handlers) {
    static_assert(detail::no_event_twice<decltype(detail::make_handler(std::declval<Fs>()))...>,
                  "a behavior handles each event once: two handlers take the same event");
    (add(detail::make_handler(std::move(handlers))), ...);
  }

  std::vector<event_handler> events;
  std::vector<query_handler> queries;
  std::function<progress(std::size_t)> pull;
  std::function<void()> start;

private:
  template <class E>
  void add(detail::typed_handler<E> made) {
    events.push_back(std::move(made.erased));
  }
  void add(event_handler made) { events.push_back(std::move(made)); }
  void add(query_handler made) { queries.push_back(std::move(made)); }
  void add(detail::pull_entry made) { pull = std::move(made.pull); }
  void add(detail::start_entry made) { start = std::move(made.start); }
};

} // namespace troupe
