// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

/// Services that fail as they are told to: each event says how each service fails on it, attempt by
/// attempt, and each service says of each event that it has handled it, counted in its state. So
/// whoever reads the journal knows what must be there, and what must not.
namespace chaos {

/// What one event asks for. A plan has a letter for each attempt that fails: r and w (retry, w says
/// itself how long to wait), t (throws), a (aborts the process), h (hangs), j (rejects). A replay
/// always succeeds.
struct work {
  std::int64_t number = 0;
  std::map<std::string, std::string> plans; ///< by the service's id; without one it succeeds
};
BOOST_DESCRIBE_STRUCT(work, (), (number, plans))

struct red_arrived {
  static constexpr troupe::event_type type{"arrived.red", 1};
  std::string about;
  work asks;
  static constexpr auto key = &red_arrived::about;
};
BOOST_DESCRIBE_STRUCT(red_arrived, (), (about, asks))

struct green_arrived {
  static constexpr troupe::event_type type{"arrived.green", 1};
  std::string about;
  work asks;
  static constexpr auto key = &green_arrived::about;
};
BOOST_DESCRIBE_STRUCT(green_arrived, (), (about, asks))

struct blue_arrived {
  static constexpr troupe::event_type type{"arrived.blue", 1};
  std::string about;
  work asks;
  static constexpr auto key = &blue_arrived::about;
};
BOOST_DESCRIBE_STRUCT(blue_arrived, (), (about, asks))

/// Is of use up to a time, of long ago or far off.
struct brief_arrived {
  static constexpr troupe::event_type type{"arrived.brief", 1};
  std::string about;
  work asks;
  troupe::time_point until;
  static constexpr auto key = &brief_arrived::about;
  static constexpr auto expires = &brief_arrived::until;
};
BOOST_DESCRIBE_STRUCT(brief_arrived, (), (about, asks, until))

/// What a worker does with timers beside its work.
enum class timer_use { none, sets, sets_bell, cancels_bell };
BOOST_DESCRIBE_ENUM(timer_use, none, sets, sets_bell, cancels_bell)

/// That a service handled an event, whose sequence is `of`; and again work for those behind it.
struct work_handled {
  static constexpr troupe::event_type type{"handled.first", 1};
  std::string about;
  work asks;
  std::string service;
  std::uint64_t of = 0;
  std::int64_t count = 0; ///< how many of this key the service has handled
  int attempt = 0;
  bool replay = false;
  bool late = false;
  timer_use timer = timer_use::none;
  std::int64_t said = 0; ///< see `worker_options`
  static constexpr auto key = &work_handled::about;
};
BOOST_DESCRIBE_STRUCT(work_handled, (),
                      (about, asks, service, of, count, attempt, replay, late, timer, said))

/// The same of those behind, for whom there is no further.
struct rest_handled {
  static constexpr troupe::event_type type{"handled.second", 1};
  std::string about;
  std::string service;
  std::uint64_t of = 0;
  std::int64_t count = 0;
  int attempt = 0;
  bool replay = false;
  bool late = false;
  timer_use timer = timer_use::none;
  std::int64_t said = 0;
  static constexpr auto key = &rest_handled::about;
};
BOOST_DESCRIBE_STRUCT(rest_handled, (),
                      (about, service, of, count, attempt, replay, late, timer, said))

/// A timer's event, of the handling of `of`.
struct alarm_rung {
  static constexpr troupe::event_type type{"rung.alarm", 1};
  std::string about;
  std::string service;
  std::uint64_t of = 0;
  bool bell = false; ///< it has a name, by which it is replaced and cancelled
  static constexpr auto key = &alarm_rung::about;
};
BOOST_DESCRIBE_STRUCT(alarm_rung, (), (about, service, of, bell))

/// How many events of a key a service has handled, once more, on a topic that keeps the newest.
struct count_reached {
  static constexpr troupe::event_type type{"reached.count", 1};
  std::string whose; ///< the service and its key
  std::uint64_t of = 0;
  std::int64_t count = 0;
  static constexpr auto key = &count_reached::whose;
};
BOOST_DESCRIBE_STRUCT(count_reached, (), (whose, of, count))

/// That a service handled an event, once more, on a topic that skips the journal.
struct work_noted {
  static constexpr troupe::event_type type{"noted.briefly", 1};
  std::string about;
  std::string service;
  std::uint64_t of = 0;
  static constexpr auto key = &work_noted::about;
};
BOOST_DESCRIBE_STRUCT(work_noted, (), (about, service, of))

struct note_counted {
  static constexpr troupe::event_type type{"counted.notes", 1};
  std::string about;
  std::string service;
  std::uint64_t of = 0;
  std::int64_t count = 0;
  static constexpr auto key = &note_counted::about;
};
BOOST_DESCRIBE_STRUCT(note_counted, (), (about, service, of, count))

struct ticked {
  static constexpr troupe::event_type type{"ticked.regularly", 1};
};
BOOST_DESCRIBE_STRUCT(ticked, (), ())

struct tick_counted {
  static constexpr troupe::event_type type{"counted.ticks", 1};
  std::uint64_t of = 0;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(tick_counted, (), (of, count))

// The source.

/// What chance decides, and the same each time that it is asked: a source that is interrupted
/// brings in what it would have brought in.
class chance {
public:
  chance(std::uint64_t seed, std::uint64_t number) : state_(seed * 0x9e3779b97f4a7c15u + number) {}

  std::uint64_t next() {
    auto x = state_ += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
  }
  bool permille(std::int64_t share) { return static_cast<std::int64_t>(next() % 1000) < share; }

private:
  std::uint64_t state_;
};

struct source_options {
  std::uint64_t seed = 0;
  std::int64_t count = 100;
  std::int64_t batch = 5;
  std::chrono::milliseconds every{20};
  std::int64_t keys = 10;
  std::vector<std::string> services;
  std::int64_t fails_permille = 100;
  std::int64_t aborts_permille = 20; ///< of failures
  std::int64_t hangs_permille = 10;  ///< of failures
};
BOOST_DESCRIBE_STRUCT(source_options, (),
                      (seed, count, batch, every, keys, services, fails_permille, aborts_permille,
                       hangs_permille))

struct brought_in {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(brought_in, (), (count))

char failure(chance& luck, const source_options& options) {
  if (luck.permille(options.aborts_permille))
    return 'a';
  if (luck.permille(options.hangs_permille))
    return 'h';
  constexpr std::string_view others = "rrrrwttttj";
  return others[luck.next() % others.size()];
}

std::string plan(chance& luck, const source_options& options) {
  std::string made;
  if (!luck.permille(options.fails_permille))
    return made;
  do
    made += failure(luck, options);
  while (made.size() < 6 && made.back() != 'j' && luck.permille(500));
  return made;
}

/// Far enough from any clock that somebody sets.
troupe::time_point brief_until(chance& luck) {
  using namespace std::chrono;
  return sys_days{luck.permille(300) ? year{2001} / 1 / 1 : year{2100} / 1 / 1};
}

troupe::behavior source(troupe::service<brought_in, source_options>* self) {
  return {troupe::pull([self](std::size_t) {
    const auto& options = self->options();
    auto& count = self->state().count;
    for (std::int64_t i = 0; i < options.batch && count < options.count; ++i) {
      ++count;
      chance luck{options.seed, static_cast<std::uint64_t>(count)};
      auto about = "k" + std::to_string(luck.next() % static_cast<std::uint64_t>(options.keys));
      work asks{count, {}};
      for (const auto& service : options.services)
        if (auto made = plan(luck, options); !made.empty())
          asks.plans[service] = std::move(made);
      if (count % 7 == 0)
        self->publish(brief_arrived{std::move(about), std::move(asks), brief_until(luck)});
      else if (count % 3 == 0)
        self->publish(red_arrived{std::move(about), std::move(asks)});
      else if (count % 3 == 1)
        self->publish(green_arrived{std::move(about), std::move(asks)});
      else
        self->publish(blue_arrived{std::move(about), std::move(asks)});
    }
    return count < options.count ? troupe::progress::later(options.every) : troupe::progress::end();
  })};
}

// The workers.

struct worker_options {
  std::string id;
  std::string topics = "arrived.>";
  bool last = false; ///< nobody works on what it has handled
  std::int64_t timers_every = 5;
  bool remembers = false; ///< each event, and not only how many there were
  std::int64_t said = 0;  ///< the number of what the deployment says of it
  std::string starts;     ///< else it "throws" or "hangs"
};
BOOST_DESCRIBE_STRUCT(worker_options, (), (id, topics, last, timers_every, remembers, said, starts))

struct tally {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(tally, (), (count))

struct done_work {
  std::int64_t count = 0;
  std::vector<std::uint64_t> history; ///< sequences, in the order in which they were handled
};
BOOST_DESCRIBE_STRUCT(done_work, (), (count, history))

/// What all events that a worker handles have.
struct any_work {
  std::string about;
  work asks;
};
BOOST_DESCRIBE_STRUCT(any_work, (), (about, asks))

troupe::outcome fail(char how) {
  switch (how) {
  case 'r':
    return troupe::retry("planned: retry");
  case 'w':
    return troupe::retry("planned: wait", std::chrono::milliseconds{30});
  case 't':
    throw std::runtime_error("planned: crash");
  case 'a':
    std::abort();
  case 'h':
    for (;;)
      ::pause();
  default:
    return troupe::reject("planned: reject");
  }
}

using worker_service = troupe::service<done_work, worker_options>;

timer_use use_timers(worker_service* self, const any_work& x, std::uint64_t of) {
  const auto number = x.asks.number;
  const auto& options = self->options();
  const std::chrono::milliseconds delay{50 + number * 37 % 1500};
  const auto bell = "bell " + x.about;
  if (number % options.timers_every == 0) {
    self->publish_after(delay, alarm_rung{x.about, options.id, of, false});
    return timer_use::sets;
  }
  if (number % options.timers_every == 1) {
    self->publish_after(bell, delay, alarm_rung{x.about, options.id, of, true});
    return timer_use::sets_bell;
  }
  if (number % (4 * options.timers_every) == 2) {
    self->cancel(bell);
    return timer_use::cancels_bell;
  }
  return timer_use::none;
}

void start_as_told(const worker_options& options) {
  if (options.starts == "throws")
    throw std::runtime_error("planned: does not start");
  if (options.starts == "hangs")
    for (;;)
      ::pause();
}

troupe::outcome work_on(worker_service* self, const troupe::delivery& d) {
  const auto read = troupe::from_json<any_work>(d.payload);
  if (!read)
    throw std::runtime_error("not planned: " + read.failure().what);
  const auto& options = self->options();
  const auto known = read->asks.plans.find(options.id);
  const auto attempt = static_cast<std::size_t>(d.attempt);
  if (!d.replay && known != read->asks.plans.end() && attempt <= known->second.size())
    return fail(known->second[attempt - 1]);
  const auto count = ++self->state().count;
  if (options.remembers)
    self->state().history.push_back(d.sequence);
  const auto timer = use_timers(self, *read, d.sequence);
  self->publish(work_noted{read->about, options.id, d.sequence});
  self->publish(count_reached{options.id + ' ' + read->about, d.sequence, count});
  if (options.last)
    self->publish(rest_handled{read->about, options.id, d.sequence, count, d.attempt, d.replay,
                               d.late, timer, options.said});
  else
    self->publish(work_handled{read->about, read->asks, options.id, d.sequence, count, d.attempt,
                               d.replay, d.late, timer, options.said});
  return troupe::done();
}

troupe::behavior worker(worker_service* self) {
  return {
      troupe::on_start([self] { start_as_told(self->options()); }),
      troupe::on(self->options().topics,
                 [self](const troupe::delivery& d) { return work_on(self, d); }),
  };
}

// What the journal keeps the newest of.

struct gauged {
  std::uint64_t of = 0;
  std::int64_t count = 0;
  std::int64_t seen = 0; ///< how many there were
};
BOOST_DESCRIBE_STRUCT(gauged, (), (of, count, seen))

troupe::behavior gauge(troupe::service<gauged>* self) {
  return {[self](const count_reached& x) {
    auto& state = self->state();
    state = {x.of, x.count, state.seen + 1};
  }};
}

// What skips the journal.

/// Fails for good on some: these are counted by nobody, and no dead letters.
troupe::behavior listener(troupe::service<tally>* self) {
  return {[self](const work_noted& x) {
    if (x.of % 20 == 3)
      throw std::runtime_error("planned: crash over a note");
    if (x.of % 20 == 7)
      return troupe::retry("planned: retry of a note");
    self->publish(note_counted{x.about, x.service, x.of, ++self->state().count});
    return troupe::done();
  }};
}

// What recurs.

struct clockwork_options {
  std::chrono::milliseconds every{200};
};
BOOST_DESCRIBE_STRUCT(clockwork_options, (), (every))

troupe::behavior clockwork(troupe::service<tally, clockwork_options>* self) {
  return {
      troupe::on_start([self] {
        self->publish_every("tick", self->options().every, ticked{},
                            {.missed = troupe::missed_timers::all});
      }),
      [self](const ticked&, const troupe::delivery& d) {
        self->publish(tick_counted{d.sequence, ++self->state().count});
      },
  };
}

} // namespace chaos

void troupe_module(troupe::catalog& offers) {
  offers.service("source", chaos::source,
                 troupe::publishes<chaos::red_arrived, chaos::green_arrived, chaos::blue_arrived,
                                   chaos::brief_arrived>);
  offers.service("worker", chaos::worker,
                 troupe::publishes<chaos::work_handled, chaos::rest_handled, chaos::alarm_rung,
                                   chaos::work_noted, chaos::count_reached>);
  offers.service("gauge", chaos::gauge);
  offers.service("listener", chaos::listener, troupe::publishes<chaos::note_counted>);
  offers.service("clockwork", chaos::clockwork,
                 troupe::publishes<chaos::ticked, chaos::tick_counted>);
}
