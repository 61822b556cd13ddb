// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "supervision/exit_info.hpp"

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

} // namespace troupe::supervision
