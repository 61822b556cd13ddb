// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/requests.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace troupe::control {

/// One client's bytes in both directions, decided without a socket: requests one at a time, each
/// answered before the next is taken, and never more kept than one request and one reply.
class conversation {
public:
  /// How many bytes it takes now; 0 while a request is answered.
  std::size_t room() const;
  void receive(std::string_view bytes);

  /// The next request, once it is whole; `answer` is expected then.
  std::optional<std::string> next();
  void answer(std::string_view line);

  std::string_view to_send() const { return std::string_view{out_}.substr(sent_); }
  void sent(std::size_t bytes);

  /// A request was longer than `request_max`: what is in `to_send` says so and is the last.
  bool is_at_end() const noexcept { return at_end_; }
  /// A request is answered.
  bool is_busy() const noexcept { return busy_; }

private:
  std::string in_;
  std::string out_;
  std::size_t sent_ = 0;
  bool busy_ = false;
  bool at_end_ = false;
};

} // namespace troupe::control
