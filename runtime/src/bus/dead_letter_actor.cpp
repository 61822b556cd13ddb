// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/dead_letter_actor.hpp"

namespace troupe::bus {

dead_letter_actor::dead_letter_actor(caf::actor_config& config, execution::placement where,
                                     dead_letter_box& box, journal::writer& writer)
    : placed_actor(config, std::move(where)), box_(box), writer_(writer) {}

caf::behavior dead_letter_actor::make_behavior() {
  empty_box();
  return {[this](const box_filled&) { empty_box(); }};
}

void dead_letter_actor::empty_box() {
  for (auto letters = box_.take(letters_per_commit); !letters.empty();
       letters = box_.take(letters_per_commit)) {
    journal::commit all;
    const auto count = letters.size();
    all.dead_letters = std::move(letters);
    writer_.submit(std::move(all), [&box = box_, count](const journal::verdict& v) {
      if (v.accepted())
        box.durable(count);
    });
  }
}

} // namespace troupe::bus
