// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/engine.hpp"

#include <atomic>

namespace troupe::journal::trial {

/// An engine that works as the one behind it until it is told to fail; then it takes nothing more.
class failing_engine final : public engine {
public:
  explicit failing_engine(engine& behind) : behind_(behind) {}

  void fail(error with) { failure_ = std::move(with); }
  std::size_t groups() const { return groups_; }
  std::size_t commits() const { return commits_; }
  std::size_t rests() const { return rests_; }

  result<std::vector<verdict>> write(std::span<commit> group) override {
    if (failure_)
      return *failure_;
    ++groups_;
    commits_ += group.size();
    return behind_.write(group);
  }
  result<void> rest() override {
    if (failure_)
      return *failure_;
    ++rests_;
    return behind_.rest();
  }
  result<subscription_number> subscribe(std::string_view name, sequence_number start) override {
    return behind_.subscribe(name, start);
  }
  result<std::unique_ptr<chore>> trim(trim_request what, trim_told told) override {
    return behind_.trim(std::move(what), std::move(told));
  }
  result<std::unique_ptr<chore>> compact(compact_request what, compact_told told) override {
    return behind_.compact(std::move(what), std::move(told));
  }
  std::uint64_t setbacks() const override { return behind_.setbacks(); }
  result<std::unique_ptr<reader>> open_reader() override { return behind_.open_reader(); }
  sequence_number head() const override { return behind_.head(); }
  epoch_number next_epoch() override { return behind_.next_epoch(); }

private:
  engine& behind_;
  std::optional<error> failure_;
  std::size_t groups_ = 0;
  std::size_t commits_ = 0;
  std::atomic<std::size_t> rests_{0};
};

} // namespace troupe::journal::trial
