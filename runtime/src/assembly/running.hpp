// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/idle.hpp"
#include "assembly/letter_retention.hpp"
#include "assembly/letter_watch.hpp"
#include "assembly/orphans.hpp"
#include "assembly/query_desk.hpp"
#include "assembly/rates.hpp"
#include "assembly/space_watch.hpp"
#include "assembly/tree_watch.hpp"
#include "bus/dead_letter_box.hpp"
#include "bus/topic_groups.hpp"
#include "control/requests.hpp"
#include "control/status.hpp"
#include "deployment/values.hpp"
#include "execution/in_hand.hpp"
#include "execution/thread_crew.hpp"
#include "execution/timer_queue.hpp"
#include "guard/suspicions.hpp"
#include "journal/engine.hpp"
#include "journal/spare_readers.hpp"
#include "journal/writer.hpp"
#include "service/stuck_handlers.hpp"
#include "service/surroundings.hpp"
#include "supervision/supervisor_actor.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::assembly {

/// Finds the offer of a service by "module.service"; null where there is none.
using find_offer = std::function<const service_offer*(const std::string&)>;

class control_desk;
class errand;
struct compaction_plan;
struct known_journal;
struct service_activity;
struct tree_survey;

/// What the log adds where somebody holds events back, by who it is.
using holder_notes = std::map<std::string, std::string>;

/// What came to an end, and why.
struct ending {
  enum class kind {
    stopped,
    idle,
    auto_shutdown, ///< a significant child of the root has ended
    escalated,
    journal_failed,
    too_many_zombies
  };
  kind what = kind::stopped;
  supervision::cause_chain causes{};
  std::optional<error> failure{};
};

/// One look at a deployment that runs.
struct progress_report {
  std::uint64_t handled = 0;
  /// The most that one subscription may have before it: it is counted in sequences, of which other
  /// topics have some. The events among them could be told apart only by reading all of them.
  std::uint64_t left = 0;
  std::size_t parked = 0;
  std::uint64_t dead_letters = 0; ///< since the start
  std::uint64_t crashes = 0;
  std::uint64_t restarts = 0;
  std::uint64_t head = 0;
};

/// A deployment that runs: threads, journal, subscriptions and the supervisor tree, put together.
///
/// Made and ended on one thread, the owner's; `ask`, `publish`, `look` and `request_stop` may be
/// called from any. What ends it by itself is told by `wait`. The destructor stops in order, and
/// loses nothing.
class running {
public:
  struct settings {
    const clock* time = nullptr; ///< null for the system's
    std::uint64_t seed = 0;
    log_function log;
    /// Called before anything is started, with what is counted from then on.
    std::function<void(const activity&)> begins{};
    std::size_t pool_threads = 0; ///< 0 for as many as there are cores, at least 2
    /// Who does the work; null for threads.
    std::function<std::unique_ptr<execution::crew>(caf::actor_system&)> make_crew{};
    /// Called with what skips the journal, before anybody gets it, on any thread.
    std::function<void(const journal::batch_ptr&)> transient_published{};
    /// What the processes before this one died of: to be charged before anything is delivered.
    std::vector<guard::suspect> suspects{};
    /// What is to be run alone, before anything else is delivered.
    std::optional<guard::delivery_id> alone{};
    /// Called on any thread when a suspect's charge is durable, or what was run alone has come to
    /// its end.
    std::function<void(const guard::delivery_id&)> settled{};
    /// Where others see what each thread has in hand; null for memory of its own.
    std::shared_ptr<execution::in_hand> hands{};
    bool control_socket = false; ///< beside the journal's file
    /// The whole tree has started and deliveries begin. On the control thread, once; not where the
    /// start failed.
    std::function<void()> ready{};
    /// The time between heartbeats; without one there are none.
    std::optional<std::chrono::nanoseconds> beat_every{};
    std::function<void()> beaten{}; ///< called at each, on the journal's thread
    /// The bytes that the journal's file system has left; where it is none, or gives nothing,
    /// nobody asks.
    std::function<std::optional<std::uint64_t>()> free_space{};
  };

  /// Errors: a service that is new to a journal with events and does not say where to start
  /// (`ec::invalid`), a behavior that cannot be listed, a journal that cannot be read. `storage` is
  /// opened by the caller.
  static result<std::unique_ptr<running>> start(const deploy::deployment&, const find_offer&,
                                                std::unique_ptr<journal::engine> storage, settings);
  ~running();

  running(const running&) = delete;
  running& operator=(const running&) = delete;

  /// Makes `wait` end once all work is done; also again, after it has ended for that.
  void end_when_idle();
  /// Makes `wait` end. From any thread, and from a signal's watcher.
  void request_stop();
  /// Blocks until something ends the deployment, at most until `time` has passed. That it is idle
  /// is told once, for it may go on from there.
  std::optional<ending> wait(std::chrono::nanoseconds time);

  /// Stops everything in reverse order within the deployment's `limits.stop`; false where something
  /// did not stop in its time, or a handler did not return, and was left behind: then the process
  /// must end by `_exit`.
  bool stop();
  /// What did not stop in its time, by path; named in the log as well.
  const std::vector<std::string>& left_behind() const { return left_behind_; }

  /// After a `stop` that left a handler behind, as the last thing before `_exit`: closes the
  /// journal, which has all that was accepted. Where even a supervisor did not end in time it stays
  /// open, for somebody may use it. Nothing else may be called any more.
  void close_journal();

  result<std::string> ask(const std::string& query, const std::string& arguments);
  /// All of them or, where one is larger than `limits.payload`, none. `then` is called when the
  /// durable ones are durable, and not after an error.
  result<void> publish(std::vector<outgoing>, journal::writer::completion then);
  /// Likewise, each under its origin, of which an empty source is the deployment's own. Also an
  /// error: an origin that is none, and a transient topic.
  result<void> publish_once(std::vector<origin>, std::vector<outgoing>,
                            journal::writer::completion then);
  progress_report look();

  // administration.cpp: from any thread that may read the journal. `then` is called once, on a
  // thread of the deployment's; it is let go of without a call where the deployment ends first.

  void tell_status(std::function<void(result<control::status>)> then);
  /// OTP's calls to the supervisor of a child. Errors: its refusals, as sentences.
  void change(const control::change_child&,
              std::function<void(result<control::child_changed>)> then);
  /// Sends dead letters on their way again, or removes them. Each is moved once, however often and
  /// by whomever that is asked.
  void move(const control::move_letters&, std::function<void(result<control::letters_moved>)> then);

  /// Publishes what somebody outside hands in. Errors: what is wrong with it.
  void publish(const control::publish_event&,
               std::function<void(result<control::event_published>)> then);

  /// Timers of which nothing comes any more.
  void cancel(const control::cancel_timers&,
              std::function<void(result<control::timers_cancelled>)> then);

  /// Gives a dead letter another payload. Errors: what is wrong with it.
  void edit(const control::edit_letter&, std::function<void(result<control::letter_edited>)> then);

  // journal_care.cpp: likewise.

  /// Copies the journal while it is written to.
  void back_up(const control::back_up_journal&,
               std::function<void(result<control::journal_backed_up>)> then);

  // running_compaction.cpp: likewise.

  /// Compacts the topics that say so, whether that is worth it or not. Errors: there is none.
  void compact(const control::compact_journal&,
               std::function<void(result<control::journal_compacted>)> then);

  // running_subscriptions.cpp: as those of administration.cpp.

  /// Pauses a subscription, lets it go on, or takes one that no child has out of the journal.
  void change(const control::change_subscription&,
              std::function<void(result<control::subscription_changed>)> then);
  /// Stops a service's child, sends its subscription elsewhere and starts the child again. Errors:
  /// what is wrong with the place, and that it would go back over states that nobody spoke of
  /// (`ec::invalid`).
  void seek(const control::seek_subscription&,
            std::function<void(result<control::subscription_sought>)> then);

  /// Ends the instances of a service as if they had crashed between two deliveries. Errors: no
  /// service has this id.
  result<void> crash(const std::string& id);

  const tree_watch& tree() const { return watch_; }
  const activity& doings() const { return doings_; }
  /// Handlers that were left behind and have not returned.
  std::vector<zombie> zombies() const { return stuck_->zombies(); }
  /// Subscriptions of the journal that this deployment has no child for.
  const std::vector<std::string>& idle_subscriptions() const { return left_alone_; }

private:
  struct member; ///< a service child: its listing, subscription and start data

  running(const deploy::deployment&, std::unique_ptr<journal::engine>, settings);

  result<void> assemble(const find_offer&);
  result<void> add_member(const deploy::service&, const find_offer&,
                          const std::vector<journal::subscription_record>& known);
  result<void> subscribe_members();
  result<void> start_subscription(member&);
  result<void> say_changed_topics();
  result<void> start_system(const supervision::environment&);
  void watch_handlers();
  supervision::child watch_child();
  std::optional<journal::event_record> event_of(journal::sequence_number);
  void start_heartbeat();
  void charge_suspects(const std::vector<journal::subscription_record>& known);
  void charge(const guard::suspect&, const std::vector<journal::subscription_record>& known);
  std::string death_of(const guard::suspect&, const member&);
  void open_for_work();
  void stop_waiting_for_alone();
  void open_for_all();
  member* member_of(journal::subscription_number);
  void settle(const guard::delivery_id&);
  void tell_timers(time_point earliest);
  void tell_dead_letters();
  void look_at_letters_in(std::chrono::nanoseconds);
  result<void> look_at_letters();
  void trim_journal_in(std::chrono::nanoseconds);
  void trim_journal();
  void compact_journal_later();
  void compact_journal();
  result<compaction_plan> plan_compaction_now(const journal::standing&);
  void start_compaction(compaction_plan,
                        std::function<void(result<control::journal_compacted>)> then);
  void warn_of_compaction_held(const compaction_plan&);
  result<void> note_orphans_of(const std::vector<journal::subscription_record>&);
  bool has_child_for(const journal::subscription_record&) const;
  void tell_orphans(const orphan_release::findings&);
  void look_at_space_in(std::chrono::nanoseconds);
  void look_at_space();
  result<void> check_space(std::size_t events);
  void tell_trimmed(const journal::trimmed&, const holder_notes&);
  result<void> expire(journal::reader&, const std::vector<uuid>&);
  void publish_report(supervision::report);
  result<void> check(const std::vector<outgoing>&) const;
  bool is_transient(std::string_view topic) const;
  /// Supervisors from the root down, by path.
  using supervisor_chain = std::vector<std::pair<std::string, deploy::restarts>>;
  std::vector<supervision::child> children_of(const deploy::supervisor&,
                                              const supervisor_chain& above,
                                              const supervision::environment&);
  supervision::child child_of(member&, const deploy::supervisor& parent,
                              const supervision::environment&);
  supervision::child instance_of(member&, std::size_t index, supervision::child_spec);
  caf::actor start_instance(member&, std::size_t index, const supervision::start_request&);
  std::vector<std::string> paths_needed_by(const deploy::child&) const;
  void end(ending);
  void check_idle();
  void look_for_idle(const journal::standing&);
  bool has_ended_for_good(const member&) const;
  bool any_source_runs() const;
  std::vector<awaited> awaited_members() const;
  void keep_last_letters();
  void stop_tree(std::chrono::nanoseconds until);
  void stop_system(std::chrono::nanoseconds until);
  void stop_journal(std::chrono::nanoseconds until);
  void leave_behind(std::string what);

  class journal_watch;
  struct child_change;
  struct seeking;

  void run_errand(std::function<void(errand&)> begin);
  std::vector<service_activity> service_activities();
  void open_control_desk();
  void sample_rates();
  control::status status_now(const known_journal&, const tree_survey&);
  void start_child(errand&, const child_change&);
  void terminate_child(errand&, const child_change&);
  result<member*> feeding_member(const std::string& id);
  void forget(const std::string& id,
              std::function<void(result<control::subscription_changed>)> then);
  void stop_child_and_seek(errand&, const std::shared_ptr<seeking>&);
  void seek_now(const std::shared_ptr<seeking>&);
  void start_child_after(const std::shared_ptr<seeking>&);
  void say_what_is_paused(const journal::standing&);
  void mark_halted(const std::string& path, bool is_halted);
  bool is_halted(const std::string& path) const;

  deploy::deployment deployment_;
  settings settings_;
  const clock& time_;
  uuid_source ids_;
  activity doings_;
  tree_watch watch_;
  supervision::readiness ready_; ///< used on the control thread alone

  std::unique_ptr<journal::engine> storage_;
  journal::spare_readers spare_readers_;
  std::unique_ptr<journal_watch> journal_watch_;
  std::unique_ptr<journal::writer> writer_;
  execution::timer_queue timers_;
  letter_watch letters_;
  letter_retention retention_;                  ///< used on the control thread alone
  std::optional<journal::held_back> held_back_; ///< as it was told; the journal's thread alone
  orphan_release orphans_;                      ///< likewise used on it alone
  journal::sequence_number compacted_upto_ = 0; ///< likewise, as what follows
  std::string compaction_held_by_;              ///< as it was told
  bool is_compacting_ = false;                  ///< because it was worth it
  space_watch space_;
  /// Opens when the tree has started, so that no handler can take the threads on which children
  /// that come later must start.
  execution::gate start_;
  /// Of the one subscription that has something to run alone; opens before the other.
  execution::gate alone_start_;
  std::shared_ptr<execution::in_hand> hands_;
  roster on_stage_;

  caf::actor_system_config config_;
  std::unique_ptr<caf::actor_system> actors_;
  std::unique_ptr<execution::crew> crew_;
  std::unique_ptr<bus::dead_letter_box> box_;
  bus::pressure pressure_; ///< of topics that say `overflow: block`
  std::unique_ptr<bus::topic_groups> groups_;
  std::unique_ptr<surroundings> around_;
  std::unique_ptr<journal::reader> watch_reader_; ///< of the watch over handlers
  std::unique_ptr<stuck_handlers> stuck_;
  std::vector<std::unique_ptr<member>> members_;
  std::set<std::string> interests_; ///< the addresses tell who wants the same
  query_desk desk_;
  std::mutex reader_mutex_;
  std::unique_ptr<journal::reader> reader_;
  std::shared_ptr<journal::reader> control_reader_; ///< of the subscriptions, on the control thread
  std::vector<std::string> left_alone_;

  bool at_work_ = false;               ///< the crew is
  std::vector<caf::actor> own_actors_; ///< subscriptions, timers, dead letters
  std::mutex system_mutex_;
  caf::actor timer_actor_;       ///< the present one; its supervisor may replace it
  caf::actor dead_letter_actor_; ///< likewise
  caf::actor system_root_;       ///< the supervisor of these two
  caf::actor root_;
  std::unique_ptr<control_desk> control_desk_;
  const std::chrono::nanoseconds began_ = time_.elapsed();
  std::mutex rates_mutex_;
  rates rates_; ///< of what the members have handled
  mutable std::mutex halted_mutex_;
  std::set<std::string> halted_; ///< paths of children that somebody terminated
  caf::actor heart_;             ///< null where nobody listens to it

  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<ending> ending_;
  bool stopped_ = false;
  bool clean_ = true;
  bool all_ended_ = true; ///< but those that were left behind
  std::vector<std::string> left_behind_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> journal_failed_{false};
  int idle_looks_ = 0;
};

} // namespace troupe::assembly
