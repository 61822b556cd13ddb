// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/timer_plan.hpp"
#include "bus/topic_groups.hpp"
#include "execution/gate.hpp"
#include "execution/placed_actor.hpp"
#include "execution/timer_queue.hpp"
#include "journal/writer.hpp"
#include "troupe/uuid.hpp"
#include "vocabulary/steady_time.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::bus {

/// To the timer actor: timers were set, the earliest for this time, by whichever measure.
struct timers_set {
  time_point earliest;
};

/// To the timer actor: this subscription has a child again, and so its timers fire again.
struct owner_returned {
  journal::subscription_number who;
};

/// What a timer actor is made of.
struct timer_parts {
  journal::writer& writer;
  std::unique_ptr<journal::reader> reader;
  execution::timer_queue& timers;
  const clock& time;
  const steady_time& steady;
  topic_groups& groups;
  const std::set<std::string>& transient_topics;
  execution::gate& start;                     ///< nothing fires before it opens
  int missed_per_second = 100;                ///< of those that want an event for each
  std::function<void(const error&)> failed{}; ///< the journal cannot be read; nothing goes on
};

/// Publishes the events of durable timers when they are due, each once: the commit that publishes
/// one demands that the timer is still set so, and removes it or moves it to its next time. After a
/// start, what fell due meanwhile fires at once. That of a transient topic skips the journal: it is
/// released after the commit that removes or moves its timer.
///
/// Those of a subscription that has no child are held: nothing of a service that was taken out goes
/// on. Where it is put back, what fell due meanwhile was missed, as after a start.
///
/// While timers are set it looks at the wall's clock once a minute or more often: that is how long
/// a jump may stay unnoticed. Then what the clock has passed is due; what it has not is waited for.
/// Where it went back by more than `short_way_back`, recurring timers go back with it.
///
/// Memory: one page of timers of each measure, whatever their number.
class timer_actor : public execution::placed_actor {
public:
  static constexpr std::size_t timers_per_page = 256;
  static constexpr std::chrono::minutes longest_sleep{1};
  /// Two clocks are not read in the same instant, so less is no jump.
  static constexpr std::chrono::seconds smallest_jump{1};

  timer_actor(caf::actor_config&, execution::placement, timer_parts);

  caf::behavior make_behavior() override;

private:
  /// When the next timer of each measure is due, as far as it is known.
  struct next_due {
    std::optional<time_point> steady;
    std::optional<time_point> wall;
  };

  result<void> begin();
  void look();
  void notice_jumps();
  bool is_any_due() const;
  void look_anew();
  result<std::vector<journal::timer_record>> read_due();
  result<std::vector<journal::timer_record>> read_due(journal::timer_measure, time_point until);
  result<next_due> read_next();
  result<void> fire(std::vector<journal::timer_record>);
  result<journal::commit> firing(journal::timer_record);
  result<void> check_recurring();
  void write(std::vector<journal::commit>);
  journal::commit moved(const journal::timer_record&, const std::optional<timer_step::times>&);
  void are_held(journal::timer_measure, time_point upto);
  void wake_in_time();

  timer_parts parts_;
  std::chrono::microseconds wall_moved_{}; ///< as it was when last looked at
  time_point missed_before_;
  std::map<journal::subscription_number, time_point> held_before_; ///< and came back then
  /// All timers of each measure up to here are held, so that they are not read again and again.
  std::map<journal::timer_measure, journal::timer_place> held_upto_;
  evenly_spaced missed_;
  std::optional<next_due> next_;                     ///< nothing: it must be read
  bool is_any_set_ = false;                          ///< also where all are held
  std::optional<journal::timer_place> checks_after_; ///< recurring timers after this
  std::optional<std::chrono::nanoseconds> wakes_at_;
  execution::timer_id wake_;
  bool started_ = false; ///< the gate was open
  bool writing_ = false;
};

} // namespace troupe::bus

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::timers_set)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::owner_returned)
