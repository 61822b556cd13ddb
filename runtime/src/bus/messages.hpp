// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/breaker.hpp"
#include "bus/item.hpp"
#include "bus/row_change.hpp"
#include "bus/subscription.hpp"
#include "journal/commit.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The messages between journal, subscriptions and instances. All are local: they carry pointers.
namespace troupe::bus {

/// To a topic's or a pattern's group: events that are durable now.
struct live_batch {
  journal::batch_ptr batch;
};

/// To a topic's or a pattern's group: events that skip the journal.
struct transient_batch {
  journal::batch_ptr batch;
};

/// What the journal holds of an instance's partitions when it takes them over.
struct taken_over {
  subscription::positions positions;
  std::vector<journal::parked_head> parked;
};

/// What an instance has settled of its transient deliveries, for who looks: they are many and
/// seldom worth a message.
struct transient_progress {
  std::atomic<std::uint64_t> settled{0};
  std::atomic<bool> word_wanted{false}; ///< the next time it has settled some it sends a word
};

/// To the subscription: this actor owns its partitions now and takes deliveries.
struct instance_ready {
  std::size_t instance = 0;
  journal::epoch_number epoch = 0;
  caf::actor actor;
  std::shared_ptr<const taken_over> from;
  std::shared_ptr<transient_progress> transient{}; ///< null where each word is sent
};

/// To the subscription, after each commit of an instance that says more than how many transient
/// deliveries are settled.
struct instance_settled {
  std::size_t instance = 0;
  journal::epoch_number epoch = 0;
  acknowledgement word;
};

/// To the subscription: an instance has let go of all that it was given since it was ready, but of
/// the first `taken`, because the breaker is open. It takes nothing that was sent before it is
/// known that it did.
struct instance_let_go {
  std::size_t instance = 0;
  journal::epoch_number epoch = 0;
  std::uint64_t taken = 0;
};

/// To the subscription: a parked delivery may be due, or the breaker has opened, or a probe is due.
struct look_at_parked {};

/// To the subscription. Each commit is written with the epoch of whoever owns the row's partition,
/// and answered once, on any thread: with `ec::busy` where nobody owns it now, else with the
/// writer's verdict.
struct change_rows {
  std::vector<row_change> changes;
  std::function<void(std::size_t which, const journal::verdict&)> then;
};

/// To the subscription: deliver nothing, durably, or go on. Answered once, on any thread, with the
/// writer's verdict.
struct pause_deliveries {
  bool paused = true;
  std::string why; ///< for whoever asks later; of a pause
  std::function<void(const journal::verdict&)> then;
};

/// To the subscription: go on from another position, under this epoch. No instance that there is
/// counts any more, so whoever asks for it has stopped them. Answered once, on any thread, when it
/// feeds from there: with `ec::busy` where another seek is under way, else with the writer's
/// verdict.
struct seek_position {
  journal::seek what;
  journal::epoch_number epoch = 0;
  std::function<void(const journal::verdict&)> then;
};

/// To the subscription: end, after all that came before. Its instances are gone, and nobody may
/// begin anew before `then` was called: what it had settled has been submitted.
struct end_subscription {
  std::function<void()> then;
};

/// To an instance: another parks a row of this key, or has not parked it or taken it away; the
/// word of the instance after the latter says so.
struct parked_beside {
  std::string key;
};
struct unparked_beside {
  std::string key;
};

/// To an instance.
struct deliveries {
  std::vector<portion> items;
  std::uint64_t round = 0; ///< how often it has let go of what it had; not of transient ones
  std::optional<breaker::probe_number> probe{}; ///< to be handled also while the breaker is open
};

} // namespace troupe::bus

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::live_batch)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::transient_batch)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::instance_ready)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::instance_settled)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::instance_let_go)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::look_at_parked)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::change_rows)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::pause_deliveries)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::seek_position)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::end_subscription)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::parked_beside)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::unparked_beside)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::deliveries)
