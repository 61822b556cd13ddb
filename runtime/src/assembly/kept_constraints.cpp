// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/kept_constraints.hpp"

#include "vocabulary/text_pattern.hpp"

namespace troupe::assembly {
namespace {

result<void> check_patterns_in(const json_shape& x, const std::string& path) {
  if (!x.pattern.empty())
    if (auto sound = check_pattern(x.pattern); !sound)
      return error{ec::invalid, sound.failure().what, path};
  for (std::size_t i = 0; i < x.parts.size(); ++i)
    if (auto sound = check_patterns_in(
            x.parts[i], x.names.empty() ? path + "[]" : path + '.' + std::string{x.names[i]});
        !sound)
      return sound;
  return {};
}

} // namespace

checked_constraints constraints_checked_by(const deploy::deployment& what) {
  checked_constraints made{what.constraints == deploy::constraint_uses::check};
  for (const auto& [name, topic] : what.topics)
    if (topic.constraints)
      made.of_topics.emplace(name, *topic.constraints == deploy::constraint_uses::check);
  return made;
}

result<void> check_patterns(const std::vector<event_definer>& all) {
  for (const auto define : all) {
    const auto made = define();
    if (auto sound = check_patterns_in(made.shape, std::string{made.name}); !sound)
      return sound;
  }
  return {};
}

} // namespace troupe::assembly
