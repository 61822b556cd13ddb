// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/engine.hpp"
#include "testing/chronicle.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace troupe::testing {

/// A journal that writes down what is committed, so that it can be told although the journal
/// forgets it. For one thread.
class recorded_journal final : public journal::engine {
public:
  recorded_journal(std::unique_ptr<journal::engine> behind, const clock& time, chronicle& into)
      : behind_(std::move(behind)), time_(time), into_(into) {}

  result<std::vector<journal::verdict>> write(std::span<journal::commit> group) override;
  result<void> rest() override { return behind_->rest(); }
  result<std::unique_ptr<journal::chore>> trim(journal::trim_request what,
                                               journal::trim_told told) override {
    return behind_->trim(std::move(what), std::move(told));
  }
  result<std::unique_ptr<journal::chore>> compact(journal::compact_request what,
                                                  journal::compact_told told) override {
    return behind_->compact(std::move(what), std::move(told));
  }
  std::uint64_t setbacks() const override { return behind_->setbacks(); }
  result<journal::subscription_number> subscribe(std::string_view name,
                                                 journal::sequence_number start) override;
  result<std::unique_ptr<journal::reader>> open_reader() override { return behind_->open_reader(); }
  journal::sequence_number head() const override { return behind_->head(); }
  journal::epoch_number next_epoch() override { return behind_->next_epoch(); }

private:
  chronicle seen_in(const journal::commit&) const;

  std::unique_ptr<journal::engine> behind_;
  const clock& time_;
  chronicle& into_;
  std::map<journal::subscription_number, std::string> names_;
};

} // namespace troupe::testing
