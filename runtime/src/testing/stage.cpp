// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/testing/stage.hpp"

#include "journal/memory.hpp"
#include "service/checked_constraints.hpp"
#include "testing/pending_timers.hpp"
#include "testing/rehearsed.hpp"
#include "testing/same_again.hpp"
#include "testing/still_clock.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::testing {
namespace {

/// Of something that cannot fail but for a bug.
template <class T>
T sound(result<T> x) {
  if (!x)
    throw failed{"the rehearsal itself has failed: " + to_string(x.failure())};
  return *std::move(x);
}

void check(const service_offer& offer, const boost::json::value& options) {
  if (options.is_null())
    return;
  std::string all;
  for (const auto& each : offer.check_options(options))
    all += (all.empty() ? "" : "\n") + to_string(each);
  if (!all.empty())
    throw failed{"the options are wrong: " + all};
}

void append(call& to, call&& more) {
  const auto move = [](auto& from, auto& into) {
    std::move(from.begin(), from.end(), std::back_inserter(into));
  };
  to.how = more.how;
  to.text = std::move(more.text);
  move(more.published, to.published);
  move(more.timers, to.timers);
  move(more.cancelled, to.cancelled);
  move(more.dead_letters, to.dead_letters);
  to.pause = more.pause;
  to.stop = std::move(more.stop);
}

} // namespace

struct stage::content {
  content(const service_offer& what, const boost::json::value& given)
      : offer(what), options(given) {
    check(offer, options);
    start();
  }

  void start() {
    service = make();
    auto tried = started(*service);
    start_differs = once ? std::string{} : what_differs_in(tried);
    last = {};
    keep(std::move(tried));
  }

  /// Why a start of another one does not do the same. It is told later, for `run_once` may be said
  /// until then.
  std::string what_differs_in(const rehearsed::attempt& start) {
    try {
      const auto why = not_the_same(start, started(*make()));
      return why.empty() ? why : "of its on_start: " + why;
    } catch (const failed& x) {
      return x.what();
    }
  }

  /// Something that is looked at.
  void begin() {
    must_start_the_same();
    last = {};
    is_untouched = false;
  }

  void must_start_the_same() const {
    if (!once && !start_differs.empty())
      throw failed{start_differs};
  }

  std::unique_ptr<rehearsed> make() {
    try {
      return std::make_unique<rehearsed>(around, offer, options, number, *committed);
    } catch (const std::exception& e) {
      throw failed{std::string{"the service cannot be made: "} + e.what()};
    }
  }

  static rehearsed::attempt started(rehearsed& one) {
    auto tried = one.start();
    if (tried.made.how != ending::done)
      throw failed{"the service's on_start " + text_of(tried.made)};
    return tried;
  }

  /// What it did is what it would do again after a crash.
  template <class F>
  rehearsed::attempt twice(F call_it) {
    auto first = call_it(*service);
    if (once)
      return first;
    auto fresh = make();
    started(*fresh);
    if (const auto other = not_the_same(first, call_it(*fresh)); !other.empty())
      throw failed{other};
    return first;
  }

  void keep(rehearsed::attempt tried) {
    if (tried.state) {
      journal::commit made;
      made.subscription = number;
      made.states.push_back(*std::move(tried.state));
      const auto written = sound(journaled.write({&made, 1}));
      if (!written.front().accepted())
        throw failed{to_string(*written.front().failure)};
    }
    tried.made.cancelled = timers.clear(tried.timers_cleared);
    timers.set(std::move(tried.timers_set));
    append(last, std::move(tried.made));
  }

  void deliver(const journal::event_record& e, const arrival& how) {
    keep(twice([&](rehearsed& one) { return one.handle(e, how); }));
  }

  service_offer offer;
  boost::json::value options;
  still_clock time;
  uuid_source ids{time, 1};
  call_surroundings around{time, ids, [](log_level, std::string_view, std::string_view) {}};
  journal::memory_engine journaled;
  journal::subscription_number number = sound(journaled.subscribe(offer.name, 0));
  std::unique_ptr<journal::reader> committed = sound(journaled.open_reader());
  pending_timers timers;
  std::unique_ptr<rehearsed> service;
  std::optional<journal::event_record> event; ///< the last that was delivered
  arrival came;
  journal::sequence_number sequence = 0;
  call last;
  std::string start_differs;
  bool is_untouched = true; ///< nothing was done but its first start
  bool once = false;
};

stage::stage(const service_offer& offer, const boost::json::value& options)
    : content_(std::make_unique<content>(offer, options)) {}

stage::~stage() = default;
stage::stage(stage&&) noexcept = default;
stage& stage::operator=(stage&&) noexcept = default;

void stage::deliver(const outgoing& fact, const arrival& how) {
  auto& in = *content_;
  const std::string topic{fact.topic};
  if (!in.service->handles(topic))
    throw failed{"no handler takes " + topic};
  if (how.attempt < 1)
    throw failed{"attempts are counted from 1"};
  if (!fact.broken.empty() && !how.unchecked)
    throw failed{constraints_broken(topic, fact.broken) +
                 "; no journal takes it: correct it, or say {.unchecked = true} where it is from "
                 "before they were declared"};
  auto& e = in.event.emplace();
  e.sequence = ++in.sequence;
  e.id = e.correlation = in.ids.next();
  e.time = in.time.now();
  e.source = how.source;
  e.topic = topic;
  e.version = fact.version;
  e.key = fact.key;
  e.payload = fact.payload;
  e.way = start_trace(e.id);
  e.expires = expiry_of(fact, e.time, {});
  in.came = how;
  in.begin();
  in.deliver(e, how);
}

void stage::deliver_again() {
  auto& in = *content_;
  if (!in.event)
    throw failed{"nothing was delivered before"};
  ++in.came.attempt;
  in.begin();
  in.deliver(*in.event, in.came);
}

void stage::start() {
  auto& in = *content_;
  in.must_start_the_same();
  if (std::exchange(in.is_untouched, false))
    return;
  in.start();
  in.must_start_the_same();
}

progress stage::pull(std::size_t demand) {
  auto& in = *content_;
  if (!in.service->handlers().pull)
    throw failed{"the service is no source: it has no troupe::pull"};
  in.begin();
  auto tried = in.twice([&](rehearsed& one) { return one.pull(demand); });
  const auto said = tried.said.value_or(progress::end());
  in.keep(std::move(tried));
  return said;
}

void stage::advance(std::chrono::nanoseconds by) {
  auto& in = *content_;
  const auto upto = in.time.now() + std::chrono::ceil<std::chrono::microseconds>(by);
  in.begin();
  while (in.last.how == ending::done) {
    auto due = in.timers.take(upto);
    if (!due)
      break;
    in.time.move_to(std::max(in.time.now(), due->time));
    due->sequence = ++in.sequence;
    in.last.published.push_back(fact_of(*due));
    if (!in.service->handles(due->topic))
      continue;
    in.event = *std::move(due);
    in.came = {.source = in.event->source};
    in.deliver(*in.event, in.came);
  }
  if (in.last.how == ending::done)
    in.time.move_to(upto);
}

const call& stage::last() const {
  return content_->last;
}

std::optional<std::string> stage::state(std::string_view key) const {
  return sound(content_->committed->state(content_->number, std::string{key}));
}

result<std::string> stage::ask(std::string_view query, const std::string& arguments) const {
  const auto& all = content_->service->handlers().queries;
  const auto asked =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == query; });
  if (asked == all.end())
    return error{ec::not_found, "the service answers no query " + std::string{query}};
  std::string key;
  if (asked->keyed) {
    auto said = asked->key_of(arguments);
    if (!said)
      return std::move(said).failure();
    key = *std::move(said);
  }
  const auto& states = content_->offer.states;
  std::shared_ptr<void> seen = states.make();
  if (const auto text = state(key)) {
    auto read = states.decode(*text);
    if (!read)
      return std::move(read).failure();
    seen = *std::move(read);
  }
  return asked->call(arguments, seen.get(), content_->service->options());
}

time_point stage::now() const {
  return content_->time.now();
}

void stage::run_once(std::string reason) {
  if (reason.empty())
    throw failed{"say why each call is made once"};
  content_->once = true;
}

} // namespace troupe::testing
