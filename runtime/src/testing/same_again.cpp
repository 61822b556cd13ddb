// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/same_again.hpp"

#include "testing/json_differences.hpp"
#include "troupe/time.hpp"

#include <cstddef>

namespace troupe::testing {
namespace {

std::string state_text(const std::optional<journal::state_write>& x) {
  return x ? x->value.value_or("was erased") : "was not touched";
}

std::string states_differ(const rehearsed::attempt& a, const rehearsed::attempt& b) {
  if (a.state && b.state && a.state->value && b.state->value) {
    std::string all;
    for (const auto& each : json_differences(*a.state->value, *b.state->value))
      all += "\nstate" + each;
    return all;
  }
  const auto one = state_text(a.state), other = state_text(b.state);
  return one == other ? std::string{} : "\nstate: expected '" + one + "', was '" + other + '\'';
}

std::string timer_text(const timer& x) {
  return "'" + x.name + "' for " + format_time(x.due) + ' ' + x.recurs + ' ' + x.what.topic + ' ' +
         x.what.payload;
}

std::string timers_differ(const call& a, const call& b) {
  std::string one, other;
  for (const auto& each : a.timers)
    one += timer_text(each) + "; ";
  for (const auto& each : b.timers)
    other += timer_text(each) + "; ";
  return one == other ? std::string{} : "\ntimers: expected " + one + "was " + other;
}

bool is_same(const std::optional<progress>& a, const std::optional<progress>& b) {
  return a.has_value() == b.has_value() &&
         (!a || (a->what() == b->what() && a->delay() == b->delay()));
}

/// What else is different, in words.
std::string rest_differs(const rehearsed::attempt& a, const rehearsed::attempt& b) {
  std::string all;
  const auto look = [&all](bool is_same, const char* what) {
    if (!is_same)
      all += std::string{all.empty() ? "" : ", "} + what;
  };
  look(a.made.dead_letters == b.made.dead_letters, "dead letters");
  look(a.made.pause == b.made.pause, "a pause");
  look(a.made.stop == b.made.stop, "a stop");
  look(a.timers_cleared == b.timers_cleared, "cancelled timers");
  look(a.brought == b.brought, "names of events that it publishes once");
  look(a.wait == b.wait, "the wait of its retry");
  look(is_same(a.said, b.said), "what the source says of more");
  return all.empty() ? all : "\nit made another thing of these: " + all;
}

} // namespace

std::string not_the_same(const rehearsed::attempt& before, const rehearsed::attempt& anew) {
  std::string all;
  const auto& a = before.made;
  const auto& b = anew.made;
  if (a.how != b.how || a.text != b.text)
    all = "\nit " + text_of(a) + "; made anew it " + text_of(b);
  else if (const auto events = differences(a.published, b.published); !events.empty())
    all = '\n' + events;
  all += states_differ(before, anew) + timers_differ(a, b);
  if (all.empty())
    all = rest_differs(before, anew);
  if (all.empty())
    return all;
  return "after a crash the service does something else with the same event and the same state: it "
         "remembers something outside of state(), which a restart loses, or goes by what is "
         "another "
         "each time, such as std::chrono's clocks, random numbers and ids that it makes itself; "
         "keep "
         "it in state(), take the time of self->now() and ids of the delivery, or call run_once "
         "with "
         "the reason" +
         all;
}

} // namespace troupe::testing
