// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/server.hpp"

#include <filesystem>
#include <memory>

namespace troupe::assembly {

class running;

/// Where a deployment that runs is controlled: its socket, and what is behind each request.
///
/// It lives as long as requests are taken. One that is under way when it ends is carried out or
/// not, and its client is told that nobody knows.
class control_desk {
public:
  /// Beside the deployment's journal, which this process owns.
  static result<std::unique_ptr<control_desk>> open(running&, const std::filesystem::path& journal);

private:
  explicit control_desk(std::unique_ptr<control::server> listening)
      : listening_(std::move(listening)) {}

  std::unique_ptr<control::server> listening_;
};

} // namespace troupe::assembly
