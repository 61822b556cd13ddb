// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/duplicates.hpp"
#include "journal/engine.hpp"

#include <memory>

namespace troupe::journal {

/// A journal in memory: every promise of `engine` but that it survives the process. For tests.
class memory_engine final : public engine {
public:
  struct contents;

  explicit memory_engine(duplicate_window = {});
  ~memory_engine() override;

  result<std::vector<verdict>> write(std::span<commit> group) override;
  result<std::unique_ptr<chore>> trim(trim_request what, trim_told told) override;
  result<std::unique_ptr<chore>> compact(compact_request what, compact_told told) override;
  std::uint64_t setbacks() const override;
  result<subscription_number> subscribe(std::string_view name, sequence_number start) override;
  result<std::unique_ptr<reader>> open_reader() override;
  sequence_number head() const override;
  epoch_number next_epoch() override;

private:
  std::unique_ptr<contents> contents_;
};

} // namespace troupe::journal
