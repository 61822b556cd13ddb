// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/engine.hpp"

#include <memory>
#include <utility>

namespace troupe::support {

/// A journal that works as the one behind it, but for what a test makes of it.
class in_front : public journal::engine {
public:
  explicit in_front(std::shared_ptr<journal::engine> behind) : behind_(std::move(behind)) {}

  result<std::vector<journal::verdict>> write(std::span<journal::commit> group) override {
    return behind_->write(group);
  }
  result<journal::subscription_number> subscribe(std::string_view name,
                                                 journal::sequence_number start) override {
    return behind_->subscribe(name, start);
  }
  result<std::unique_ptr<journal::chore>> trim(journal::trim_request what,
                                               journal::trim_told told) override {
    return behind_->trim(std::move(what), std::move(told));
  }
  result<std::unique_ptr<journal::chore>> compact(journal::compact_request what,
                                                  journal::compact_told told) override {
    return behind_->compact(std::move(what), std::move(told));
  }
  std::uint64_t setbacks() const override { return behind_->setbacks(); }
  result<std::unique_ptr<journal::reader>> open_reader() override { return behind_->open_reader(); }
  journal::sequence_number head() const override { return behind_->head(); }
  journal::epoch_number next_epoch() override { return behind_->next_epoch(); }

private:
  std::shared_ptr<journal::engine> behind_;
};

} // namespace troupe::support
