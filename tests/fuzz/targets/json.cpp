// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json.hpp"
#include "fuzz/targets.hpp"
#include "unit/vocabulary/every_kind.hpp"

namespace troupe::fuzz {

void json(std::string_view input) {
  static_cast<void>(from_json<test::every_kind>(input, unknown_members::refuse));
  const auto read = from_json<test::every_kind>(input);
  if (!read)
    return;
  const auto text = to_json(*read);
  const auto again = from_json<test::every_kind>(text, unknown_members::refuse);
  check(again.has_value(), "what was written is read");
  check(to_json(*again) == text, "and is the same");
}

} // namespace troupe::fuzz
