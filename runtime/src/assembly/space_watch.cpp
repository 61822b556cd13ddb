// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/space_watch.hpp"

namespace troupe::assembly {

space_watch::change space_watch::look(std::uint64_t free, time_point now) {
  if (!short_ && free < wanted_) {
    short_ = control::space_view{free, wanted_, now, 0};
    return change::begins;
  }
  if (short_ && free >= enough()) {
    short_.reset();
    return change::ends;
  }
  if (short_)
    short_->free = free;
  return change::none;
}

} // namespace troupe::assembly
