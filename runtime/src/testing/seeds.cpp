// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/seeds.hpp"

#include "troupe/testing/deployment_rehearsal.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace troupe::testing {

std::optional<std::uint64_t> number_of_environment(const char* name) {
  const auto* said = std::getenv(name);
  const std::string_view text = said != nullptr ? said : "";
  if (text.empty())
    return std::nullopt;
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
    throw failed{std::string{name} + " is '" + std::string{text} +
                 "'; it must be a whole number, or not be set"};
  return number;
}

std::vector<std::uint64_t> seeds(std::size_t count) {
  if (const auto one = number_of_environment("TROUPE_SEED"))
    return {*one};
  std::vector<std::uint64_t> all(number_of_environment("TROUPE_SEEDS").value_or(count));
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = i + 1;
  return all;
}

} // namespace troupe::testing
