// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/misfits.hpp"

#include "vocabulary/missing_members.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

namespace troupe::assembly {

outside_reading read_from_outside(const event_handler& h, std::uint32_t version,
                                  std::string_view payload, const boost::json::value& parsed) {
  outside_reading made;
  if (version == h.version) { // What an older one must have is not known.
    const auto definition = h.define();
    made.misfits = missing_members(parsed, definition.shape, definition.key);
  }
  made.terms = h.check(payload, version, made.misfits);
  return made;
}

error does_not_fit(std::string_view topic, const std::vector<error>& misfits) {
  constexpr std::size_t most = 10;
  std::string text;
  for (const auto& each : std::span{misfits}.first(std::min(most, misfits.size())))
    text += (text.empty() ? "" : "; ") + to_string(each);
  if (misfits.size() > most)
    text += "; and " + std::to_string(misfits.size() - most) + " more";
  return {ec::invalid, std::string{topic} + " does not fit its definition: " + text};
}

} // namespace troupe::assembly
