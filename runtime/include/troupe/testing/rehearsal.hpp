// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/testing/source_line.hpp"
#include "troupe/testing/stage.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A service alone: a test gives it events and compares what it did. No runtime, no thread, no
/// file, and far less than a millisecond a case.
///
///     troupe::testing::rehearsal<stock> shop{inventory};
///     shop.given(stock_added{"apple", 2})
///         .when(stock_requested{"A1", "apple", 3})
///         .then(stock_refused{"A1", "apple"});
///     BOOST_TEST(shop.state("apple").on_hand == 2);
///
/// What is not as expected throws `failed`, with the line of the `when` in the test, and the
/// differences field by field; whoever prefers an assertion asks `did(...)`, which is true or says
/// why not.
///
/// Each call of a handler is made twice, with a crash between: by the service as it is and by one
/// that was just made, from the same committed state. Where they do not do the same, the service
/// remembers something outside of `state()`, which a restart would lose, and the test fails. A case
/// in which that cannot be says `run_once` and why.
namespace troupe::testing {

/// True, or why not.
class [[nodiscard]] verdict {
public:
  explicit verdict(std::string why) : why_(std::move(why)) {}
  explicit operator bool() const noexcept { return why_.empty(); }
  const std::string& why() const noexcept { return why_; }

  template <class Stream>
  requires requires(Stream& out, const std::string& text) { out << text; }
  friend Stream& operator<<(Stream& out, const verdict& x) {
    out << (x.why_.empty() ? std::string{"as expected"} : '\n' + x.why_);
    return out;
  }

private:
  std::string why_;
};

/// An event that is given, and the line where that is written.
struct given_fact {
  template <event Event>
  given_fact(const Event& fact, source_line where = source_line::here())
      : what(encode(fact)), at(where) {}

  outgoing what;
  source_line at;
};

template <class State = nothing, class Options = nothing>
class rehearsal {
public:
  /// `make` is what a module would offer as the service.
  template <class F>
  explicit rehearsal(F make, const Options& options = {})
      : stage_(offer_of(std::move(make)), options_json(options)) {}

  /// With what its module says that it publishes: what it does not say is a failure.
  template <class F, event... Events>
  rehearsal(F make, publishes_t<Events...> published, const Options& options = {})
      : stage_(offer_of(std::move(make), published), options_json(options)) {}

  /// What happened before: all of it must be handled. What it did is not looked at.
  template <event... More>
  rehearsal& given(const given_fact& first, const More&... more) {
    return do_at(first.at, [&] {
      give(first.what, {});
      (give(encode(more), {}), ...);
    });
  }
  rehearsal& given(const given_fact& fact, const arrival& how) {
    return do_at(fact.at, [&] { give(fact.what, how); });
  }

  /// What is looked at.
  template <event Event>
  rehearsal& when(const Event& fact, const arrival& how = {},
                  source_line at = source_line::here()) {
    return look_at(at, [&] { stage_.deliver(encode(fact), how); });
  }
  /// The same delivery once more, as the next attempt.
  rehearsal& when_again(source_line at = source_line::here()) {
    return look_at(at, [&] { stage_.deliver_again(); });
  }
  /// It was started, by `on_start`: when it was made; where something was done before, once more,
  /// as after a crash.
  rehearsal& when_started(source_line at = source_line::here()) {
    return look_at(at, [&] { stage_.start(); });
  }
  /// The source was asked for so many events.
  rehearsal& when_pulled(std::size_t demand = 256, source_line at = source_line::here()) {
    return look_at(at, [&] { (void)stage_.pull(demand); });
  }
  /// Time went by, and timers came.
  rehearsal& when_passed(std::chrono::nanoseconds time, source_line at = source_line::here()) {
    return look_at(at, [&] { stage_.advance(time); });
  }

  /// It was handled, and exactly these were published, in this order.
  template <event... Events>
  rehearsal& then(const Events&... facts) {
    return require(did(facts...));
  }
  rehearsal& then_nothing(source_line at = source_line::here()) {
    if (!is_looked_at_)
      at_ = at;
    return require(did());
  }
  /// The attempt failed for this reason.
  rehearsal& then_retry(std::string_view reason) { return then_ends(ending::retry, reason); }
  rehearsal& then_reject(std::string_view reason) { return then_ends(ending::reject, reason); }
  /// It threw something that says this.
  rehearsal& then_crash(std::string_view text) { return then_ends(ending::crash, text); }

  /// Among what it did: a timer of this name that publishes this after a while; and then again,
  /// where it is said how: "every 1h30m", "cron 0 8 * * 1-5 in Europe/Berlin".
  template <event Event>
  rehearsal& then_timer(std::string_view name, std::chrono::nanoseconds delay, const Event& what,
                        std::string_view recurs = {}) {
    return require(sets(name, delay, what, recurs));
  }
  rehearsal& then_cancelled(std::string_view name) { return require(cancels(name)); }

  /// The same as `then`, as a value.
  template <event... Events>
  verdict did(const Events&... facts) const {
    if (!is_looked_at_)
      return nothing_to_look_at();
    const auto& last = stage_.last();
    if (last.how != ending::done)
      return verdict{"it was expected to be handled, and " + text_of(last)};
    return verdict{differences(std::vector<fact>{fact_of(facts)...}, last.published)};
  }
  template <event Event>
  verdict sets(std::string_view name, std::chrono::nanoseconds delay, const Event& what,
               std::string_view recurs = {}) const {
    if (!is_looked_at_)
      return nothing_to_look_at();
    return verdict{missing_timer(
        stage_.last(),
        {std::string{name}, stage_.now() + std::chrono::ceil<std::chrono::microseconds>(delay),
         fact_of(what), std::string{recurs}})};
  }
  verdict cancels(std::string_view name) const {
    return is_looked_at_ ? verdict{missing_cancel(stage_.last(), name)} : nothing_to_look_at();
  }

  /// Everything that the last call did.
  const call& last() const { return stage_.last(); }

  /// The committed state of a key, "" for the single one; a new one where there is none.
  State state(std::string_view key = {}) const {
    const auto text = stage_.state(key);
    if (!text)
      return State{};
    auto read = read_state<State>(*text);
    if (!read)
      throw failed{"the state of key '" + std::string{key} +
                   "' cannot be read again: " + to_string(read.failure())};
    return *std::move(read);
  }
  bool has_state(std::string_view key = {}) const { return stage_.state(key).has_value(); }

  template <query Query>
  typename Query::reply ask(const Query& question) const {
    auto answer = stage_.ask(Query::type.name, to_json(question));
    if (!answer)
      throw failed{to_string(answer.failure())};
    auto read = from_json<typename Query::reply>(*answer);
    if (!read)
      throw failed{to_string(read.failure())};
    return *std::move(read);
  }

  time_point now() const { return stage_.now(); }

  rehearsal& run_once(std::string reason) {
    stage_.run_once(std::move(reason));
    return *this;
  }

private:
  template <class F, class... Published>
  static service_offer offer_of(F make, Published... published) {
    catalog one;
    one.service("service", std::move(make), published...);
    return one.services().front();
  }
  static boost::json::value options_json(const Options& options) {
    auto parsed = parse_json(to_json(options));
    if (!parsed)
      throw failed{"the options cannot be written as JSON: " + to_string(parsed.failure())};
    return *std::move(parsed);
  }

  void give(const outgoing& fact, const arrival& how) {
    stage_.deliver(fact, how);
    if (stage_.last().how != ending::done)
      throw failed{std::string{fact.topic} + " was given, and " + text_of(stage_.last())};
  }

  template <class F>
  rehearsal& look_at(source_line at, F what) {
    do_at(at, std::move(what));
    is_looked_at_ = true;
    return *this;
  }

  static verdict nothing_to_look_at() {
    return verdict{"there is nothing to look at: what is given is not; call when() before"};
  }

  template <class F>
  rehearsal& do_at(source_line at, F what) {
    is_looked_at_ = false;
    at_ = at;
    try {
      what();
    } catch (const failed& x) {
      throw failed{at.with(x.what())};
    }
    return *this;
  }

  rehearsal& require(const verdict& x) {
    if (!x)
      throw failed{at_.with(x.why())};
    return *this;
  }
  rehearsal& then_ends(ending how, std::string_view text) {
    if (!is_looked_at_)
      return require(nothing_to_look_at());
    const auto& last = stage_.last();
    if (last.how != how || last.text != text)
      throw failed{at_.with("it was expected that it " + text_of({how, std::string{text}}) +
                            ", and " + text_of(last))};
    return *this;
  }

  stage stage_;
  source_line at_;            ///< of the last `when` or `given`
  bool is_looked_at_ = false; ///< it was a `when`
};

template <class State, class Options>
rehearsal(behavior (*)(service<State, Options>*)) -> rehearsal<State, Options>;
template <class State, class Options>
rehearsal(behavior (*)(service<State, Options>*), const Options&) -> rehearsal<State, Options>;
template <class State, class Options, event... Events, class... With>
rehearsal(behavior (*)(service<State, Options>*), publishes_t<Events...>, With...)
    -> rehearsal<State, Options>;

} // namespace troupe::testing
