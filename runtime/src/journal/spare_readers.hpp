// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/engine.hpp"

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace troupe::journal {

/// Keeps readers that are not needed any more for the next who needs one: opening one costs more
/// than all that a new instance reads with it.
///
/// A reader that is lent comes back by itself, also after these are gone. There are never more than
/// were lent at the same time. May be used from any thread. Must be gone before the engine, as
/// every reader.
class spare_readers {
  struct shelf {
    std::mutex mutex;
    std::vector<std::unique_ptr<reader>> all;
    bool is_open = true;
  };

public:
  class come_back {
  public:
    come_back() = default;
    explicit come_back(std::shared_ptr<shelf> to) : to_(std::move(to)) {}

    void operator()(reader* what) const {
      std::unique_ptr<reader> back{what};
      const std::lock_guard guard{to_->mutex};
      if (to_->is_open)
        to_->all.push_back(std::move(back));
    }

  private:
    std::shared_ptr<shelf> to_;
  };
  using lent = std::unique_ptr<reader, come_back>;

  explicit spare_readers(engine& of) : of_(of) {}
  ~spare_readers() { close(); }
  spare_readers(const spare_readers&) = delete;
  spare_readers& operator=(const spare_readers&) = delete;

  result<lent> take() {
    {
      const std::lock_guard guard{kept_->mutex};
      if (!kept_->all.empty()) {
        auto last = std::move(kept_->all.back());
        kept_->all.pop_back();
        return lent{last.release(), come_back{kept_}};
      }
    }
    auto made = of_.open_reader();
    if (!made)
      return std::move(made).failure();
    return lent{made->release(), come_back{kept_}};
  }

  /// Closes all, and those that are lent when they come back.
  void close() {
    const std::lock_guard guard{kept_->mutex};
    kept_->all.clear();
    kept_->is_open = false;
  }

private:
  engine& of_;
  std::shared_ptr<shelf> kept_ = std::make_shared<shelf>();
};

} // namespace troupe::journal
