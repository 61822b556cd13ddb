// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/status.hpp"
#include "troupe/error.hpp"
#include "troupe/testing/stage.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace troupe::testing {

/// An event that was to be published, and that the deployment has not taken.
struct refused : failed {
  refused(std::size_t which, const std::string& why) : failed(why), number(which) {}

  std::size_t number; ///< of those that were handed in, from 0
};

/// Events that were handed in, each of which is answered some time. For one thread.
class publications {
public:
  using answer = std::function<void(const result<control::event_published>&)>;

  /// It may be called at any time, also after this has ended.
  answer hand_in();
  /// Throws `refused` where one has been since the last look.
  void look();

private:
  struct publication {
    std::size_t number = 0;
    bool answered = false;
    std::optional<error> failure{};
  };

  std::vector<std::shared_ptr<publication>> open_;
  std::size_t count_ = 0;
};

} // namespace troupe::testing
