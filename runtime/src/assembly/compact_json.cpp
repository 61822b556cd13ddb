// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/compact_json.hpp"

namespace troupe::assembly {

std::string compact_json(std::string_view text) {
  std::string out;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!in_text && (c == ' ' || c == '\t' || c == '\n' || c == '\r'))
      continue;
    out += c;
    if (c == '"')
      in_text = !in_text;
    else if (in_text && c == '\\' && i + 1 < text.size())
      out += text[++i];
  }
  return out;
}

} // namespace troupe::assembly
