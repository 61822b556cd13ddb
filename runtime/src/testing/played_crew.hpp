// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/crew.hpp"
#include "testing/still_clock.hpp"

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

namespace troupe::testing {

/// One thread that plays a whole deployment: the next actor, or the journal, or the timers that are
/// due, is picked by seed; one seed always plays the same. Time goes on when nothing is left to do.
class played_crew final : public execution::crew {
public:
  played_crew(caf::actor_system&, still_clock&, std::uint64_t seed);
  ~played_crew() override;

  /// Does one thing; false where there is nothing to do at this time.
  bool step();
  /// Goes on after something that others may follow at the same time: as the seed says for all of
  /// them, with nothing, with a few things or with many, so that the next comes before, while or
  /// after what this one brings about is done.
  void go_on();
  /// Does all that there is at this time; false where so many steps were not enough. What comes
  /// after it follows nothing.
  bool settle(std::size_t most);
  /// Nothing has followed since all was done.
  bool is_at_rest() const { return !most_between_; }
  /// Moves the clock to the next deadline; false where there is none until then.
  bool move_to_next(std::chrono::nanoseconds until);
  void move_to(std::chrono::nanoseconds elapsed) { time_.move_to(elapsed); }

  caf::execution_unit& control() override { return unit_; }
  caf::execution_unit& handlers() override { return unit_; }
  std::unique_ptr<seat> own_seat(std::string name) override;
  bool replace(std::uint32_t) override {
    return false;
  } // A handler that does not return holds all.
  void begin(journal_work, execution::timer_queue&) override;
  bool wait(std::unique_lock<std::mutex>&, std::condition_variable& changed,
            std::chrono::nanoseconds at_most, const std::function<bool()>& holds) override;
  void end_timers() override { timers_ = nullptr; }
  bool end_journal(std::chrono::nanoseconds) override;
  bool end_handlers(std::chrono::nanoseconds) override;

private:
  class unit final : public caf::execution_unit {
  public:
    explicit unit(caf::actor_system& system) : caf::execution_unit(&system) {}
    void exec_later(caf::resumable* job) override;
    void close();
    struct entry {
      caf::actor_id number = 0;
      caf::resumable* job = nullptr;
    };
    std::vector<entry> waiting; ///< by number
    bool closed = false;
  };

  bool are_timers_due() const;
  std::size_t pick(std::size_t among);
  void give_turn(std::size_t which);

  unit unit_;
  still_clock& time_;
  std::mt19937_64 random_;
  std::optional<std::size_t> most_between_; ///< since the last rest
  std::optional<journal_work> journal_;
  execution::timer_queue* timers_ = nullptr;
};

} // namespace troupe::testing
