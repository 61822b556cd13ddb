// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"
#include "journal/record.hpp"
#include "troupe/topic.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What passes between a subscription and the instances that it feeds: plain values, shared and
/// immutable.
namespace troupe::bus {

using journal::partition_number;
using journal::sequence_number;

using event_ptr = std::shared_ptr<const journal::event_record>;

/// The partition of a key, as the journal's format defines it.
partition_number partition_of(std::string_view key);

/// That a parked delivery had its turn before: it is a dead letter which was sent on its way again,
/// or had been handled before its subscription went back.
struct replayed {
  bool late = false;
  std::optional<std::string> original{}; ///< the event's own payload, where it was edited
  bool reread = false;                   ///< the latter
};

/// One delivery for an instance. A parked one brings the attempts that failed. It borrows from the
/// `item_list` in which it stands.
struct item {
  const journal::event_record* event = nullptr;
  std::string_view key;
  partition_number partition = 0;
  bool parked = false;
  bool transient = false;
  /// So many deliveries, from this one on, are transient and of one topic; 0 where it is not known.
  std::uint32_t alike = 0;
  std::span<const journal::attempt_record> attempts{};
  /// Of a transient one: the struct that it was published as, so that the record need not be looked
  /// at.
  struct form {
    const void* type = nullptr;
    const void* value = nullptr;
  };
  form published{};
  const replayed* replay = nullptr; ///< null where it is none
};

/// Deliveries in order of sequence, with what they borrow from.
struct item_list {
  std::vector<item> items;
  std::shared_ptr<const void> owner; ///< of the events; null where the events own this
  std::deque<std::string> keys{};    ///< those that are not the events' own
  std::vector<journal::attempt_record> attempts{}; ///< of the only item, where it is parked
  std::size_t bytes = 0;                           ///< about what `owner` keeps in memory
  std::optional<replayed> replay{};                ///< likewise
};
using items_ptr = std::shared_ptr<const item_list>;

/// Says of each delivery how many are alike from it on.
void mark_alike(std::vector<item>&);

/// Some items of a list, one behind the other.
class portion {
public:
  portion() = default;
  explicit portion(items_ptr list) : portion(std::move(list), 0) {}
  portion(items_ptr list, std::size_t first)
      : list_(std::move(list)), first_(first), last_(list_->items.size()) {}

  std::size_t size() const noexcept { return last_ - first_; }
  bool empty() const noexcept { return first_ == last_; }
  const item& front() const { return list_->items[first_]; }
  const item* begin() const { return list_->items.data() + first_; }
  const item* end() const { return list_->items.data() + last_; }
  void pop_front(std::size_t count = 1) { first_ += count; }
  const items_ptr& list() const noexcept { return list_; }

  /// Takes the first `count` away.
  portion split(std::size_t count) {
    auto taken = *this;
    taken.last_ = first_ += count;
    return taken;
  }

private:
  items_ptr list_;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
};

/// About what its events need in memory.
std::size_t own_bytes_of(const portion&);

/// The same deliveries, of events of their own.
portion copy_of(const portion&);

/// What became of a parked delivery, or that a delivery was parked; `held`: that it is a dead
/// letter which holds its key; `unparked`: that there is one less, by another's doing.
struct parked_change {
  enum class kind { parked, reparked, left, held, unparked };
  kind what = kind::parked;
  std::string key;
  partition_number partition = 0;
  sequence_number sequence = 0;
  time_point due{};
};

/// An instance's word that what it took is settled and durable: one for each commit, cumulative.
struct acknowledgement {
  std::uint64_t taken = 0; ///< durable deliveries settled since the instance became ready, in order
  std::uint64_t transient = 0; ///< transient ones, likewise
  std::vector<parked_change> changes;
};

} // namespace troupe::bus
