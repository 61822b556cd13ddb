// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "control/conversation.hpp"

namespace troupe::control {

std::size_t conversation::room() const {
  return busy_ || at_end_ || !to_send().empty() ? 0 : request_max + 1 - in_.size();
}

void conversation::receive(std::string_view bytes) {
  in_ += bytes;
}

std::optional<std::string> conversation::next() {
  if (busy_ || at_end_ || !to_send().empty())
    return std::nullopt;
  const auto end = in_.find('\n');
  if (end == std::string::npos ? in_.size() > request_max : end > request_max) {
    answer(reply_of(error{ec::invalid, "a request has at most " + std::to_string(request_max) +
                                           " bytes; name less in each"}));
    at_end_ = true;
    return std::nullopt;
  }
  if (end == std::string::npos)
    return std::nullopt;
  auto line = in_.substr(0, end);
  in_.erase(0, end + 1);
  busy_ = true;
  return line;
}

void conversation::answer(std::string_view line) {
  busy_ = false;
  out_ += line;
  out_ += '\n';
}

void conversation::sent(std::size_t bytes) {
  sent_ += bytes;
  if (sent_ < out_.size())
    return;
  out_.clear();
  sent_ = 0;
}

} // namespace troupe::control
