// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <string>

/// A module for trying timers with the program: a service that sets them when it starts.
namespace metronome {

struct beaten {
  static constexpr troupe::event_type type{"beats.beaten", 1};
};
BOOST_DESCRIBE_STRUCT(beaten, (), ())

struct bell_rung {
  static constexpr troupe::event_type type{"bells.rung", 1};
  std::string tower;
  static constexpr auto key = &bell_rung::tower;
};
BOOST_DESCRIBE_STRUCT(bell_rung, (), (tower))

struct beats_options {
  std::chrono::milliseconds every{3'600'000};
};
BOOST_DESCRIBE_STRUCT(beats_options, (), (every))

/// Counts by heart: what it says of a beat is how many it has had.
struct beats_state {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(beats_state, (), (count))

troupe::behavior beats(troupe::service<beats_state, beats_options>* self) {
  return {
      troupe::on_start([self] {
        self->publish_every("beat", self->options().every, beaten{},
                            {.missed = troupe::missed_timers::all});
        self->publish_cron("bell", "0 8 * * *", "Europe/Berlin", bell_rung{"north"});
        self->publish_after("late", std::chrono::hours{24 * 300}, bell_rung{"south"});
      }),
      [self](const beaten&) {
        self->log(troupe::log_level::warning,
                  "beat " + std::to_string(++self->state().count) + ";");
      },
  };
}

} // namespace metronome

void troupe_module(troupe::catalog& offers) {
  offers.service("beats", metronome::beats,
                 troupe::publishes<metronome::beaten, metronome::bell_rung>);
}
