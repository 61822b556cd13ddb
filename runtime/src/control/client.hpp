// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/requests.hpp"
#include "troupe/clock.hpp"
#include "vocabulary/descriptor.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace troupe::control {

/// A connection to a deployment that runs. Belongs to one thread, which waits for the answers.
class client {
public:
  /// Errors as `connect_to` has them: `ec::not_found` and `ec::stopped` where no deployment runs.
  static result<client> connect(const std::filesystem::path& journal);

  /// The JSON that answers the request, or the error that the deployment told. Without a time it
  /// waits for as long as the deployment needs; what it asked for goes on when nobody waits.
  result<std::string> ask(const request&, std::optional<std::chrono::nanoseconds> at_most = {});
  /// Likewise, for as long as it needs; calls `meanwhile` four times a second until then.
  result<std::string> ask_meanwhile(const request&, const std::function<void()>& meanwhile);

private:
  client(descriptor socket, std::string path)
      : socket_(std::move(socket)), path_(std::move(path)) {}

  result<void> wait(short events, std::optional<std::chrono::nanoseconds> until);
  result<void> send(const std::string& line, std::optional<std::chrono::nanoseconds> until);
  result<std::string> receive(std::optional<std::chrono::nanoseconds> until);
  result<std::string> read(const std::string& reply) const;

  descriptor socket_;
  std::string path_;
  std::string in_;
};

} // namespace troupe::control
