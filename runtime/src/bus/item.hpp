// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"
#include "journal/record.hpp"
#include "troupe/topic.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// What passes between a subscription and the instances that it feeds: plain values, shared and
/// immutable.
namespace troupe::bus {

using journal::partition_number;
using journal::sequence_number;

using event_ptr = std::shared_ptr<const journal::event_record>;

/// The partition of a key, as the journal's format defines it.
partition_number partition_of(std::string_view key);

/// One delivery for an instance. A parked one brings the attempts that failed.
struct item {
  event_ptr event;
  std::string key;
  partition_number partition = 0;
  bool parked = false;
  bool transient = false;
  std::vector<journal::attempt_record> attempts{};
};
using items_ptr = std::shared_ptr<const std::vector<item>>;

/// What became of a parked delivery, or that a delivery was parked.
struct parked_change {
  enum class kind { parked, reparked, left };
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

/// What a subscription wants: events of these topics, divided by a key. A key that cannot be had
/// (the event cannot be decoded) is "", so that the instance of partition 0 finds out and says why.
struct interest {
  std::vector<pattern> topics;
  std::function<std::string(const journal::event_record&)> key_of;
};

} // namespace troupe::bus
