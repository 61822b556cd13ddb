// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_orphans.hpp"

#include <charconv>

namespace troupe::journal {
namespace {

constexpr std::string_view since = "orphaned.";
constexpr std::string_view loss = "lost_from.";

} // namespace

std::string counter_name(const orphan_counter& x) {
  return std::string{x.is_loss ? loss : since} + std::to_string(x.number);
}

std::optional<orphan_counter> read_orphan_counter(std::string_view name) {
  orphan_counter made;
  made.is_loss = name.starts_with(loss);
  if (!made.is_loss && !name.starts_with(since))
    return std::nullopt;
  name.remove_prefix(made.is_loss ? loss.size() : since.size());
  const auto* end = name.data() + name.size();
  const auto read = std::from_chars(name.data(), end, made.number);
  return read.ec == std::errc{} && read.ptr == end ? std::optional{made} : std::nullopt;
}

} // namespace troupe::journal
