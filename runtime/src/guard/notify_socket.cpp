// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/notify_socket.hpp"

#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <system_error>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace troupe::guard {
namespace {

template <class Number>
bool read_number(const char* text, Number& into) {
  const auto* end = text + std::strlen(text);
  const auto read = std::from_chars(text, end, into);
  return read.ec == std::errc{} && read.ptr == end;
}

error failed(const std::string& name, int number) {
  return {ec::io,
          "the service manager's socket does not take messages: " +
              std::generic_category().message(number),
          name};
}

} // namespace

notify_socket::~notify_socket() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

result<void> notify_socket::tell(std::string_view lines) {
  if (name_.empty())
    return {};
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if ((name_[0] != '/' && name_[0] != '@') || name_.size() >= sizeof to.sun_path)
    return error{ec::invalid, "NOTIFY_SOCKET is neither a path nor an abstract name", name_};
  std::memcpy(to.sun_path, name_.data(), name_.size());
  if (name_[0] == '@')
    to.sun_path[0] = '\0';
  const auto length = offsetof(sockaddr_un, sun_path) + name_.size();
  if (descriptor_ < 0)
    descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor_ < 0)
    return failed(name_, errno);
  for (;;) {
    const auto sent =
        ::sendto(descriptor_, lines.data(), lines.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                 reinterpret_cast<const sockaddr*>(&to), static_cast<socklen_t>(length));
    if (sent >= 0)
      return {};
    if (errno != EINTR)
      return failed(name_, errno);
  }
}

std::chrono::nanoseconds watchdog_time(const char* usec, const char* pid, long own_pid) {
  std::int64_t time = 0;
  long wanted = own_pid;
  if (usec == nullptr || !read_number(usec, time) || time <= 0)
    return {};
  if (pid != nullptr && (!read_number(pid, wanted) || wanted != own_pid))
    return {};
  return std::chrono::microseconds{time};
}

} // namespace troupe::guard
