// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/said_values.hpp"

#include "deployment/words.hpp"

#include <boost/json/serialize.hpp>

#include <optional>
#include <sstream>
#include <string_view>
#include <type_traits>

namespace troupe::deploy {
namespace {

namespace json = boost::json;

std::string text_of(const std::string& x) {
  return x;
}

std::string text_of(bool x) {
  return x ? "true" : "false";
}

std::string text_of(int x) {
  return std::to_string(x);
}

std::string text_of(std::int64_t x) {
  return std::to_string(x);
}

std::string text_of(double x) {
  std::ostringstream out;
  out << x;
  return out.str();
}

using deploy::text_of;

template <class T>
std::string text_of(const std::vector<T>& all) {
  std::string out;
  for (const auto& each : all)
    out += (out.empty() ? "" : ", ") + text_of(each);
  return '[' + out + ']';
}

template <class T>
std::string text_of(const std::optional<T>& x) {
  return x ? text_of(*x) : "infinity";
}

template <class Choice>
requires std::is_enum_v<Choice> std::string text_of(Choice x) {
  return std::string{name_of(x)};
}

/// Rows below one key.
class rows {
public:
  explicit rows(said_values& to, std::string below = {}) : to_(to), below_(std::move(below)) {}

  template <class T>
  void add(std::string_view key, const T& x) const {
    to_.emplace_back(below_ + std::string{key}, text_of(x));
  }

  rows below(const std::string& key) const { return rows{to_, below_ + key + '.'}; }

  void add(std::string_view key, const backoff_policy& x) const {
    const auto in = below(std::string{key});
    in.add("first", x.first);
    in.add("factor", x.factor);
    in.add("max", x.max);
    in.add("jitter", x.jitter);
    in.add("healthy", x.healthy);
  }

  void add(const retry_delays& x) const {
    if (!x.list.empty())
      return add("delays", x.list);
    add("first", x.first);
    add("factor", x.factor);
    add("max", x.max);
  }

  void add(std::string_view key, const failure_policy& x) const {
    const auto in = below(std::string{key});
    in.add("attempts", x.attempts);
    if (x.delays)
      in.add(*x.delays);
  }

  void add(const retry_policy& x) const {
    const auto in = below("retry");
    in.add("attempts", x.attempts);
    in.add(x.delays);
    in.add("jitter", x.jitter);
    in.add("within", x.within);
    in.add("crash", x.crash);
    in.add("timeout", x.timeout);
    in.add("signal", x.signal);
    in.add("undecodable", x.undecodable);
  }

  void add(const breaker_policy& x) const {
    const auto in = below("breaker");
    in.add("failures", x.failures);
    in.add("share", x.share);
    in.add("minimum", x.minimum);
    in.add("window", x.window);
    in.add("pause", x.pause);
    in.add("factor", x.factor);
    in.add("max", x.max);
  }

  /// Objects are taken apart; all else is one value.
  void add(const json::object& x, const json::object& shown) const {
    for (const auto& entry : x) {
      const auto* seen = shown.if_contains(entry.key());
      if (entry.value().is_object() && seen != nullptr && seen->is_object())
        below(std::string{entry.key()}).add(entry.value().get_object(), seen->get_object());
      else
        add(std::string_view{entry.key()}, json::serialize(seen ? *seen : entry.value()));
    }
  }

private:
  said_values& to_;
  std::string below_;
};

/// What children of both kinds say.
template <class Child>
void add_as_child(const Child& x, const rows& to) {
  to.add("restart", x.restart);
  to.add("significant", x.significant);
  to.add("shutdown", x.shutdown);
  to.add("backoff", x.backoff);
  to.add("depends_on", x.depends_on);
}

} // namespace

said_values said_by(const service& x) {
  said_values all;
  const rows to{all};
  to.add("service", x.offer);
  if (!x.module_digest.empty())
    to.add("module", module_of(x.offer) + ' ' + x.module_digest);
  add_as_child(x, to);
  to.add("instances", x.instances);
  to.add("thread", std::string{x.thread == thread_uses::own ? "own" : "pool"});
  to.add(x.retry);
  to.add("after_dead_letter", x.after_dead_letter);
  if (x.breaker)
    to.add(*x.breaker);
  to.add("credit", x.credit);
  to.add("start_timeout", x.start_timeout);
  to.add("handler_timeout", x.handler_timeout);
  to.add("handler_grace", x.handler_grace);
  to.below("options").add(x.options, shown_options(x));
  return all;
}

said_values said_by(const supervisor& x) {
  said_values all;
  const rows to{all};
  if (!x.id.empty())
    add_as_child(x, to);
  to.add("strategy", x.strategy);
  to.add("intensity", x.intensity);
  to.add("period", x.period);
  to.add("auto_shutdown", x.auto_shutdown);
  return all;
}

said_values said_around_the_tree(const deployment& x) {
  said_values all;
  const rows to{all};
  to.add("name", x.name);
  const auto journal = to.below("journal");
  journal.add("path", x.journal.path);
  journal.add("sync", std::string{x.journal.sync == sync_modes::normal ? "normal" : "full"});
  journal.add("duplicates.age", x.journal.duplicates.age);
  journal.add("duplicates.count", x.journal.duplicates.count);
  journal.add("retain.age", x.journal.retain.age);
  journal.add("retain.size", x.journal.retain.size);
  journal.add("retain.count", x.journal.retain.count);
  journal.add("retain.orphans.keep", x.journal.retain.keep_orphans);
  journal.add("min_free", x.journal.min_free);
  for (const auto& [name, topic] : x.topics) {
    const auto in = to.below("topics").below(name);
    in.add("transient", topic.transient);
    in.add("overflow", topic.overflow);
    in.add("time_to_live", topic.time_to_live);
    in.add("keep", std::string{topic.keep == keeping::latest ? "latest" : "all"});
    if (topic.constraints)
      in.add("constraints", *topic.constraints);
  }
  to.add("constraints", x.constraints);
  const auto limits = to.below("limits");
  limits.add("state_cache", x.limits.state_cache);
  limits.add("transient_queue", x.limits.transient_queue);
  limits.add("payload", x.limits.payload);
  limits.add("memory", x.limits.memory);
  limits.add("published", x.limits.published);
  limits.add("catch_up", x.limits.catch_up);
  limits.add("commit", x.limits.commit);
  limits.add("crashes", x.limits.crashes);
  limits.add("zombies", x.limits.zombies);
  limits.add("reports", x.limits.reports);
  limits.add("missed_timers", x.limits.missed_timers);
  limits.add("stop", x.limits.stop);
  const auto letters = to.below("dead_letters");
  letters.add(
      "unsubscribed",
      std::string{x.dead_letters.unsubscribed == unsubscribed_events::keep ? "keep" : "count"});
  letters.add("events", x.dead_letters.events);
  letters.add("retain.age", x.dead_letters.retain.age);
  letters.add("retain.size", x.dead_letters.retain.size);
  const auto guard = to.below("guard");
  guard.add("intensity", x.guard.intensity);
  guard.add("period", x.guard.period);
  guard.add("backoff", x.guard.backoff);
  guard.add("heartbeat", x.guard.heartbeat);
  return all;
}

} // namespace troupe::deploy
