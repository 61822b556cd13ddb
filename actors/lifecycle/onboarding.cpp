// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/onboarding.hpp"

#include "troupe/dead_letter_events.hpp"

#include <algorithm>
#include <set>

namespace lifecycle {
namespace {

using onboarding_service = troupe::service<onboarding_record, onboarding_options>;

std::string timer_name(const std::string& user, const std::string& step, std::uint32_t day) {
  return user + '/' + step + '/' + std::to_string(day);
}

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// One user's sequence, while a handler looks at it.
class sequence {
public:
  sequence(onboarding_service& self, std::string user_id)
      : self_(self), user_id_(std::move(user_id)), user_(self.state()) {}

  void begin(const user_signed_up& fact) {
    user_.signed_up = true;
    user_.email = fact.email;
    user_.name = fact.name;
    if (user_.unsubscribed)
      return end(onboarding_outcome::unsubscribed);
    for (const auto& step : self_.options().steps)
      if (!holds(user_.done, step.name))
        wait_for(step);
    end_if_nothing_waits();
  }

  void complete(const std::string& step) {
    if (!holds(user_.done, step))
      user_.done.push_back(step);
    if (!goes_on())
      return;
    const auto of_step = user_id_ + '/' + step + '/';
    stop_timers([&](const std::string& name) { return name.starts_with(of_step); });
    end_if_nothing_waits();
  }

  void look(const deadline_passed& due) {
    if (!goes_on())
      return;
    std::erase(user_.waiting, timer_name(user_id_, due.step, due.day));
    if (!holds(user_.done, due.step))
      self_.publish(
          step_missed{user_id_, user_.email, user_.name, due.step, title_of(due.step), due.day});
    end_if_nothing_waits();
  }

  void stop(onboarding_outcome why) {
    if (goes_on())
      end(why);
  }

private:
  bool goes_on() const { return user_.signed_up && !user_.ended; }

  void wait_for(const onboarding_step& step) {
    for (const auto day : step.remind_after_days) {
      auto name = timer_name(user_id_, step.name, day);
      self_.publish_after(name, self_.options().day * day,
                          deadline_passed{user_id_, step.name, day});
      user_.waiting.push_back(std::move(name));
    }
  }

  template <class Predicate>
  void stop_timers(Predicate is_it) {
    for (const auto& name : user_.waiting)
      if (is_it(name))
        self_.cancel(name);
    std::erase_if(user_.waiting, is_it);
  }

  void end_if_nothing_waits() {
    if (!user_.waiting.empty())
      return;
    const auto& steps = self_.options().steps;
    const auto all_done = std::all_of(
        steps.begin(), steps.end(), [&](const auto& step) { return holds(user_.done, step.name); });
    end(all_done ? onboarding_outcome::completed : onboarding_outcome::lapsed);
  }

  void end(onboarding_outcome how) {
    stop_timers([](const std::string&) { return true; });
    user_.ended = how;
    self_.publish(onboarding_ended{user_id_, how});
  }

  // A timer may be of a step that the deployment has no more.
  std::string title_of(const std::string& name) const {
    for (const auto& step : self_.options().steps)
      if (step.name == name)
        return step.title;
    return name;
  }

  onboarding_service& self_;
  std::string user_id_;
  onboarding_record& user_;
};

} // namespace

std::vector<onboarding_step> usual_steps() {
  return {
      {"confirm_address", "confirm your mail address", {1, 3}},
      {"create_project", "create your first project", {3, 7}},
      {"invite_colleague", "invite a colleague", {14}},
  };
}

std::vector<troupe::option_complaint> onboarding_options::complaints() const {
  std::vector<troupe::option_complaint> found;
  if (day < std::chrono::seconds{1} || day > std::chrono::hours{24})
    found.push_back({"day", "is shorter than a second or longer than a day; use 24h"});
  std::set<std::string> names;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const auto path = "steps[" + std::to_string(at) + ']';
    const auto& step = steps[at];
    if (step.name.empty() || step.name.find('/') != std::string::npos)
      found.push_back({path + ".name", "is empty or has a '/' in it; use letters and '_'"});
    if (!names.insert(step.name).second)
      found.push_back({path + ".name", "is that of another step; give each a name of its own"});
    const auto& days = step.remind_after_days;
    if (std::set<std::uint32_t>(days.begin(), days.end()).size() != days.size())
      found.push_back({path + ".remind_after_days", "has a day twice; name each day once"});
    for (const auto each : days)
      if (each == 0 || each > 366)
        found.push_back({path + ".remind_after_days",
                         "has the day " + std::to_string(each) + "; use days from 1 to 366"});
  }
  return found;
}

troupe::behavior onboarding(onboarding_service* self) {
  return {
      [self](const user_signed_up& fact) {
        if (self->state().signed_up)
          return troupe::reject("user " + fact.user_id + " had signed up before");
        sequence{*self, fact.user_id}.begin(fact);
        return troupe::done();
      },
      [self](const step_completed& fact) {
        sequence{*self, fact.user_id}.complete(fact.step);
      },
      [self](const deadline_passed& due) {
        sequence{*self, due.user_id}.look(due);
      },
      [self](const user_unsubscribed& fact) {
        self->state().unsubscribed = true;
        sequence{*self, fact.user_id}.stop(onboarding_outcome::unsubscribed);
      },
      // A rejected mail is a dead letter, and a dead letter is an event. Its key is the user's id.
      troupe::by(&troupe::reports::dead_letter_added::event_key,
                 [self](const troupe::reports::dead_letter_added& letter) {
                   if (letter.service == self->options().mailed_by && letter.reason == "rejected" &&
                       letter.topic != mail_sent::type.name)
                     sequence{*self, letter.event_key}.stop(onboarding_outcome::unreachable);
                 }),
      [](const get_onboarding&,
         const troupe::service<onboarding_record, onboarding_options>& committed) {
        return committed.state();
      },
  };
}

} // namespace lifecycle
