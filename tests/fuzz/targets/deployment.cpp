// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/read.hpp"
#include "fuzz/targets.hpp"
#include "unit/deployment/shop_offers.hpp"

namespace troupe::fuzz {

void deployment(std::string_view input) {
  auto known = shop::offers();
  const auto no_variables = [](const auto&) { return std::nullopt; };
  const auto read =
      deploy::read_deployment("fuzz.yaml", std::string{input}, {}, no_variables, known);
  check(read.value.has_value() == read.complaints.empty(), "it is read, or there are complaints");
  for (const auto& each : read.complaints)
    check(!deploy::to_string(each).empty(), "a complaint says something");
}

} // namespace troupe::fuzz
