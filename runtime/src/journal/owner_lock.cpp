// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/owner_lock.hpp"

#include "vocabulary/real_file.hpp"

#include <cerrno>
#include <charconv>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace troupe::journal {
namespace {

/// 0 where it is not known.
std::int64_t written_pid(int descriptor) {
  char text[32];
  const auto length = ::pread(descriptor, text, sizeof text, 0);
  std::int64_t pid = 0;
  if (length > 0)
    std::from_chars(text, text + length, pid);
  return pid;
}

/// As the system lists it: "1: FLOCK  ADVISORY  WRITE 4711 08:01:131090 0 EOF".
bool is_locked(ino_t inode) {
  const auto place = ':' + std::to_string(inode) + ' ';
  std::ifstream locks{"/proc/locks"};
  for (std::string line; std::getline(locks, line);)
    if (line.find(" FLOCK ") != std::string::npos && line.find(place) != std::string::npos)
      return true;
  return false;
}

error taken(const std::filesystem::path& journal, int descriptor) {
  const auto pid = written_pid(descriptor);
  if (pid == ::getpid())
    return {ec::busy,
            "the journal belongs to a deployment that this process runs already; stop that first, "
            "or name another journal",
            journal.string()};
  return {ec::busy,
          "the journal belongs to " +
              (pid == 0 ? "another process" : "process " + std::to_string(pid)) +
              ", which is running; end it first, or name another journal",
          journal.string()};
}

error refused(const std::filesystem::path& journal, int number) {
  return {ec::io,
          "the folder of the journal cannot be written (" +
              std::generic_category().message(number) +
              "); give the user that runs this the right to, or place the journal elsewhere",
          journal.string()};
}

} // namespace

result<owner_lock> owner_lock::take(const std::filesystem::path& journal) {
  const auto file = beside(journal, ".owner");
  owner_lock held{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)};
  if (held.descriptor_ < 0)
    return refused(journal, errno);
  if (::flock(held.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return refused(journal, errno);
    return taken(journal, held.descriptor_);
  }
  const auto pid = std::to_string(::getpid()) + "\n";
  // Only people read it, so an owner whose pid could not be written is still the owner.
  if (::ftruncate(held.descriptor_, 0) == 0) [[maybe_unused]]
    const auto written = ::pwrite(held.descriptor_, pid.data(), pid.size(), 0);
  return held;
}

// Taking the lock to see whether it is free would refuse it to an owner who comes just then.
std::optional<std::int64_t> owner_of(const std::filesystem::path& journal) {
  const auto file = beside(journal, ".owner");
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0)
    return std::nullopt;
  std::optional<std::int64_t> owner;
  if (struct stat what{}; ::fstat(opened, &what) == 0 && is_locked(what.st_ino))
    owner = written_pid(opened);
  ::close(opened);
  return owner;
}

owner_lock::owner_lock(owner_lock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

owner_lock::~owner_lock() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

} // namespace troupe::journal
