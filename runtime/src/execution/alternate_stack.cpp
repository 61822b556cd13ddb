// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/alternate_stack.hpp"

#include <algorithm>
#include <csignal>

#include <sys/mman.h>
#include <unistd.h>

namespace troupe::execution {
namespace {

constexpr long enough = 64L * 1024;

} // namespace

alternate_stack::alternate_stack() noexcept {
  stack_t present{};
  if (::sigaltstack(nullptr, &present) != 0 || (present.ss_flags & SS_DISABLE) == 0)
    return;
  // Processors with large registers need more than the constant SIGSTKSZ says.
  size_ = static_cast<std::size_t>(std::max(enough, ::sysconf(_SC_SIGSTKSZ)));
  auto* made = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (made == MAP_FAILED)
    return;
  memory_ = made;
  stack_t mine{};
  mine.ss_sp = memory_;
  mine.ss_size = size_;
  ::sigaltstack(&mine, nullptr);
}

alternate_stack::~alternate_stack() {
  if (memory_ == nullptr)
    return;
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  ::sigaltstack(&none, nullptr);
  ::munmap(memory_, size_);
}

} // namespace troupe::execution
