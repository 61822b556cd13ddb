// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/words.hpp"

#include "troupe/duration.hpp"

namespace troupe::deploy {

std::string_view name_of(overflow x) {
  switch (x) {
  case overflow::drop_oldest:
    return "drop_oldest";
  case overflow::keep_latest_per_key:
    return "keep_latest_per_key";
  case overflow::block:
    return "block";
  case overflow::drop_newest:
    break;
  }
  return "drop_newest";
}

std::string_view name_of(strategies x) {
  switch (x) {
  case strategies::one_for_all:
    return "one_for_all";
  case strategies::rest_for_one:
    return "rest_for_one";
  case strategies::one_for_one:
    break;
  }
  return "one_for_one";
}

std::string_view name_of(restarts x) {
  switch (x) {
  case restarts::transient:
    return "transient";
  case restarts::temporary:
    return "temporary";
  case restarts::permanent:
    break;
  }
  return "permanent";
}

std::string_view name_of(auto_shutdowns x) {
  switch (x) {
  case auto_shutdowns::any:
    return "any";
  case auto_shutdowns::all:
    return "all";
  case auto_shutdowns::never:
    break;
  }
  return "never";
}

std::string_view name_of(constraint_uses x) {
  return x == constraint_uses::ignore ? "ignore" : "check";
}

std::string_view name_of(after_dead_letters x) {
  return x == after_dead_letters::hold ? "hold" : "continue";
}

std::string text_of(const shutdown& x) {
  switch (x.kind) {
  case shutdown::kinds::brutal:
    return "brutal";
  case shutdown::kinds::infinity:
    return "infinity";
  case shutdown::kinds::within:
    break;
  }
  return format_duration(x.time);
}

std::string text_of(std::chrono::nanoseconds wait) {
  return wait == endless ? "infinity" : format_duration(wait);
}

} // namespace troupe::deploy
