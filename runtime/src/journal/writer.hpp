// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/engine.hpp"
#include "journal/standing.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace troupe::journal {

/// Told what happened, on the thread that calls `step`. Must not block and must not throw.
class writer_listener {
public:
  virtual ~writer_listener() = default;
  /// A group is durable; called before the completions of its commits. Called only with events in
  /// it.
  virtual void committed(const batch_ptr&) = 0;
  /// Timers were set; the earliest of them is due at this time.
  virtual void timers_set(time_point earliest) = 0;
  /// Dead letters were made, which are durable now: of one commit, at least one. Those that a
  /// commit only changed are none. They may be taken.
  virtual void letters_added(std::vector<dead_letter_record>) {}
  /// The engine failed; every commit from now on is answered with this error.
  virtual void failed(const error&) = 0;
};

/// Takes commits from any thread and writes what waits as one group: at most `group_max` commits,
/// and no further one once they hold that many events.
///
/// `step` is what the journal's thread calls, and what a test calls by hand; it is the only caller
/// of the engine's `write`. Commits of one thread are written in the order of their submission.
/// Completions run on the stepping thread, in order, after the group is durable; that of a note
/// when it is remembered.
class writer {
public:
  using completion = std::function<void(const verdict&)>;

  writer(engine& storage, writer_listener& listener, std::size_t group_max = 1024);
  ~writer(); ///< answers what still waits with `ec::stopped`

  writer(const writer&) = delete;
  writer& operator=(const writer&) = delete;

  void submit(commit, completion);
  void submit(std::vector<std::pair<commit, completion>>);

  /// Runs `ask` on the stepping thread after the next group, or in the next step where none waits.
  /// What is still waiting when the writer ends is not run.
  void inspect(std::function<void(const standing&)> ask);

  /// Has `make` begin a chore on the stepping thread, and does a step of it after each group and
  /// where none waits; chores are done one after the other. `then` gets there what became of it.
  /// What is not done when `stop` is called is let go of, without a word.
  using chore_maker = std::function<result<std::unique_ptr<chore>>(engine&)>;
  using chore_ended = std::function<void(const result<void>&)>;
  void start_chore(chore_maker make, chore_ended then);

  /// Writes one group of what waits. False where nothing waited. Where commits wait that are only
  /// notes (see `commit::settled`), they are remembered, count in `standing` at once, and go with
  /// the next group.
  bool step();

  /// Blocks until something waits or `stop` was called; false after `stop` with nothing waiting.
  /// The engine rests meanwhile. Only the stepping thread calls it.
  bool wait();
  /// Makes `wait` return; what waits is still written by further steps.
  void stop();
  /// Writes the notes that are still only remembered. Called by whoever steps, at the end.
  void flush();

private:
  /// Commits with their completions, side by side so that a group is a part of the commits as they
  /// lie.
  struct queue {
    std::vector<commit> commits;
    std::vector<completion> completions;

    bool empty() const { return commits.empty(); }
    void push(commit, completion);
    void clear();
  };
  using inspection = std::function<void(const standing&)>;
  struct wanted_chore {
    chore_maker make;
    chore_ended then;
    std::unique_ptr<chore> begun;
  };

  bool something_waits() const;
  bool do_chore();
  void write_group();
  std::vector<inspection> take_over();
  std::size_t group_end() const;
  void remember(std::size_t end);
  void write(std::size_t end);
  result<std::vector<verdict>> write_with_notes(std::span<commit> group);
  void rest();
  void announce(std::span<commit>, std::span<const verdict>);
  void fail(error);
  standing look(bool waiting);
  void answer(const std::vector<inspection>&);

  engine& engine_;
  writer_listener& listener_;
  std::size_t group_max_;

  std::mutex mutex_;
  std::condition_variable something_;
  queue waiting_;
  std::vector<inspection> inspections_;
  std::deque<wanted_chore> chores_; ///< the stepping thread alone takes from it
  bool stopped_ = false;

  // Only the stepping thread touches the rest.
  queue taken_; ///< those before `next_` are done
  std::size_t next_ = 0;
  std::map<subscription_number, sequence_number> notes_;
  std::unique_ptr<reader> reader_;
  std::optional<error> failure_;
};

} // namespace troupe::journal
