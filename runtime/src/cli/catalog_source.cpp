// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/catalog_source.hpp"

#include <iostream>

namespace troupe::cli {

gathered_catalog catalog_of(const loaded_deployment& from) {
  return assembly::catalog_of(from.what, *from.offers);
}

bool tell_conflicts(const gathered_catalog& found, const std::string& file) {
  for (const auto& line : found.conflicts)
    std::cerr << file << ": " << line << '\n';
  return !found.conflicts.empty();
}

catalog_result load_catalog(const deployment_source& from) {
  const auto loaded = load_deployment(from);
  if (!loaded.value)
    return {std::nullopt, loaded.exit_code};
  auto found = catalog_of(*loaded.value);
  if (tell_conflicts(found, from.file))
    return {std::nullopt, exit_configuration};
  return {std::move(found.what), exit_done};
}

} // namespace troupe::cli
