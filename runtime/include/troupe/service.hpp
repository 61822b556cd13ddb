// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/behavior.hpp"
#include "troupe/timer.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe {

/// For a service that keeps nothing, or has no options.
struct nothing {};
BOOST_DESCRIBE_STRUCT(nothing, (), ())

enum class log_level { debug, info, warning, error };

/// An event that leaves a handler.
struct outgoing {
  std::string_view topic;
  std::uint32_t version = 1;
  std::string key;
  encoded payload;
  std::optional<std::chrono::nanoseconds> time_to_live{}; ///< as its type says
  std::optional<time_point> expires{};                    ///< as a member of it says
  std::vector<error> broken{};                            ///< of its constraints
};

namespace detail {

/// `Memory` is what the event is written into, where it shares some with others.
template <event Event, class... Memory>
outgoing encode_into(Event&& fact, const Memory&... memory) {
  check_event<Event>();
  outgoing made{Event::type.name, Event::type.version, key_of(fact), {}};
  made.time_to_live = time_to_live_of<Event>();
  made.expires = expiry_of(fact);
  made.broken = broken_constraints_of(fact);
  made.payload = encoded::of(std::move(fact), memory...);
  return made;
}

} // namespace detail

/// An event as it leaves a handler.
template <event Event>
outgoing encode(Event fact) {
  return detail::encode_into(std::move(fact));
}

/// One of many that are published together: they share the memory.
template <event Event>
outgoing encode(Event fact, const event_memory& memory) {
  return detail::encode_into(std::move(fact), memory);
}

/// The name that an event from outside brought along: an id that is unique within its source, as
/// CloudEvents has it. Text of 1 to 1,024 bytes each, without control characters.
struct origin {
  std::string source{}; ///< "https://shop.example/orders"; empty: whoever publishes it
  std::string id{};     ///< "A-4711"
};

/// What the runtime does for a service while one of its handlers runs; the seam between the typed
/// `service` and whatever runs it. All calls come from the handler's thread.
class service_host {
public:
  virtual ~service_host() = default;
  virtual void* state() = 0;
  virtual void forget() = 0;
  virtual void publish(outgoing) = 0;
  virtual void publish_once(origin, outgoing) = 0;
  virtual uuid set_timer(timer_setting, outgoing) = 0;
  virtual void cancel(const uuid& timer) = 0;
  virtual void cancel(std::string_view timer) = 0;
  virtual void dead_letter(std::string input, std::string reason) = 0;
  virtual void pause(std::chrono::nanoseconds) = 0;
  virtual void stop(std::string reason) = 0;
  virtual void log(log_level, std::string_view) = 0;
  virtual time_point now() const = 0;
};

/// The service as its handlers see it.
///
/// `State` is a described struct, kept per key and durable: within a handler, `state()` is the
/// state of the event's key, the transaction's own copy until the commit. `Options` is a described
/// struct, filled from the deployment. Only handlers may call what is not const, and nothing may be
/// kept of what `state()` returns. When the handler fails or throws, all of it never happened.
template <class State = nothing, class Options = nothing>
class service {
public:
  using state_type = State;
  using options_type = Options;

  service(service_host& host, const Options& options) : host_(&host), options_(&options) {}

  /// The service as a query sees it: what is committed, and nothing to change.
  static const service committed(const void* state, const void* options) {
    return service{static_cast<const State*>(state), static_cast<const Options*>(options)};
  }

  State& state() { return *static_cast<State*>(host_->state()); }
  const State& state() const {
    return committed_ ? *committed_ : *static_cast<const State*>(host_->state());
  }

  /// Erases the key's state; the next event of the key finds a new one.
  void forget() { host_->forget(); }

  const Options& options() const { return *options_; }

  /// Announces a fact, if the handler succeeds. It inherits the correlation and the trace of the
  /// event that is handled, and is caused by it. Throws `troupe::broken_constraints` where it is
  /// not what its type says of it.
  template <event Event>
  void publish(Event fact) {
    host_->publish(encode(std::move(fact)));
  }

  /// Announces a fact from outside once, however often it is brought in: where one with this origin
  /// came before, within the deployment's `journal.duplicates`, it is not published, whatever it
  /// says now, and all else that the handler did stands. Without a source it is this service's own.
  /// Throws where the topic is transient, for nothing remembers its events.
  template <event Event>
  void publish_once(origin from, Event fact) {
    host_->publish_once(std::move(from), encode(std::move(fact)));
  }

  // Timers announce a fact later, also across restarts and crashes, each time exactly once. They
  // may be set by a handler and by `troupe::on_start`, and take effect if it succeeds. The event's
  // time is the one that it was set for.
  //
  // A name is unique within the service, whichever key or instance sets it: what is set under it
  // again takes its place. A recurring timer that is set again as it is, with the same event, goes
  // on undisturbed, so `on_start` may set it at every start.

  /// After a while, once: however the wall's clock jumps while the deployment runs, and by the wall
  /// from one run to the next. The id cancels it.
  template <event Event>
  uuid publish_after(std::chrono::nanoseconds delay, Event fact) {
    return host_->set_timer({.when = delay}, encode(std::move(fact)));
  }
  template <event Event>
  void publish_after(std::string_view name, std::chrono::nanoseconds delay, Event fact) {
    host_->set_timer({.name = std::string{name}, .when = delay}, encode(std::move(fact)));
  }

  /// When the wall's clock shows that time, once; at once where that is past. The id cancels it.
  template <event Event>
  uuid publish_at(time_point when, Event fact) {
    return host_->set_timer({.when = when}, encode(std::move(fact)));
  }
  template <event Event>
  void publish_at(std::string_view name, time_point when, Event fact) {
    host_->set_timer({.name = std::string{name}, .when = when}, encode(std::move(fact)));
  }

  /// Again and again, each time that a period has passed on the wall's clock; at least 1ms.
  template <event Event>
  void publish_every(std::string_view name, std::chrono::nanoseconds period, Event fact,
                     recurrence_options options = {}) {
    host_->set_timer({std::string{name}, timer_setting::period{period}, options},
                     encode(std::move(fact)));
  }

  /// At the minutes that a cron expression of five fields names on the clocks of a time zone:
  /// `"0 8 * * 1-5", "Europe/Berlin"`. One that summer time leaps over comes at the first valid
  /// instant, one that is shown twice comes the first time. A wrong expression throws.
  template <event Event>
  void publish_cron(std::string_view name, std::string_view expression, std::string_view zone,
                    Event fact, recurrence_options options = {}) {
    host_->set_timer({std::string{name},
                      timer_setting::cron{std::string{expression}, std::string{zone}}, options},
                     encode(std::move(fact)));
  }

  /// Clears a timer, if the handler succeeds; nothing happens where it has fired or never was.
  void cancel(const uuid& timer) { host_->cancel(timer); }
  void cancel(std::string_view timer) { host_->cancel(timer); }

  /// A source's input of which no events can be made: kept whole, with the reason.
  void dead_letter(std::string input, std::string reason) {
    host_->dead_letter(std::move(input), std::move(reason));
  }

  /// Hands this instance nothing more for a while; what was handled commits as ever. This is how a
  /// service keeps to a rate without holding a thread.
  void pause(std::chrono::nanoseconds delay) { host_->pause(delay); }

  /// Ends this instance, if the handler succeeds and once its effects are durable; nothing more is
  /// handled. For its supervisor it has ended as it should, `normal` without a reason and else
  /// `shutdown`: a transient child stays down, a permanent one is started again.
  void stop(std::string reason = {}) { host_->stop(std::move(reason)); }

  /// Says something in the log, with the service's name.
  void log(log_level level, std::string_view text) { host_->log(level, text); }

  /// The wall's time, from the deployment's clock.
  time_point now() const { return host_->now(); }

private:
  service(const State* committed, const Options* options)
      : options_(options), committed_(committed) {}

  service_host* host_ = nullptr;
  const Options* options_;
  const State* committed_ = nullptr;
};

} // namespace troupe
