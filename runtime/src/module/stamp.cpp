// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/stamp.hpp"

#include "troupe/build_stamp.hpp"

namespace troupe::modules {

const std::string& own_stamp() {
  static const auto stamp = build_stamp(TROUPE_VERSION, TROUPE_CAF_VERSION);
  return stamp;
}

std::string_view own_version() {
  return TROUPE_VERSION;
}

} // namespace troupe::modules
