// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/letter_book.hpp"
#include "control/requests.hpp"
#include "execution/timer_queue.hpp"
#include "service/surroundings.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace troupe::assembly {

/// Tells of dead letters: writes the log of those that were added, and hands on what becomes an
/// event. From any thread.
class letter_watch {
public:
  struct parts {
    log_function log;
    std::string name; ///< of the deployment, for letters that are no service's
    const clock& time;
    execution::timer_queue& timers;
    std::function<void(supervision::report)> publish;
    std::uint32_t events_per_second = 20;
  };

  explicit letter_watch(parts with);

  void added(const std::vector<journal::dead_letter_record>&);
  void moved(const control::move_letters&, std::uint64_t count);
  void edited(const control::edit_letter&);
  void expired(std::uint64_t count);
  /// Writes what is still only counted. Called once no timer can run any more.
  void close();

private:
  void say(const letter_line&);
  void sum_up();
  void wait();

  parts parts_;
  std::mutex mutex_;
  letter_book book_;
  bool waits_ = false; ///< a timer is set
};

} // namespace troupe::assembly
