// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/exit_info.hpp"

#include "troupe/duration.hpp"

namespace troupe::supervision {

std::string to_string(const cause_chain& chain) {
  std::string text;
  std::string indent;
  for (const auto& link : chain) {
    if (!text.empty())
      text += '\n';
    text += indent + link.path + ": " + link.reason;
    indent += "  ";
  }
  return text;
}

exit_info late_start(const std::string& path, std::chrono::nanoseconds limit) {
  return {exit_class::error,
          {{path, "was not ready within " + format_duration(limit) + ", its start_timeout"}}};
}

} // namespace troupe::supervision
