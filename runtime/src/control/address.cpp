// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "control/address.hpp"

#include "vocabulary/real_file.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace troupe::control {
namespace {

/// How many clients may wait to be taken.
constexpr int backlog = 16;

std::string said_by_system(int number) {
  return std::generic_category().message(number);
}

error failed(const std::filesystem::path& socket, const std::string& what, int number) {
  return {ec::io, what + ": " + said_by_system(number), socket.string()};
}

std::string through(const descriptor& open) {
  return "/proc/self/fd/" + std::to_string(open.get());
}

/// `text` is one of ours and short.
sockaddr_un address_of(const std::string& text) {
  sockaddr_un made{};
  made.sun_family = AF_UNIX;
  std::memcpy(made.sun_path, text.c_str(), text.size() + 1);
  return made;
}

const sockaddr* general(const sockaddr_un& x) {
  return reinterpret_cast<const sockaddr*>(&x);
}

descriptor make_socket() {
  return descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  const auto folder = file.parent_path();
  return folder.empty() ? "." : folder;
}

} // namespace

std::filesystem::path socket_of(const std::filesystem::path& journal) {
  return beside(journal, ".control");
}

result<descriptor> listen_at(const std::filesystem::path& socket) {
  struct stat there {};
  if (::lstat(socket.c_str(), &there) == 0 && !S_ISSOCK(there.st_mode))
    return error{ec::exists,
                 "a file that is no socket stands where commands should reach the "
                 "deployment; move it away",
                 socket.string()};
  const descriptor folder{::open(folder_of(socket).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  if (!folder)
    return failed(socket, "the folder cannot be opened", errno);
  auto made = make_socket();
  // A socket takes its file's mode from here, so that there is no moment in which others may.
  if (!made || ::fchmod(made.get(), 0600) != 0)
    return failed(socket, "no socket can be made", errno);
  const auto name = ".troupe-" + std::to_string(::getpid()) + ".control";
  ::unlinkat(folder.get(), name.c_str(), 0);
  const auto at = address_of(through(folder) + '/' + name);
  if (::bind(made.get(), general(at), sizeof at) != 0)
    return failed(socket, "no socket can be made here", errno);
  if (::listen(made.get(), backlog) != 0 ||
      ::renameat(folder.get(), name.c_str(), folder.get(), socket.filename().c_str()) != 0) {
    const int number = errno;
    ::unlinkat(folder.get(), name.c_str(), 0);
    return failed(socket, "no socket can be made here", number);
  }
  return made;
}

result<descriptor> connect_to(const std::filesystem::path& socket) {
  const descriptor there{::open(socket.c_str(), O_PATH | O_CLOEXEC)};
  if (!there)
    return errno == ENOENT || errno == ENOTDIR
               ? error{ec::not_found, "nobody listens here", socket.string()}
               : failed(socket, "the deployment cannot be reached", errno);
  auto made = make_socket();
  if (!made)
    return failed(socket, "no socket can be made", errno);
  const auto at = address_of(through(there));
  if (::connect(made.get(), general(at), sizeof at) == 0)
    return made;
  switch (errno) {
  case ECONNREFUSED:
    return error{ec::stopped, "nobody listens here any more", socket.string()};
  case EAGAIN:
    return error{ec::busy, "too many clients wait for the deployment; try again", socket.string()};
  case EACCES:
    return error{ec::io, "the deployment runs as another user; ask it as that user, or as root",
                 socket.string()};
  default:
    return failed(socket, "the deployment cannot be reached", errno);
  }
}

bool is_trusted(const descriptor& peer) {
  ucred who{};
  socklen_t size = sizeof who;
  return ::getsockopt(peer.get(), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 &&
         (who.uid == ::geteuid() || who.uid == 0);
}

} // namespace troupe::control
