// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/drop_listener.hpp"
#include "journal/record.hpp"
#include "troupe/clock.hpp"
#include "troupe/uuid.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace troupe::bus {

/// Where dead letters wait until they are durable, outside of any actor: an actor's crash loses
/// none.
///
/// Takes the messages that CAF would drop and whatever else no transaction can write. All functions
/// may be called from any thread. Messages of our own protocol (their types are in namespace
/// troupe) are no dead letters: what they carried is in the journal, and is sent again.
class dead_letter_box final : public execution::drop_listener {
public:
  /// `filled` is called, outside of any lock, when a letter came in.
  dead_letter_box(const clock&, uuid_source&, std::function<void()> filled);

  void dropped(const std::string& actor, execution::drop_reason why,
               caf::message what) noexcept override;

  /// Fills in the id and the time.
  void put(journal::dead_letter_record);

  /// The letters that are not under way to the journal; they stay here until `durable` is called
  /// for as many.
  std::vector<journal::dead_letter_record> take(std::size_t most);
  void durable(std::size_t count);

  std::size_t size() const;
  /// How many came in since the start.
  std::uint64_t received() const;

private:
  const clock& time_;
  uuid_source& ids_;
  std::function<void()> filled_;
  mutable std::mutex mutex_;
  std::deque<journal::dead_letter_record> letters_;
  std::size_t under_way_ = 0; ///< at the front
  std::uint64_t received_ = 0;
};

/// Whether a message is of the runtime's own protocol.
bool is_internal(const caf::message& what);

} // namespace troupe::bus
