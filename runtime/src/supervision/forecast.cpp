// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/forecast.hpp"

#include "supervision/backoff.hpp"
#include "supervision/restart_window.hpp"

#include "troupe/duration.hpp"

#include <utility>

namespace troupe::supervision {

namespace {

using std::chrono::nanoseconds;

// The failure at which the supervisor gives up, and its time after the first.
struct escalated {
  std::uint32_t failure;
  nanoseconds after;
};

std::optional<escalated> fail_always(const supervisor_spec& supervisor,
                                     const backoff_policy& policy, double chance,
                                     nanoseconds life) {
  restart_window window{supervisor.intensity, supervisor.period};
  backoff waits;
  auto now = life;
  // Once the waits no longer grow, a window full of them tells for all that follow.
  std::uint64_t left = std::uint64_t{supervisor.intensity} + 2;
  for (std::uint32_t failure = 1; left > 0; ++failure) {
    if (!window.add(now))
      return escalated{failure, now};
    now += waits.failed(policy, now, chance);
    waits.started(now);
    now += life;
    if (wait_after(policy, failure + 1) == wait_after(policy, failure + 2) && failure > 1)
      --left;
  }
  return std::nullopt;
}

const char* ending_of(std::uint32_t number) {
  const auto last_two = number % 100;
  if (last_two >= 11 && last_two <= 13)
    return "th";
  constexpr const char* endings[] = {"th", "st", "nd", "rd"};
  return number % 10 < 4 ? endings[number % 10] : "th";
}

} // namespace

std::optional<escalation_forecast> forecast_escalation(const supervisor_spec& supervisor,
                                                       const backoff_policy& policy,
                                                       const escalation_forecast& lives) {
  const auto soonest = fail_always(supervisor, policy, 0, lives.at_least);
  if (!soonest)
    return std::nullopt;
  escalation_forecast all{soonest->failure, soonest->after};
  if (const auto latest = lives.at_most ? fail_always(supervisor, policy, 1, *lives.at_most)
                                        : std::optional<escalated>{})
    all.at_most = latest->after;
  return all;
}

std::string to_string(const std::optional<escalation_forecast>& x) {
  if (!x)
    return "never escalates";
  auto text = "escalates at its " + std::to_string(x->failure) + ending_of(x->failure) + " failure";
  const auto from = std::chrono::floor<std::chrono::seconds>(x->at_least).count();
  if (!x->at_most)
    return text + ", after " + std::to_string(from) + " s or never";
  const auto to = std::chrono::ceil<std::chrono::seconds>(*x->at_most).count();
  if (to == 0)
    return text + ", at once";
  return text + ", after " + (from == to ? "" : std::to_string(from) + " to ") +
         std::to_string(to) + " s";
}

std::vector<spec_complaint> check_effect(const supervisor_spec& supervisor,
                                         const child_spec& child) {
  std::vector<spec_complaint> all;
  if (child.backoff.is_none())
    return all;
  if (child.restart == restart_type::temporary)
    all.push_back(
        {"backoff_never_acts", child.id,
         "a temporary child is not restarted, so its backoff is of no use; leave it out"});
  else if (supervisor.intensity == 0 ||
           (supervisor.intensity == 1 && child.backoff.healthy <= supervisor.period))
    all.push_back({"backoff_never_acts", child.id,
                   "the first restart does not wait, and with intensity " +
                       std::to_string(supervisor.intensity) +
                       " there is no second; raise intensity, or say backoff: none"});
  else if (!forecast_escalation(supervisor, child.backoff))
    all.push_back({"intensity_never_acts", child.id,
                   "its restarts wait so long that there are never more than " +
                       std::to_string(supervisor.intensity) + " within " +
                       format_duration(supervisor.period) +
                       "; raise period, lower intensity or the backoff's max"});
  return all;
}

} // namespace troupe::supervision
