// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/misfits.hpp"

#include "vocabulary/missing_members.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace troupe::assembly {

std::vector<error> misfits_of(const event_handler& h, std::string_view payload,
                              const boost::json::value& parsed) {
  const auto definition = h.define();
  auto all = missing_members(parsed, definition.shape, definition.key);
  if (auto read = h.check(payload, h.version); !read)
    all.push_back(std::move(read).failure());
  return all;
}

error does_not_fit(std::string_view topic, const std::vector<error>& misfits) {
  std::string text;
  for (const auto& each : misfits)
    text += (text.empty() ? "" : "; ") + to_string(each);
  return {ec::invalid, std::string{topic} + " does not fit its definition: " + text};
}

} // namespace troupe::assembly
