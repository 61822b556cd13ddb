// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/owner_lock.hpp"

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace troupe::journal {
namespace {

std::string owner(int descriptor) {
  char text[32];
  const auto length = ::pread(descriptor, text, sizeof text, 0);
  std::string pid(text, length > 0 ? static_cast<std::size_t>(length) : 0);
  while (!pid.empty() && (pid.back() < '0' || pid.back() > '9'))
    pid.pop_back();
  return pid.empty() ? "another process" : "process " + pid;
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
  const auto file = journal.string() + ".owner";
  owner_lock held{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)};
  if (held.descriptor_ < 0)
    return refused(journal, errno);
  if (::flock(held.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return refused(journal, errno);
    return error{ec::busy,
                 "the journal belongs to " + owner(held.descriptor_) +
                     ", which is running; end it first, or name another journal",
                 journal.string()};
  }
  const auto pid = std::to_string(::getpid()) + "\n";
  // Only people read it, so an owner whose pid could not be written is still the owner.
  if (::ftruncate(held.descriptor_, 0) == 0) [[maybe_unused]]
    const auto written = ::pwrite(held.descriptor_, pid.data(), pid.size(), 0);
  return held;
}

owner_lock::owner_lock(owner_lock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

owner_lock::~owner_lock() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

} // namespace troupe::journal
