// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/pressure.hpp"
#include "bus/topic_groups.hpp"
#include "execution/gate.hpp"
#include "execution/in_hand.hpp"
#include "execution/timer_queue.hpp"
#include "journal/spare_readers.hpp"
#include "journal/writer.hpp"
#include "service/activity.hpp"
#include "service/call_surroundings.hpp"
#include "service/roster.hpp"

#include <set>
#include <string>

namespace troupe {

/// What all services of a deployment share. It outlives them; everything in it may be used from any
/// thread.
struct surroundings : call_surroundings {
  journal::engine& storage;
  journal::spare_readers& readers;
  journal::writer& writer;
  bus::topic_groups& groups;
  execution::timer_queue& timers;
  execution::gate& start; ///< no handler is called and no source asked before it opens
  activity& doings;
  execution::in_hand& hands; ///< what each thread has in hand
  roster& running;
  std::set<std::string> blocking_topics{}; ///< for whose subscribers sources wait
  bus::pressure* pressure = nullptr;       ///< at which they do; null where there is none
};

} // namespace troupe
