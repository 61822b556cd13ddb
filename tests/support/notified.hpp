// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace troupe::support {

/// A service manager as a program sees it: the socket that NOTIFY_SOCKET names.
class notified {
public:
  /// A path, or an abstract name after an '@'.
  explicit notified(std::string name)
      : name_(std::move(name)), socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    if (name_.size() >= sizeof at.sun_path)
      throw std::length_error(name_);
    std::memcpy(at.sun_path, name_.data(), name_.size());
    if (name_[0] == '@')
      at.sun_path[0] = '\0';
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name_.size());
    if (socket_ < 0 || ::bind(socket_, reinterpret_cast<const sockaddr*>(&at), length) != 0)
      throw std::system_error(errno, std::generic_category(), name_);
  }
  ~notified() { ::close(socket_); }
  notified(const notified&) = delete;
  notified& operator=(const notified&) = delete;

  const std::string& name() const { return name_; }

  /// Waits for the next message.
  std::string next() const {
    std::array<char, 4096> buffer;
    const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count < 0)
      throw std::system_error(errno, std::generic_category(), name_);
    return {buffer.data(), static_cast<std::size_t>(count)};
  }

private:
  std::string name_;
  int socket_;
};

} // namespace troupe::support
