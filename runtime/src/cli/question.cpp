// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/question.hpp"

#include "assembly/listing.hpp"
#include "vocabulary/nearest.hpp"

#include <exception>
#include <vector>

namespace troupe::cli {

std::optional<std::string> check_question(const question& asked, const loaded_deployment& loaded) {
  if (asked.query.empty())
    return std::nullopt;
  std::vector<std::string> names;
  for (const auto* each : deploy::services(loaded.what.tree)) {
    try {
      const assembly::listing service{*loaded.offer(each->offer), each->options};
      for (const auto& query : service.queries()) {
        names.push_back(query.name);
        if (query.name != asked.query)
          continue;
        const auto fits = query.key_of(asked.arguments);
        if (fits)
          return std::nullopt;
        return "--args: " + to_string(fits.failure());
      }
    } catch (const std::exception&) {
      // The start of the deployment says what is wrong with this service.
      return std::nullopt;
    }
  }
  return "no service of this deployment answers the query '" + asked.query + "'" +
         suggestion(asked.query, {names.begin(), names.end()});
}

} // namespace troupe::cli
