// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string_view>
#include <utility>

#include <unistd.h>

namespace troupe {

/// A file descriptor that is closed with its owner; -1 is none.
class descriptor {
public:
  descriptor() = default;
  explicit descriptor(int number) : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~descriptor() {
    if (number_ >= 0)
      ::close(number_);
  }

  int get() const noexcept { return number_; }
  explicit operator bool() const noexcept { return number_ >= 0; }
  /// Nobody closes it any more.
  int release() noexcept { return std::exchange(number_, -1); }

private:
  int number_ = -1;
};

/// However many calls that takes; where it fails, errno says why.
bool write_all(int to, std::string_view bytes);

} // namespace troupe
