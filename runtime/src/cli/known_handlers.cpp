// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/known_handlers.hpp"

#include <exception>

namespace troupe::cli {

std::span<const event_handler> known_handlers::of(const std::string& child) {
  for (const auto* each : deploy::services(what_.what.tree))
    if (each->id == child)
      return of(*each);
  return {};
}

std::span<const event_handler> known_handlers::of(const deploy::service& child) {
  try {
    auto& known = listed_[child.id];
    if (!known)
      known = std::make_unique<assembly::listing>(*what_.offer(child.offer), child.options);
    return known->events();
  } catch (const std::exception&) {
    return {}; // `troupe check` tells what is wrong with it.
  }
}

} // namespace troupe::cli
