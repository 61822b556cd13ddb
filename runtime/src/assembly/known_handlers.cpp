// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/known_handlers.hpp"

#include <exception>

namespace troupe::assembly {

std::span<const event_handler> known_handlers::of(const std::string& child) {
  for (const auto* each : deploy::services(what_.tree))
    if (each->id == child)
      return of(*each);
  return {};
}

std::span<const event_handler> known_handlers::of(const deploy::service& child) {
  try {
    auto& known = listed_[child.id];
    if (!known)
      known = std::make_unique<listing>(*offers_.find(child.offer), child.options);
    return known->events();
  } catch (const std::exception&) {
    return {}; // `troupe check` tells what is wrong with it.
  }
}

} // namespace troupe::assembly
