// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "control/requests.hpp"
#include "fuzz/targets.hpp"

namespace troupe::fuzz {

void control(std::string_view input) {
  static_cast<void>(control::parse_reply(input));
  const auto asked = control::parse_request(input);
  if (!asked)
    return;
  const auto line = control::line_of(*asked);
  check(line.find('\n') == std::string::npos, "a request is one line");
  const auto again = control::parse_request(line);
  check(again && control::line_of(*again) == line, "a request's line is that request");
}

} // namespace troupe::fuzz
