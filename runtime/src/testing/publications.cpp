// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/publications.hpp"

#include <algorithm>

namespace troupe::testing {

publications::answer publications::hand_in() {
  const auto one = std::make_shared<publication>();
  one->number = count_++;
  open_.push_back(one);
  return [one](const result<control::event_published>& x) {
    one->answered = true;
    if (!x)
      one->failure = x.failure();
  };
}

void publications::look() {
  const auto wrong = std::find_if(open_.begin(), open_.end(),
                                  [](const auto& each) { return each->failure.has_value(); });
  const auto found = wrong == open_.end() ? nullptr : *wrong;
  std::erase_if(open_, [&](const auto& each) { return each->answered && !each->failure; });
  if (!found)
    return;
  std::erase(open_, found);
  throw refused{found->number,
                "what was to be published is refused: " + to_string(*found->failure)};
}

} // namespace troupe::testing
