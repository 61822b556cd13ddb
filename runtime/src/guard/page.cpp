// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/page.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace troupe::guard {
namespace {

constexpr std::size_t hands_at = 8192;
static_assert(sizeof(page) <= hands_at);
constexpr std::size_t mapped_bytes = hands_at + page::hands * sizeof(execution::hand);

/// Streams that were closed when the program started leave the lowest numbers free.
constexpr int least_descriptor = 10;

error failed(const char* what) {
  return {ec::io, std::string{what} + ": " + std::generic_category().message(errno), {}};
}

page* map(int descriptor) {
  auto* mapped = ::mmap(nullptr, mapped_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  return mapped == MAP_FAILED ? nullptr : static_cast<page*>(mapped);
}

} // namespace

std::chrono::nanoseconds heartbeat_limit(const options& x, std::chrono::nanoseconds watchdog) {
  const auto half = watchdog / 2;
  if (x.heartbeat.count() == 0 || half.count() == 0)
    return std::max(x.heartbeat, half);
  return std::min(x.heartbeat, half);
}

result<shared_memory> shared_memory::make() {
  const int made = ::memfd_create("troupe-guard", MFD_CLOEXEC);
  if (made < 0)
    return failed("the guard got no memory to share");
  const int kept = ::fcntl(made, F_DUPFD_CLOEXEC, least_descriptor);
  const auto why = errno;
  ::close(made);
  errno = why;
  if (kept < 0 || ::ftruncate(kept, mapped_bytes) != 0)
    return failed("the guard got no memory to share");
  auto* mapped = map(kept);
  if (mapped == nullptr)
    return failed("the guard's memory cannot be mapped");
  auto* made_page = new (mapped) page;
  made_page->guard = ::getpid();
  return shared_memory{kept, made_page};
}

result<shared_memory> shared_memory::open(int descriptor) {
  struct stat seen {};
  if (::fstat(descriptor, &seen) != 0 || seen.st_size < static_cast<off_t>(mapped_bytes))
    return error{ec::not_found,
                 "descriptor " + std::to_string(descriptor) +
                     " is no guard's; unset TROUPE_GUARD, which names it",
                 {}};
  auto* mapped = map(descriptor);
  if (mapped == nullptr)
    return failed("the guard's memory cannot be mapped");
  if (mapped->known_layout != page::layout) {
    ::munmap(mapped, mapped_bytes);
    return error{ec::incompatible,
                 "the guard is of another version; the program was replaced while it ran",
                 {}};
  }
  ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return shared_memory{descriptor, mapped};
}

execution::hand* shared_memory::hands() const {
  return reinterpret_cast<execution::hand*>(reinterpret_cast<char*>(page_) + hands_at);
}

shared_memory::shared_memory(shared_memory&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      page_(std::exchange(other.page_, nullptr)) {}

shared_memory::~shared_memory() {
  if (page_ != nullptr)
    ::munmap(page_, mapped_bytes);
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

result<void> shared_memory::keep_last_words(std::string_view text) const {
  if (::ftruncate(descriptor_, mapped_bytes) != 0)
    return failed("the last words cannot be kept");
  for (auto at = static_cast<off_t>(mapped_bytes); !text.empty();) {
    const auto count = ::pwrite(descriptor_, text.data(), text.size(), at);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return failed("the last words cannot be kept");
    text.remove_prefix(static_cast<std::size_t>(count));
    at += count;
  }
  return {};
}

result<std::string> shared_memory::last_words() const {
  std::string text;
  std::array<char, 4096> buffer;
  for (;;) {
    const auto at = static_cast<off_t>(mapped_bytes + text.size());
    const auto count = ::pread(descriptor_, buffer.data(), buffer.size(), at);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return failed("the child's last words cannot be read");
    if (count == 0)
      return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void shared_memory::begin_anew() const {
  for (std::size_t i = 0; i < page::hands; ++i)
    new (hands() + i) execution::hand;
  page_->said.~said_by_child();
  new (&page_->said) page::said_by_child;
  // It cannot fail: a file that shrinks needs no memory.
  static_cast<void>(::ftruncate(descriptor_, mapped_bytes));
}

} // namespace troupe::guard
