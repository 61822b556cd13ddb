// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "execution/exit_class.hpp"
#include "journal/record.hpp"
#include "service/charges.hpp"
#include "service/crash_streak.hpp"
#include "service/fence.hpp"
#include "service/patience.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace troupe {

/// An instance that is running, as those know it who watch it from outside.
struct listed_instance {
  std::string name;        ///< "payment/1"
  std::string path;        ///< in the tree
  std::uint64_t start = 0; ///< its supervisor's number of this start
  patience limits{};
  std::shared_ptr<troupe::fence> fence;
  std::shared_ptr<charges> charged;
  std::shared_ptr<crash_streak> streak;
  /// Tells its supervisor that it is left behind, and how that counts.
  std::function<void(execution::exit_class, std::string)> abandon;
};

/// The instances that are running, by their epochs. May be used from any thread.
class roster {
public:
  void add(journal::epoch_number epoch, listed_instance what) {
    const std::lock_guard guard{mutex_};
    listed_.insert_or_assign(epoch, std::move(what));
  }
  void remove(journal::epoch_number epoch) {
    const std::lock_guard guard{mutex_};
    listed_.erase(epoch);
  }
  std::optional<listed_instance> find(journal::epoch_number epoch) const {
    const std::lock_guard guard{mutex_};
    const auto found = listed_.find(epoch);
    return found == listed_.end() ? std::nullopt : std::optional{found->second};
  }
  /// 0 where no such start is listed.
  journal::epoch_number epoch_of(const std::string& path, std::uint64_t start) const {
    const std::lock_guard guard{mutex_};
    for (const auto& [epoch, x] : listed_)
      if (x.start == start && x.path == path)
        return epoch;
    return 0;
  }

private:
  mutable std::mutex mutex_;
  std::map<journal::epoch_number, listed_instance> listed_;
};

} // namespace troupe
