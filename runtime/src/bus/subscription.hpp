// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/breaker.hpp"
#include "bus/interest.hpp"
#include "bus/lane.hpp"
#include "bus/transient_queue.hpp"

#include <array>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace troupe::bus {

/// Send these deliveries to an instance, in this order.
struct deliver {
  std::size_t instance = 0;
  journal::epoch_number epoch = 0;
  std::vector<portion> items;
  std::uint64_t round = 0; ///< of the lane; not of transient deliveries
  std::optional<breaker::probe_number> probe{};
};
/// Read a page of the journal and call `page_read` with it.
struct read_page {
  sequence_number after = 0;
};
/// Read the first waiting row of a key, with its event, and call `parked_read` with it.
struct read_parked {
  std::string key;
};
/// Call `tick` at this time.
struct wake_at {
  time_point when;
};
/// Have an instance say that it has settled transient deliveries, for others wait for room: call
/// `settled_transient` with what it has settled when that is asked for, and at its next word.
struct want_word {
  std::size_t instance = 0;
  journal::epoch_number epoch = 0;
};
/// Call `tick` when so much time has elapsed.
struct probe_at {
  std::chrono::nanoseconds when{};
};
/// Everything that matches is handled or parked up to here: tell the journal.
struct settle {
  sequence_number upto = 0;
};

/// Tell an instance, before anything that follows, that it has one row more of this key.
struct tell_parked {
  std::size_t instance = 0;
  journal::epoch_number epoch = 0;
  std::string key;
};

/// Tell it likewise that it has one row less; it answers with a word that says so.
struct tell_unparked {
  std::size_t instance = 0;
  journal::epoch_number epoch = 0;
  std::string key;
};

/// What was to be run alone has come to its end.
struct alone_over {};

using action = std::variant<deliver, read_page, read_parked, wake_at, settle, tell_parked,
                            tell_unparked, alone_over, probe_at, want_word>;
using actions = std::vector<action>;

struct subscription_settings {
  std::size_t instances = 1;
  std::size_t credit = 256;              ///< deliveries in an instance's hands
  std::size_t page = 500;                ///< events of one read from the journal
  std::size_t memory = 16 * 1024 * 1024; ///< about what an instance's deliveries may keep, in bytes
  /// Transient deliveries that an instance has in hand, or of one topic that wait for it; more are
  /// dropped.
  std::size_t transient_limit = 10000;
  /// Of topics that drop others than the newest. Where there is one, all transient deliveries wait
  /// here, by topic, for what an instance has in hand nobody can take back.
  std::map<std::string, overflow> overflows{};
  bool held = false; ///< deliver nothing until `release`
  /// Deliver one at a time, to one instance, until this event is settled.
  std::optional<sequence_number> alone{};
  /// Of the service; null where it has none. While it is open nothing is delivered but probes.
  std::shared_ptr<bus::breaker> breaker{};
  bool paused = false; ///< deliver nothing until `resume`
  /// Instances up to this epoch are none of it any more.
  journal::epoch_number last_epoch = 0;
};

/// The decisions of one subscription: which event goes to which instance, when to read the journal
/// instead of the live batches, when a parked delivery is due, and how far everything is settled.
///
/// Pure: no threads, no actors, no clock; every function returns the next actions, to be done in
/// order.
///
/// Order: deliveries reach an instance in order of sequence, so per key too; a key's parked
/// deliveries come one at a time, the next when the one before has left. Memory: at most `2 *
/// credit` deliveries an instance, about `memory` bytes of them, and one page or live batch more,
/// whatever the backlog; one entry for each key that waits. Crash: what an instance had in hand
/// when it went is sent again to the next, but what it had committed. Breaker: while it is open,
/// instances let go of what they have in hand, it waits here as if it had never been sent, and one
/// delivery at a time is a probe.
class subscription {
public:
  using positions = std::array<journal::partition_position, journal::partition_count>;

  subscription(subscription_settings, interest, sequence_number settled);

  /// Begins to read. Call after the groups were joined.
  actions start();

  /// Deliveries may begin.
  actions release();

  /// Nothing is delivered from now on, whatever is due or comes; what is in hand is finished.
  /// What waits of transient topics is dropped, and so is what comes.
  void pause();
  /// Another takes its place: what instances had in hand is none of it any more, nor is a probe.
  void give_up();
  actions resume();

  /// False of an instance that has a successor already: it was left behind just before it said that
  /// it is ready.
  bool is_news(std::size_t instance, journal::epoch_number epoch) const {
    return epoch > lanes_[instance].epoch();
  }
  /// A new instance owns its partitions: these are their positions and the first waiting row of
  /// each key.
  actions ready(std::size_t instance, journal::epoch_number, const positions&,
                const std::vector<journal::parked_head>&);
  /// The instance is gone; what it had in hand waits for the next.
  actions gone(std::size_t instance);

  actions live(const journal::batch_ptr&);
  /// Live batches were let go, the last event of which is this: they are read from the journal.
  actions missed(sequence_number last);
  /// Transient events are delivered as there is room, or dropped.
  actions live_transient(const journal::batch_ptr&);
  actions page_read(const journal::page&);
  actions parked_read(const std::string& key, std::optional<journal::parked_head>, event_ptr);
  actions acknowledged(std::size_t instance, journal::epoch_number, const acknowledgement&);
  /// An instance has settled so many transient deliveries since it was ready.
  actions settled_transient(std::size_t instance, std::uint64_t count);
  /// What waits for a time, by the wall's, or for the breaker, by what has elapsed.
  actions tick(time_point now, std::chrono::nanoseconds elapsed = {});
  /// An instance has let go of all that it was given since it was ready but the first `taken`.
  actions let_go(std::size_t instance, journal::epoch_number, std::uint64_t taken);

  struct parking {
    journal::epoch_number epoch = 0; ///< with which to commit it
    /// An event behind it in its partition is with the instance, perhaps one of its key.
    bool late = false;
    actions next; ///< once the commit is submitted
  };
  /// Somebody else than an instance wants to park a row; nothing while no instance owns the
  /// partition. `park_decided` must follow.
  std::optional<parking> park_begins(partition_number, sequence_number,
                                     const std::string& key) const;
  /// What became of it; with a commit that was accepted the row is in the journal now.
  actions park_decided(journal::epoch_number, const journal::parked_record&, bool accepted);

  /// Somebody wants to change a row that is held: the epoch with which to commit it, or nothing
  /// while no instance owns the partition.
  std::optional<journal::epoch_number> owner_of(partition_number) const;
  /// With a commit that was accepted: it is due now, or gone.
  actions released(journal::epoch_number, const journal::parked_record&);
  actions resolved(journal::epoch_number, const journal::parked_record&);

  bool is_behind() const noexcept { return behind_; }
  sequence_number settled() const noexcept { return settled_; }
  /// Since it was made.
  const drop_counts& transient_dropped() const noexcept { return transient_dropped_; }
  /// How many wait for instances that run, and their sources for them (`overflow::block`).
  std::size_t held_transient() const;
  std::size_t in_memory() const;

private:
  /// The delivery by which it is tried whether the breaker may be closed.
  struct probe {
    breaker::probe_number number = 0;
    std::size_t instance = 0;
    std::string key;
    bool is_sent = false; ///< false while its row is to be read
  };
  /// One that could be the next probe.
  struct candidate {
    sequence_number sequence = 0;
    std::size_t instance = 0;
    std::string key;
    bool parked = false;
  };

  struct waiting_key {
    partition_number partition = 0;
    sequence_number sequence = 0;
    time_point due;
    bool in_flight = false; ///< asked for, queued or in an instance's hands
    bool held = false;      ///< it is a dead letter, and waits for a person
  };

  std::size_t instance_of(partition_number p) const { return p % lanes_.size(); }
  void route(const journal::batch_ptr&);
  template <class Wanted, class To>
  void divide(const items_ptr&, Wanted, To) const;
  lane::limits limits() const { return {settings_.credit, settings_.memory}; }
  bool is_full() const;
  bool is_still() const { return settings_.held || settings_.paused; }
  actions go_on();
  void pump(std::size_t instance, actions&);
  void pump_all(actions&);
  bool takes_transient() const { return !is_still() && !settings_.alone; }
  void queue_transient(std::size_t instance, portion, bool from_source);
  void offer_transient(std::size_t instance, portion, actions&);
  void send_transient(std::size_t instance, portion, actions&);
  void pump_transient(std::size_t instance, actions&);
  void drop_transient();
  void pump_one(actions&);
  bool is_alone_over(sequence_number) const;
  void go_on_alone(actions&);
  void read_on(actions&);
  void fetch_due(actions&);
  void add_waiting(const std::string& key, const waiting_key&);
  bool is_held_for(journal::epoch_number, const journal::parked_record&) const;
  void apply(const parked_change&, actions&);
  void give(std::size_t instance, std::vector<portion>, actions&,
            std::optional<breaker::probe_number> = {});
  void look_at_breaker(actions&);
  /// Nothing is delivered but probes. What is to be run alone is delivered whatever the breaker
  /// says.
  bool is_held_up() const { return is_open_ && !settings_.alone; }
  void probe_on(actions&);
  std::optional<candidate> next_candidate(bool also_probed) const;
  std::optional<candidate> front_in_the_way() const;
  void begin_probe(const candidate&, actions&);
  bool is_wanted_as_probe(const std::string& key) const;
  void give_up_probe(actions&);
  void lose_probe(std::size_t instance);
  void recall_queued();
  void take_back(std::size_t instance);
  void recall(const std::vector<std::string>& keys);
  void say_settled(actions&);
  void say_wake(actions&);
  std::size_t queued() const;

  subscription_settings settings_;
  router router_;
  std::vector<lane> lanes_;
  lane::sequences positions_{};
  sequence_number cursor_; ///< all up to here is routed
  sequence_number settled_;
  sequence_number head_seen_ = 0;
  bool behind_ = true;
  bool reading_ = false;
  std::unordered_map<std::string, waiting_key> waiting_;
  std::set<std::pair<time_point, std::string>> due_; ///< keys that wait for a time
  time_point now_{};
  std::optional<time_point> wake_;
  drop_counts transient_dropped_;
  bool is_open_ = false; ///< the breaker, when it was looked at last
  std::chrono::nanoseconds elapsed_{};
  std::optional<std::chrono::nanoseconds> probe_wake_;
  std::optional<probe> probe_;
  std::set<std::string> probed_;  ///< the keys of the probes since it was opened
  bool searched_in_vain_ = false; ///< and nothing has changed since
};

} // namespace troupe::bus
