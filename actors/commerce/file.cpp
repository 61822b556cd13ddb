// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace commerce {
namespace {

troupe::ec code_of(int number) {
  return number == ENOENT ? troupe::ec::not_found : troupe::ec::io;
}

std::string advice(int number, const std::string& path, std::string_view action) {
  const auto slash = path.rfind('/');
  if (number == ENOENT && action == "read")
    return "correct the path, which is relative to the working directory";
  if (number == ENOENT && slash != std::string::npos)
    return "make the folder " + path.substr(0, slash) + ", or name another file";
  if (number == EACCES || number == EROFS)
    return "let this user do so, or name another file";
  if (number == ENOSPC)
    return "make room on its disk";
  return "name another file";
}

troupe::error system_error(int number, const std::string& path, const char* action) {
  return {code_of(number),
          std::string{"cannot "} + action + " the file: " + std::strerror(number) + "; " +
              advice(number, path, action),
          path};
}

} // namespace

troupe::result<file> file::open_to_read(const std::string& path) {
  auto descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return system_error(errno, path, "read");
  auto opened = file{path, descriptor};
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0)
    return opened.failed("read");
  if (!S_ISREG(facts.st_mode))
    return troupe::error{troupe::ec::invalid, "this is not a regular file; name a file", path};
  return opened;
}

troupe::result<file> file::open_to_append(const std::string& path) {
  auto descriptor = ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0)
    return system_error(errno, path, "write");
  return file{path, descriptor};
}

file::file(file&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

file& file::operator=(file&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

file::~file() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

troupe::error file::failed(const char* action) const {
  return system_error(errno, path_, action);
}

troupe::result<std::uint64_t> file::size() const {
  struct stat facts {};
  if (::fstat(descriptor_, &facts) != 0)
    return failed("read");
  return static_cast<std::uint64_t>(facts.st_size);
}

troupe::result<std::size_t> file::read_at(std::uint64_t offset, std::span<char> into) const {
  std::size_t done = 0;
  while (done < into.size()) {
    auto got = ::pread(descriptor_, into.data() + done, into.size() - done,
                       static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return failed("read");
    if (got == 0)
      break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

troupe::result<void> file::append(std::string_view text) {
  while (!text.empty()) {
    auto put = ::write(descriptor_, text.data(), text.size());
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return failed("write");
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

troupe::result<void> file::cut(std::uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0)
    return failed("shorten");
  return {};
}

troupe::result<void> file::sync() {
  if (::fdatasync(descriptor_) != 0)
    return failed("write");
  return {};
}

troupe::result<void> file::lock() {
  while (::flock(descriptor_, LOCK_EX) != 0)
    if (errno != EINTR)
      return failed("lock");
  return {};
}

troupe::result<void> file::unlock() {
  if (::flock(descriptor_, LOCK_UN) != 0)
    return failed("unlock");
  return {};
}

} // namespace commerce
