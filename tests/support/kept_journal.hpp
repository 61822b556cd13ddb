// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/memory.hpp"
#include "support/journal_engines.hpp"
#include "support/journal_in_front.hpp"

#include <memory>
#include <string>
#include <vector>

namespace troupe::support {

/// A journal in memory that outlives the deployments that run on it, one after the other.
class kept_journal {
public:
  /// The journal for one more run.
  std::unique_ptr<journal::engine> open() { return std::make_unique<in_front>(kept_); }

  std::unique_ptr<journal::reader> look() { return journal::trial::value_of(kept_->open_reader()); }
  journal::memory_engine& storage() { return *kept_; }

  std::vector<journal::dead_letter_record> dead_letters() {
    return journal::trial::value_of(look()->dead_letters({}));
  }
  std::vector<journal::event_record> events(const std::string& topics = ">") {
    journal::event_query query;
    query.topics = {journal::trial::value_of(pattern::parse(topics))};
    query.limit = 1'000'000;
    return journal::trial::value_of(look()->read(query)).events->events;
  }
  journal::subscription_record subscription(const std::string& name) {
    for (const auto& each : journal::trial::value_of(look()->subscriptions()))
      if (each.name == name)
        return each;
    throw std::runtime_error("there is no subscription " + name);
  }

private:
  std::shared_ptr<journal::memory_engine> kept_ = std::make_shared<journal::memory_engine>();
};

} // namespace troupe::support
