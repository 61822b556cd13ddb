// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/catalog_source.hpp"

#include "assembly/gathered_catalog.hpp"
#include "cli/warnings.hpp"

#include <utility>

namespace troupe::cli {

catalog_result load_catalog(const deployment_source& from) {
  const auto loaded = load_deployment(from);
  if (!loaded.value)
    return {std::nullopt, loaded.exit_code};
  auto found = assembly::catalog_of(loaded.value->what, *loaded.value->offers);
  const auto conflicts = not_silenced(std::move(found.conflicts), loaded.value->silenced);
  if (tell_contradictions(*loaded.value, conflicts, from))
    return {std::nullopt, exit_configuration};
  return {std::move(found.what), exit_done};
}

} // namespace troupe::cli
