// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json/buffer.hpp"

#include <algorithm>

namespace troupe::detail {
namespace {

constexpr std::size_t first_capacity = 512;

/// What a thread keeps for the next text; that of a larger one is given back.
constexpr std::size_t kept_capacity = 64 * 1024;

thread_local json_buffer own;
thread_local bool is_lent = false;

} // namespace

void json_buffer::enlarge(std::size_t size) {
  const auto enough = std::max({first_capacity, 2 * capacity_, size_ + size});
  std::unique_ptr<char[]> larger{new char[enough]};
  if (size_ > 0)
    std::memcpy(larger.get(), memory_.get(), size_);
  memory_ = std::move(larger);
  capacity_ = enough;
}

lent_buffer::lent_buffer() : buffer_(is_lent ? new json_buffer : &own) {
  is_lent = true;
  buffer_->clear();
}

lent_buffer::~lent_buffer() {
  if (buffer_ != &own) {
    delete buffer_;
    return;
  }
  if (own.capacity() > kept_capacity)
    own = {};
  is_lent = false;
}

} // namespace troupe::detail
