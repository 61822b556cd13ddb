// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "control/client.hpp"

#include "control/address.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <poll.h>
#include <sys/socket.h>

namespace troupe::control {
namespace {

using moment = std::optional<std::chrono::nanoseconds>;

error ended(const std::string& path) {
  return {ec::stopped, "the deployment ended before it answered", path};
}

/// What poll waits at most; -1 for ever.
int wait_ms(const moment& until) {
  if (!until)
    return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*until - system_time().elapsed());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000));
}

} // namespace

result<client> client::connect(const std::filesystem::path& journal) {
  const auto path = socket_of(journal);
  auto socket = connect_to(path);
  if (!socket)
    return std::move(socket).failure();
  return client{*std::move(socket), path.string()};
}

result<std::string> client::ask(const request& what, moment at_most) {
  const auto until = at_most ? moment{system_time().elapsed() + *at_most} : std::nullopt;
  if (auto sent = send(line_of(what) + '\n', until); !sent)
    return std::move(sent).failure();
  auto line = receive(until);
  if (!line)
    return std::move(line).failure();
  return read(*line);
}

result<std::string> client::ask_meanwhile(const request& what,
                                          const std::function<void()>& meanwhile) {
  constexpr std::chrono::milliseconds slice{250};
  if (auto sent = send(line_of(what) + '\n', {}); !sent)
    return std::move(sent).failure();
  for (;;) {
    auto line = receive(system_time().elapsed() + slice);
    if (line)
      return read(*line);
    if (line.failure().code != ec::busy)
      return line;
    meanwhile();
  }
}

result<std::string> client::read(const std::string& reply) const {
  auto told = parse_reply(reply);
  if (!told && told.failure().where.empty() && told.failure().code == ec::malformed)
    return error{ec::malformed, told.failure().what, path_};
  return told;
}

result<void> client::wait(short events, moment until) {
  pollfd one{socket_.get(), events, 0};
  const int found = ::poll(&one, 1, wait_ms(until));
  if (found == 0)
    return error{ec::busy, "the deployment does not answer; try again", path_};
  if (found < 0 && errno != EINTR)
    return error{ec::io, std::generic_category().message(errno), path_};
  return {};
}

result<void> client::send(const std::string& line, moment until) {
  for (std::size_t at = 0; at < line.size();) {
    const auto count = ::send(socket_.get(), line.data() + at, line.size() - at, MSG_NOSIGNAL);
    if (count >= 0) {
      at += static_cast<std::size_t>(count);
      continue;
    }
    if (errno == EPIPE || errno == ECONNRESET)
      return {}; // It may have said why before it closed.
    if (errno != EAGAIN && errno != EINTR)
      return error{ec::io, std::generic_category().message(errno), path_};
    if (auto waited = wait(POLLOUT, until); !waited)
      return waited;
  }
  return {};
}

result<std::string> client::receive(moment until) {
  for (;;) {
    if (const auto end = in_.find('\n'); end != std::string::npos) {
      auto line = in_.substr(0, end);
      in_.erase(0, end + 1);
      return line;
    }
    if (auto waited = wait(POLLIN, until); !waited)
      return std::move(waited).failure();
    std::array<char, 65536> bytes;
    const auto count = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
    if (count > 0)
      in_.append(bytes.data(), static_cast<std::size_t>(count));
    else if (count == 0 || errno == ECONNRESET)
      return ended(path_);
    else if (errno != EAGAIN && errno != EINTR)
      return error{ec::io, std::generic_category().message(errno), path_};
  }
}

} // namespace troupe::control
