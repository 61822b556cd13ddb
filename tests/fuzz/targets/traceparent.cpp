// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "fuzz/targets.hpp"
#include "troupe/trace.hpp"

namespace troupe::fuzz {

void traceparent(std::string_view input) {
  const auto read = parse_traceparent(input);
  if (!read)
    return;
  check(!read->is_nil(), "what is read is a trace");
  const auto again = parse_traceparent(to_traceparent(*read));
  check(again && *again == *read, "a trace's text is that trace");
}

} // namespace troupe::fuzz
