// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/plan.hpp"

#include "vocabulary/exit_codes.hpp"

#include <system_error>

#include <string.h>

namespace troupe::guard {
namespace {

using namespace std::literals;

next_step end_with(int exit_code) {
  return {next_step::kinds::end, {}, exit_code, false};
}

bool is_passed_on(int exit_code) {
  return exit_code == exit_done || exit_code == exit_usage || exit_code == exit_try_again ||
         exit_code == exit_configuration;
}

} // namespace

std::string name_of_signal(int number) {
  const auto* name = ::sigabbrev_np(number);
  return name != nullptr ? "SIG"s + name : "signal " + std::to_string(number);
}

std::string to_string(const child_end& x) {
  switch (x.how) {
  case child_end::kinds::signalled:
    return name_of_signal(x.number);
  case child_end::kinds::not_started:
    return "it could not be started: " + std::generic_category().message(x.number);
  case child_end::kinds::exited:
    break;
  }
  return "exit code " + std::to_string(x.number);
}

void plan::limit(const restart_limits& limits) {
  limits_ = limits;
  window_.limit(limits.intensity, limits.period);
}

next_step plan::ended(const child_end& end, std::chrono::nanoseconds now, double chance) {
  const bool exited = end.how == child_end::kinds::exited;
  if (exited && is_passed_on(end.number))
    return end_with(end.number);
  if (end.was_ending)
    return end_with(exit_internal);
  if (end.has_suspect && end.handled_some)
    return {next_step::kinds::restart, {}, 0, false};
  if (!window_.add(now))
    return {next_step::kinds::end, {}, exit_internal, true};
  const auto wait = backoff_.failed(limits_.backoff, now, chance);
  return {next_step::kinds::restart, std::chrono::ceil<std::chrono::milliseconds>(wait), 0, false};
}

} // namespace troupe::guard
