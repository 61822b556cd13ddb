// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/warnings.hpp"

#include "assembly/prospects.hpp"
#include "deployment/complaint.hpp"

namespace troupe::cli {
namespace {

/// Where the child says the limit, else the child. Null where its backoff is the built-in one, or
/// the default of others: nobody has asked for it here.
const deploy::place* place_of(const assembly::idle_limit& x, const deploy::said_places& places) {
  if (const auto* own = places.find(x.child, "backoff"))
    return own;
  if (x.is_backoff && (x.is_temporary || !places.find("", "backoff")))
    return nullptr;
  return places.find(x.child, "id");
}

} // namespace

std::vector<std::string> warnings_of(const loaded_deployment& loaded,
                                     const deployment_source& from) {
  deploy::complaints found;
  for (const auto& x : assembly::idle_limits(loaded.what))
    if (const auto* at = place_of(x, loaded.places))
      found.add(*at, "the child '" + x.child + "': " + x.why, "");
  std::vector<std::string> overrides;
  for (const auto& text : from.sets)
    overrides.push_back(text.substr(0, text.find('=')));
  std::vector<std::string> lines;
  for (const auto& x : found.listed(from.file, overrides))
    lines.push_back(deploy::to_string(x));
  return lines;
}

} // namespace troupe::cli
