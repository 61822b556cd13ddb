// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/deployment_plan.hpp"
#include "assembly/ending.hpp"
#include "assembly/idle.hpp"
#include "assembly/letter_retention.hpp"
#include "assembly/letter_watch.hpp"
#include "assembly/orphans.hpp"
#include "assembly/query_desk.hpp"
#include "assembly/rates.hpp"
#include "assembly/running_settings.hpp"
#include "assembly/space_watch.hpp"
#include "assembly/specification.hpp"
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

#include <caf/actor_addr.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <atomic>
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

class control_desk;
class errand;
struct compaction_plan;
struct known_journal;
struct service_activity;
struct tree_survey;

/// What the log adds where somebody holds events back, by who it is.
using holder_notes = std::map<std::string, std::string>;

/// A deployment that runs: threads, journal, subscriptions and the supervisor tree, put together.
///
/// Made and ended on one thread, the owner's; `ask`, `publish`, `look` and `request_stop` may be
/// called from any. What ends it by itself is told by `wait`. The destructor stops in order, and
/// loses nothing.
class running {
public:
  using settings = running_settings;

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
  /// The children that are paused now.
  std::vector<paused_member> paused();

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

  // running_reload.cpp: likewise.

  /// What a reload with this file would do. Errors: the file is not sound.
  void plan(const control::plan_deployment&,
            std::function<void(result<control::deployment_plan>)> then);
  /// Becomes what the file says: all of it, or nothing. Errors: the file is not sound, or asks for
  /// what cannot be changed while it runs (`ec::invalid`): then nothing was touched. A service did
  /// not start (`ec::refused`): what ran before runs again. Another reload or a seek is under way,
  /// or deliveries have not begun (`ec::busy`).
  void reload(const control::reload_deployment&,
              std::function<void(result<control::deployment_plan>)> then);

  /// The same with what was read already.
  result<control::deployment_plan> plan(const specification&);
  void reload(const specification&, std::function<void(result<control::deployment_plan>)> then);

  /// Ends the instances of a service as if they had crashed between two deliveries. Errors: no
  /// service has this id. `then` is called on the control thread, and hears whether one ran.
  result<void> crash(const std::string& id, std::function<void(bool)> then);

  /// The actors of a service's instances as they were started last, in their order; null for one
  /// that never was. Errors: no service has this id. `then` is called on the control thread.
  void tell_actors(const std::string& id,
                   std::function<void(result<std::vector<caf::actor_addr>>)> then);

  const tree_watch& tree() const { return watch_; }
  const activity& doings() const { return doings_; }
  /// Handlers that were left behind and have not returned.
  std::vector<zombie> zombies() const { return stuck_->zombies(); }
  /// Whether a reload would be begun now: it has started, and nothing else changes it.
  bool takes_reload() const { return start_.is_open() && !is_changing_ && changes_ == 0; }
  /// Subscriptions of the journal that this deployment has no child for.
  std::vector<std::string> idle_subscriptions() const { return present()->left_alone; }
  /// What runs now: what it was started with, or what a reload made of it.
  std::shared_ptr<const deploy::deployment> what_runs() const;

private:
  struct member; ///< a service child: its listing, subscription and start data
  struct composition;

  running(const deploy::deployment&, std::unique_ptr<journal::engine>, settings);

  result<void> assemble(const find_offer&);
  result<void> write_down_generation();
  result<specification> load_next(const control::deployment_file&);
  result<std::shared_ptr<composition>> compose(const specification&,
                                               const std::set<std::string>& replaced);
  std::optional<error> objection_to_reload(const control::deployment_plan&) const;
  using planned = std::function<void(result<control::deployment_plan>)>;
  void begin_reload(const std::function<result<specification>()>& read, planned then);
  void reload_now(const specification&, planned then);
  void let_go_of(const caf::actor& subscription);
  supervision::environment environment();
  /// A deployment as it is put together. It does not change: a reload puts another in its place.
  struct composition {
    deploy::deployment what;
    find_offer offers;
    std::shared_ptr<const void> keeps{}; ///< what they live in; null where that is the program
    std::optional<generation> as{};
    std::vector<member*> members{};
    query_desk desk{};
    std::vector<std::string> left_alone{}; ///< subscriptions that none of them has
    std::set<std::string> sources{};       ///< as `generation::sources`
  };
  class transition;
  friend class transition;

  /// From any thread; what it points to lives as long as the deployment.
  std::shared_ptr<const composition> present() const;
  void make_present(std::shared_ptr<const composition>);
  result<member*> member_called(const std::string& id) const;
  /// Does nothing in the journal. Errors: why this service cannot be used with it.
  result<member*> make_member(const deploy::service&, const find_offer&, journal::reader&,
                              const std::vector<journal::subscription_record>& known,
                              const std::set<std::string>& sources);
  result<void> subscribe_members(composition&);
  /// Given those that there were before.
  static void find_sources(composition&, const std::set<std::string>& before);
  void take_number(member&, journal::subscription_number);
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
  void tell_timers_of(journal::subscription_number returned);
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
  static bool has_child_for(const composition&, const journal::subscription_record&);
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
                                              const supervisor_chain& above, const composition&);
  supervision::child child_of(member&, const deploy::child&, const deploy::supervisor& parent,
                              const composition&);
  std::vector<supervision::child> instances_of(member&, const std::vector<std::string>& needs);
  supervision::child instance_of(member&, std::size_t index, supervision::child_spec);
  caf::actor start_instance(member&, std::size_t index, const supervision::start_request&);
  static std::vector<std::string> paths_needed_by(const deploy::child&, const deploy::deployment&);
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
  void renew_child(errand&, const child_change&);
  result<member*> feeding_member(const std::string& id);
  void forget(const std::string& id,
              std::function<void(result<control::subscription_changed>)> then);
  void stop_child_and_seek(errand&, const std::shared_ptr<seeking>&);
  void seek_now(const std::shared_ptr<seeking>&);
  void start_child_after(const std::shared_ptr<seeking>&);
  std::optional<journal::standing> look_at_journal();
  std::vector<paused_member> paused_in(const journal::standing&);
  void say_what_is_paused(const journal::standing&);
  void stays_down(const std::string& path);
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
  mutable std::mutex members_mutex_;
  /// All that there ever were, for handlers that were left behind may use theirs for ever.
  std::vector<std::unique_ptr<member>> members_;
  std::shared_ptr<const composition> present_;
  std::atomic<bool> is_changing_{false}; ///< a reload is under way
  std::atomic<int> changes_{0};          ///< so many others are, see reload_hold
  std::set<std::string> interests_;      ///< the addresses tell who wants the same
  std::mutex reader_mutex_;
  std::unique_ptr<journal::reader> reader_;
  std::shared_ptr<journal::reader> control_reader_; ///< of the subscriptions, on the control thread

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
