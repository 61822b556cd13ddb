// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <cstdint>
#include <string>

/// A source that brings in as fast as it may, and a service that is far slower.
namespace flood {

struct wave_broken {
  static constexpr troupe::event_type type{"waves.broken", 1};
  std::int64_t number = 0;
  std::string water;
  static constexpr auto key = &wave_broken::number;
};
BOOST_DESCRIBE_STRUCT(wave_broken, (), (number, water))

struct spray_seen {
  static constexpr troupe::event_type type{"sprays.seen", 1};
  std::int64_t number = 0;
  std::string water;
  static constexpr auto key = &spray_seen::number;
};
BOOST_DESCRIBE_STRUCT(spray_seen, (), (number, water))

struct sea_state {
  std::int64_t waves = 0;
};
BOOST_DESCRIBE_STRUCT(sea_state, (), (waves))

/// Each wave with its spray, until there have been so many.
struct sea_options {
  std::int64_t waves = 1000;
  std::int64_t size = 1000; ///< of an event, in bytes
};
BOOST_DESCRIBE_STRUCT(sea_options, (), (waves, size))

troupe::behavior sea(troupe::service<sea_state, sea_options>* self) {
  return {troupe::pull([self](std::size_t demand) {
    auto& waves = self->state().waves;
    const std::string water(static_cast<std::size_t>(self->options().size), '~');
    for (std::size_t i = 0; i < demand && waves < self->options().waves; ++i) {
      ++waves;
      self->publish(wave_broken{waves, water});
      self->publish(spray_seen{waves, water});
    }
    return waves < self->options().waves ? troupe::progress::more() : troupe::progress::end();
  })};
}

struct cliff_options {
  std::chrono::microseconds takes{1000}; ///< for a wave, or a spray
};
BOOST_DESCRIBE_STRUCT(cliff_options, (), (takes))

troupe::behavior cliff(troupe::service<troupe::nothing, cliff_options>* self) {
  const auto work = [self] {
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < self->options().takes) {
    }
  };
  return {[work](const wave_broken&) { work(); }, [work](const spray_seen&) { work(); }};
}

} // namespace flood

void troupe_module(troupe::catalog& offers) {
  offers.service("sea", flood::sea, troupe::publishes<flood::wave_broken, flood::spray_seen>);
  offers.service("cliff", flood::cliff);
}
