// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/read_policies.hpp"

#include "deployment/keys.hpp"

namespace troupe::deploy {
namespace {

using std::chrono::nanoseconds;

constexpr int most_attempts = 10'000;

void check_longest(const section& in, const std::string& least, nanoseconds first,
                   nanoseconds longest, complaints& to) {
  if (longest >= first)
    return;
  const auto* max = in.find("max");
  to.add(max ? max->at : in.map().at, "the longest wait 'max' is shorter than '" + least + "'",
         "make 'max' at least as long as '" + least + "'");
}

bool is_none(const node& x) {
  return x.is_scalar() && x.text == "none";
}

/// Waits are said in one of two ways, and what is said here is instead of what was said before.
/// Whether they are said here.
bool read_delays(const section& in, retry_delays& into, complaints& to) {
  const auto* list = in.find("delays");
  const auto* growing = in.find("first");
  for (const auto* key : {"factor", "max"})
    if (!growing)
      growing = in.find(key);
  if (list && growing) {
    to.add(list->at,
           "'delays' says how long each attempt waits, and so do 'first', 'factor' and 'max'",
           "leave one of both out");
    return false;
  }
  if (list)
    in.durations("delays", nanoseconds(1), into.list);
  if (growing) {
    into.list.clear();
    in.duration("first", nanoseconds(1), into.first);
    in.number("factor", 1, 1000, into.factor);
    in.duration("max", nanoseconds(1), into.max);
    check_longest(in, "first", into.first, into.max, to);
  }
  return list || growing;
}

/// A class begins with the waits that all have.
void read_class(const section& retry, std::string_view name, const retry_delays& usual,
                failure_policy& into, complaints& to) {
  const auto* x = retry.find(name);
  if (!x)
    return;
  const section in(*x, keys::failure_class, to);
  in.whole("attempts", 1, most_attempts, into.attempts);
  auto delays = into.delays.value_or(usual);
  if (read_delays(in, delays, to))
    into.delays = std::move(delays);
}

} // namespace

void read_retry(const node* x, retry_policy& into, complaints& to) {
  if (!x)
    return;
  const section in(*x, keys::retry, to);
  read_delays(in, into.delays, to);
  if (in.find("delays") && !in.find("attempts"))
    into.attempts = static_cast<int>(into.delays.list.size()) + 1;
  in.whole("attempts", 1, most_attempts, into.attempts);
  in.number("jitter", 0, 1, into.jitter);
  read_wait(in, "within", nanoseconds(1), into.within);
  read_class(in, "crash", into.delays, into.crash, to);
  read_class(in, "timeout", into.delays, into.timeout, to);
  read_class(in, "signal", into.delays, into.signal, to);
  read_class(in, "undecodable", into.delays, into.undecodable, to);
}

void read_after_dead_letter(const section& in, after_dead_letters& into) {
  in.choice("after_dead_letter",
            {{"continue", after_dead_letters::go_on}, {"hold", after_dead_letters::hold}}, into);
}

void read_backoff(const node* x, backoff_policy& into, complaints& to) {
  if (!x)
    return;
  if (is_none(*x)) {
    into = backoff_policy::none();
    return;
  }
  if (x->is_scalar())
    return complain_about_kind(*x, "none, or a map", "none, or its keys and values below it", to);
  if (into.is_none())
    into = backoff_policy::usual();
  const section in(*x, keys::backoff, to);
  in.duration("first", nanoseconds(1), into.first);
  in.number("factor", 1, 1000, into.factor);
  in.duration("max", nanoseconds(1), into.max);
  in.number("jitter", 0, 1, into.jitter);
  in.duration("healthy", std::chrono::milliseconds(1), into.healthy);
  check_longest(in, "first", into.first, into.max, to);
}

void read_breaker(const node* x, std::optional<breaker_policy>& into, complaints& to) {
  if (!x)
    return;
  if (is_none(*x))
    return into.reset();
  if (x->is_scalar())
    return complain_about_kind(*x, "none, or a map", "none, or its keys and values below it", to);
  const section in(*x, keys::breaker, to);
  auto& policy = into ? *into : into.emplace();
  if (const auto* failures = in.find("failures"); failures && is_none(*failures))
    policy.failures = 0;
  else
    in.whole("failures", 1, most_attempts, policy.failures);
  if (const auto* share = in.find("share"); share && is_none(*share))
    policy.share = 0;
  else
    in.number("share", 0.001, 1, policy.share);
  in.whole("minimum", 1, 1'000'000, policy.minimum);
  in.duration("window", std::chrono::milliseconds(10), policy.window);
  in.duration("pause", std::chrono::milliseconds(10), policy.pause);
  in.number("factor", 1, 1000, policy.factor);
  in.duration("max", std::chrono::milliseconds(10), policy.max);
  check_longest(in, "pause", policy.pause, policy.max, to);
  if (policy.failures == 0 && !(policy.share > 0))
    to.add(x->at, "nothing opens a breaker whose 'failures' and 'share' are both none",
           "say one of them, or breaker: none");
}

void read_wait(const section& in, std::string_view key, nanoseconds least, nanoseconds& into) {
  const auto* x = in.find(key);
  if (x && x->is_scalar() && x->text == "infinity")
    into = endless;
  else
    in.duration(key, least, into);
}

} // namespace troupe::deploy
