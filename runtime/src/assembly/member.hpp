// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/drop_book.hpp"
#include "assembly/listing.hpp"
#include "assembly/running.hpp"
#include "assembly/tree_specs.hpp"
#include "bus/breaker.hpp"
#include "service/charges.hpp"
#include "service/crash_streak.hpp"

#include <caf/actor_addr.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace troupe::assembly {

/// A service of the deployment, and what outlives its instances.
struct running::member {
  deploy::service what;
  boost::json::value options; ///< null for the defaults
  listing list;
  journal::subscription_number number = 0;
  journal::sequence_number settled = 0;
  bool paused = false; ///< when the deployment started
  std::string path{};  ///< in the tree, "shop/fulfilment/payment"
  supervisor_chain above{};
  caf::actor feeder{}; ///< null where it handles no events
  std::vector<std::shared_ptr<crash_streak>> streaks{};
  std::shared_ptr<charges> charged{};      ///< made with its subscription
  std::shared_ptr<bus::breaker> breaker{}; ///< likewise; null where it has none
  std::shared_ptr<drop_book> drops = std::make_shared<drop_book>();
  std::vector<std::unique_ptr<execution::crew::seat>> threads{}; ///< where it asks for its own
  std::vector<caf::actor_addr> live{}; ///< as they were started last; the control thread alone
  std::shared_ptr<std::atomic<std::uint64_t>> handled =
      std::make_shared<std::atomic<std::uint64_t>>(0); ///< by all its instances that there were
  std::shared_ptr<const void> keeps{};                 ///< what its offer lives in
  /// Opens when its generation is committed; null for one that is there from the start.
  std::shared_ptr<execution::gate> begins{};
};

/// An event that nobody subscribes to, as a dead letter.
journal::dead_letter_record unsubscribed_letter(const journal::event_record&);

} // namespace troupe::assembly
