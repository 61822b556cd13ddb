// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/runtime.hpp"

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

/// A service of a program's own: it counts in steps, and crashes or hangs when it is told to.
namespace troupe::trial {

struct step_taken {
  static constexpr event_type type{"steps.taken", 1};
  std::string name;
  static constexpr auto key = &step_taken::name;
};
BOOST_DESCRIBE_STRUCT(step_taken, (), (name))

struct step_seen {
  static constexpr event_type type{"steps.seen", 1};
  std::string name;
};
BOOST_DESCRIBE_STRUCT(step_seen, (), (name))

struct steps {
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(steps, (), (count))

struct get_steps {
  static constexpr query_type type{"counting.get_steps"};
  using reply = steps;
  std::string name;
  static constexpr auto key = &get_steps::name;
};
BOOST_DESCRIBE_STRUCT(get_steps, (), (name))

struct counter_options {
  int step = 1;
  bool broken = false;
  bool stuck = false;

  std::vector<option_complaint> complaints() const {
    if (step >= 0)
      return {};
    return {{"step", "is negative; count upwards"}};
  }
};
BOOST_DESCRIBE_STRUCT(counter_options, (), (step, broken, stuck))

/// A counter does not return.
inline std::atomic<bool> one_is_stuck{false};

inline behavior counter(service<steps, counter_options>* self) {
  return {
      [self](const step_taken& taken) {
        if (self->options().broken)
          throw std::runtime_error("lost count");
        while (self->options().stuck) {
          one_is_stuck = true;
          ::pause();
        }
        self->state().count += self->options().step;
        self->publish(step_seen{taken.name});
      },
      [](const get_steps&, const service<steps, counter_options>& seen) { return seen.state(); }};
}

inline behavior none_that_starts(service<>*) {
  return {on_start([] { throw std::runtime_error("it never starts"); }), [](const step_seen&) {}};
}

inline deployment_setup own_services() {
  catalog offers;
  offers.service("counter", counter, publishes<step_seen>);
  offers.service("none_that_starts", none_that_starts, publishes<>);
  deployment_setup setup;
  setup.modules["counting"] = offers;
  return setup;
}

inline const std::string one_counter = "troupe: 1\n"
                                       "name: shop\n"
                                       "modules: [counting]\n"
                                       "limits: {crashes: 1}\n"
                                       "tree:\n"
                                       "  intensity: 0\n"
                                       "  children:\n"
                                       "    - {id: counter, service: counting.counter}\n";

} // namespace troupe::trial
