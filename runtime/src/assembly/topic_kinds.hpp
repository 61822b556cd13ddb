// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/reader.hpp"

#include <set>
#include <string>
#include <vector>

namespace troupe::assembly {

/// What a deployment says of its topics, beside what the journal knows of them: which changed their
/// kind, durable or transient, since the run before.
struct topic_kinds {
  std::vector<std::string> changes; ///< a sentence each
  bool differ = false;              ///< the journal has to be told which are transient
};

topic_kinds compare_kinds(const std::vector<journal::topic_record>& known,
                          const std::set<std::string>& transient);

} // namespace troupe::assembly
