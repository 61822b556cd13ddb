// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/catalog_source.hpp"

#include "assembly/gathered_catalog.hpp"
#include "cli/warnings.hpp"

#include <iostream>

namespace troupe::cli {

bool tell_contradictions(const loaded_deployment& loaded, const deployment_source& from) {
  const auto lines = contradictions_of(loaded, from);
  for (const auto& line : lines)
    std::cerr << line << '\n';
  return !lines.empty();
}

catalog_result load_catalog(const deployment_source& from) {
  const auto loaded = load_deployment(from);
  if (!loaded.value)
    return {std::nullopt, loaded.exit_code};
  if (tell_contradictions(*loaded.value, from))
    return {std::nullopt, exit_configuration};
  return {assembly::catalog_of(loaded.value->what, *loaded.value->offers).what, exit_done};
}

} // namespace troupe::cli
