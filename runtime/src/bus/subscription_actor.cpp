// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/subscription_actor.hpp"

#include "execution/exit_reason.hpp"
#include "execution/farewell.hpp"
#include "execution/send_if_alive.hpp"
#include <caf/send.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace troupe::bus {
namespace {

/// To itself: go on reading, after others had their turn.
struct read_on {
  sequence_number after = 0;
  std::uint64_t reading = 0;
};
/// To itself: deliveries may begin.
struct begin {};
/// To itself: what became of a row that was changed beside the instances.
struct change_decided {
  row_change::kind what = row_change::kind::park;
  journal::epoch_number epoch = 0;
  journal::parked_record row;
  bool accepted = false;
  std::uint64_t reading = 0;
};
/// To itself: what became of a seek.
struct seek_decided {
  journal::seek what;
  journal::verdict verdict;
  std::function<void(const journal::verdict&)> then;
};

} // namespace
} // namespace troupe::bus

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::read_on)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::begin)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::change_decided)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::seek_decided)

namespace troupe::bus {
namespace {

/// An instance that claimed its partitions before they were sent elsewhere. Another comes in its
/// place.
void send_away(const caf::actor& instance) {
  execution::send_urgent_exit(
      instance, execution::make_exit(execution::exit_class::error,
                                     "its subscription goes on from another position"));
}

subscription_settings settings_of(const subscription_parts& parts) {
  auto settings = parts.settings;
  settings.held = parts.start != nullptr;
  return settings;
}

} // namespace

subscription_actor::subscription_actor(caf::actor_config& config, execution::placement where,
                                       subscription_parts parts)
    : placed_actor(config, std::move(where)), parts_(std::move(parts)),
      core_(settings_of(parts_), parts_.what, parts_.settled),
      instances_(parts_.settings.instances), transient_(parts_.settings.instances),
      live_intake_(parts_.settings.memory),
      intake_(parts_.settings.transient_limit, parts_.what.topics, parts_.settings.overflows,
              parts_.pressure) {
  for (const auto& topics : parts_.what.topics)
    groups_.push_back(parts_.groups.group_of(topics));
}

caf::behavior subscription_actor::make_behavior() {
  for (const auto& each : groups_)
    join(each);
  set_down_handler([this](const caf::down_msg& down) { on_down(down.source); });
  if (parts_.start != nullptr)
    parts_.start->when_open(execution::send_if_alive(address(), begin{}));
  carry_out(core_.start());
  return {
      [this](const live_batch&) { take_in_live(); },
      [this](const transient_batch&) { take_in_transient(); },
      [this](const instance_settled& message) {
        carry_out(core_.acknowledged(message.instance, message.epoch, message.word));
      },
      [this](const instance_let_go& message) {
        carry_out(core_.let_go(message.instance, message.epoch, message.taken));
      },
      [this](const read_on& message) {
        if (message.reading != reading_)
          return;
        journal::event_query query;
        query.after = message.after;
        query.topics = parts_.what.topics;
        query.limit = parts_.settings.page;
        auto page = parts_.reader->read(query);
        if (!page)
          return parts_.failed(page.failure());
        carry_out(core_.page_read(*page));
      },
      [this](const instance_ready& message) {
        if (message.epoch <= parts_.settings.last_epoch)
          return send_away(message.actor);
        if (seeking_)
          return early_.push_back(message);
        take_on(message);
      },
      [this](const begin&) {
        carry_out(tick());
        carry_out(core_.release());
      },
      [this](const change_rows& message) { change(message); },
      [this](const pause_deliveries& message) { pause(message); },
      [this](const seek_position& message) { seek(message); },
      [this](const seek_decided& message) {
        sought(message.what, message.verdict.accepted());
        message.then(message.verdict);
      },
      [this](const change_decided& message) {
        if (message.reading != reading_)
          return; // The instances that come read the row.
        carry_out(tick());
        if (message.what == row_change::kind::park)
          carry_out(core_.park_decided(message.epoch, message.row, message.accepted));
        else if (message.accepted && message.what == row_change::kind::release)
          carry_out(core_.released(message.epoch, message.row));
        else if (message.accepted)
          carry_out(core_.resolved(message.epoch, message.row));
      },
      [this](const look_at_parked&) { carry_out(tick()); },
      [this](const end_subscription& message) {
        tell_dropped();
        quit();
        message.then();
      },
  };
}

/// An instance holds a handle of this actor, and nobody may hear of its end any more.
void subscription_actor::on_exit() {
  early_.clear();
  parts_.timers.cancel(wake_);
  parts_.timers.cancel(probe_);
  intake_.close();
  instances_.clear();
}

void subscription_actor::on_down(const caf::actor_addr& who) {
  const auto gone = std::find_if(instances_.begin(), instances_.end(),
                                 [&](const caf::actor& x) { return x && x.address() == who; });
  if (gone == instances_.end())
    return; // Its successor was ready first.
  look_at_transient();
  carry_out(tick());
  carry_out(core_.gone(static_cast<std::size_t>(gone - instances_.begin())));
  *gone = nullptr;
  tell_dropped();
}

actions subscription_actor::tick() {
  return core_.tick(parts_.time.now(), parts_.time.elapsed());
}

void subscription_actor::enqueue(caf::mailbox_element_ptr what, caf::execution_unit* from) {
  const auto& content = what->content();
  const bool is_told_of = content.match_elements<live_batch>()
                              ? !live_intake_.put(content.get_as<live_batch>(0).batch)
                              : content.match_elements<transient_batch>() &&
                                    !intake_.put(content.get_as<transient_batch>(0).batch);
  if (!is_told_of) // Else the message that was there before it is for all.
    placed_actor::enqueue(std::move(what), from);
}

void subscription_actor::take_in_live() {
  const auto all = live_intake_.take();
  for (const auto& batch : all.batches)
    carry_out(core_.live(batch));
  if (all.missed != 0)
    carry_out(core_.missed(all.missed));
}

void subscription_actor::take_on(const instance_ready& who) {
  if (!core_.is_news(who.instance, who.epoch))
    return;
  monitor(who.actor);
  instances_[who.instance] = who.actor;
  transient_[who.instance] = who.transient;
  carry_out(tick());
  carry_out(core_.ready(who.instance, who.epoch, who.from->positions, who.from->parked));
}

void subscription_actor::obey(bool paused) {
  if (paused) {
    core_.pause();
    return tell_dropped();
  }
  carry_out(tick());
  carry_out(core_.resume());
}

/// In the midst of a seek it is for the core to come, which begins so.
void subscription_actor::pause(const pause_deliveries& what) {
  parts_.settings.paused = what.paused;
  if (!seeking_)
    obey(what.paused);
  journal::commit made;
  made.subscription = parts_.number;
  made.paused = what.paused;
  if (what.paused)
    made.paused_for = journal::pause_note{parts_.time.now(), what.why};
  parts_.writer.submit(std::move(made), what.then);
}

/// Whatever was submitted for the old position is written before the seek, as commits of one thread
/// keep their order, and that of instances is refused behind it by its epoch.
void subscription_actor::seek(const seek_position& what) {
  if (seeking_)
    return what.then({error{ec::busy, "it is being moved already; try again"}, 0});
  seeking_ = true;
  ++reading_;
  parts_.settings.last_epoch = what.epoch;
  let_go_of_instances();
  parts_.timers.cancel(wake_);
  parts_.timers.cancel(probe_);
  journal::commit made;
  made.subscription = parts_.number;
  made.epoch = what.epoch;
  for (std::size_t p = 0; p < journal::partition_count; ++p)
    made.claims.push_back(static_cast<journal::partition_number>(p));
  made.sought = what.what;
  parts_.writer.submit(std::move(made),
                       [self = caf::actor_cast<caf::actor>(this), what](const journal::verdict& v) {
                         caf::anon_send(self, seek_decided{what.what, v, what.then});
                       });
}

void subscription_actor::let_go_of_instances() {
  look_at_transient();
  core_.give_up();
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    if (instances_[i])
      send_away(instances_[i]);
    instances_[i] = nullptr;
    transient_[i] = nullptr;
  }
  tell_dropped();
}

/// Live batches of before the seek are in the journal, which is read from the new position on;
/// those behind it come to the new core.
void subscription_actor::sought(const journal::seek& what, bool accepted) {
  auto settings = parts_.settings;
  add(core_.transient_dropped(), dropped_); // The new core counts anew.
  settings.alone.reset();                   // It had come to its end when deliveries began.
  core_ = subscription{settings, parts_.what, accepted ? what.to : core_.settled()};
  seeking_ = false;
  carry_out(core_.start());
  for (const auto& each : std::exchange(early_, {}))
    take_on(each);
}

/// In the order in which they were decided: what follows from one of them comes after all of them.
void subscription_actor::carry_out(actions all) {
  if (seeking_)
    return;
  todo_.insert(todo_.end(), std::make_move_iterator(all.begin()),
               std::make_move_iterator(all.end()));
  if (std::exchange(carrying_out_, true))
    return;
  while (!todo_.empty()) {
    auto next = std::move(todo_.front());
    todo_.pop_front();
    std::visit([this](auto& x) { carry_out(std::move(x)); }, next);
  }
  carrying_out_ = false;
  intake_.waits_behind(core_.held_transient());
}

void subscription_actor::carry_out(deliver&& x) {
  caf::anon_send(instances_[x.instance], deliveries{std::move(x.items), x.round, x.probe});
}

void subscription_actor::carry_out(read_page&& x) {
  caf::anon_send(this, read_on{x.after, reading_});
}

void subscription_actor::carry_out(read_parked&& x) {
  auto head = parts_.reader->parked(parts_.number, x.key);
  if (!head)
    return parts_.failed(head.failure());
  event_ptr event;
  if (*head) {
    auto found = parts_.reader->event((*head)->row.sequence);
    if (!found)
      return parts_.failed(found.failure());
    if (!*found)
      return parts_.failed({ec::damaged, "the journal has a parked delivery of event " +
                                             std::to_string((*head)->row.sequence) +
                                             " and not the event; check the file with "
                                             "'sqlite3 FILE \"pragma integrity_check\"'"});
    event = std::make_shared<const journal::event_record>(std::move(**found));
  }
  carry_out(core_.parked_read(x.key, std::move(*head), std::move(event)));
}

void subscription_actor::carry_out(wake_at&& x) {
  const auto delay = std::max<std::chrono::nanoseconds>(x.when - parts_.time.now(), {});
  parts_.timers.cancel(wake_);
  wake_ = parts_.timers.after(delay, execution::send_if_alive(address(), look_at_parked{}));
}

void subscription_actor::carry_out(probe_at&& x) {
  const auto delay = std::max<std::chrono::nanoseconds>(x.when - parts_.time.elapsed(), {});
  parts_.timers.cancel(probe_);
  probe_ = parts_.timers.after(delay, execution::send_if_alive(address(), look_at_parked{}));
}

void subscription_actor::carry_out(alone_over&&) {
  parts_.alone_over();
}

void subscription_actor::carry_out(settle&& x) {
  journal::commit note;
  note.subscription = parts_.number;
  note.settled = x.upto;
  parts_.writer.submit(std::move(note), {});
}

void subscription_actor::carry_out(tell_parked&& x) {
  caf::anon_send(instances_[x.instance], parked_beside{std::move(x.key)});
}

void subscription_actor::carry_out(tell_unparked&& x) {
  caf::anon_send(instances_[x.instance], unparked_beside{std::move(x.key)});
}

void subscription_actor::change(const change_rows& what) {
  for (std::size_t i = 0; i < what.changes.size(); ++i) {
    const auto& each = what.changes[i];
    auto made = each.commit;
    actions next;
    if (!take_on(each, made, next)) {
      what.then(
          i, {error{ec::busy, "no instance that could take it runs now; start the child, or do it "
                              "while the deployment is stopped"},
              0});
      continue;
    }
    const auto epoch = made.epoch;
    // It hears of it before whoever asked does, and in order with its instances' words.
    parts_.writer.submit(std::move(made), [self = caf::actor_cast<caf::actor>(this), epoch,
                                           how = each.what, row = each.row, i, then = what.then,
                                           reading = reading_](const journal::verdict& v) {
      caf::anon_send(self, change_decided{how, epoch, row, v.accepted(), reading});
      then(i, v);
    });
    carry_out(std::move(next));
  }
}

/// With the epoch of whoever owns the row's partition; false while nobody does.
bool subscription_actor::take_on(const row_change& change, journal::commit& made, actions& next) {
  if (seeking_)
    return false;
  const auto& row = change.row;
  if (change.what != row_change::kind::park) {
    const auto epoch = core_.owner_of(row.partition);
    made.epoch = epoch.value_or(0);
    return epoch.has_value();
  }
  auto begun = core_.park_begins(row.partition, row.sequence, row.key);
  if (!begun)
    return false;
  made.epoch = begun->epoch;
  for (auto& parked : made.parks)
    parked.late = begun->late;
  next = std::move(begun->next);
  return true;
}

} // namespace troupe::bus
