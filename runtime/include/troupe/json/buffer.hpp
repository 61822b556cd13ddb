// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

/// Where JSON is written: memory that grows as needed and is used again.
namespace troupe::detail {

class json_buffer {
public:
  std::string_view text() const noexcept { return {memory_.get(), size_}; }
  std::size_t capacity() const noexcept { return capacity_; }
  void clear() noexcept {
    size_ = 0;
    is_exact_ = true;
  }

  /// Whether the text says all that was to be said: false once bytes that are not UTF-8 were
  /// replaced.
  bool is_exact() const noexcept { return is_exact_; }
  void replaced() noexcept { is_exact_ = false; }

  void append(char c) {
    *room(1) = c;
    ++size_;
  }
  void append(std::string_view text) {
    if (text.empty())
      return;
    std::memcpy(room(text.size()), text.data(), text.size());
    size_ += text.size();
  }

  /// Memory behind the text for so many bytes, of which `grow` says how many were written.
  char* room(std::size_t size) {
    if (capacity_ - size_ < size)
      enlarge(size);
    return memory_.get() + size_;
  }
  void grow(std::size_t size) noexcept { size_ += size; }

  /// For those who can only append to a string: an empty one, used again as well.
  std::string& spare() noexcept {
    spare_.clear();
    return spare_;
  }

private:
  [[gnu::visibility("default")]] void enlarge(std::size_t size);

  std::unique_ptr<char[]> memory_;
  std::string spare_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  bool is_exact_ = true;
};

/// This thread's buffer, empty; given back at the end, so that writing a text needs no memory of
/// its own. Where it is lent already, another.
class [[gnu::visibility("default")]] lent_buffer {
public:
  lent_buffer();
  ~lent_buffer();
  lent_buffer(const lent_buffer&) = delete;
  lent_buffer& operator=(const lent_buffer&) = delete;

  json_buffer& operator*() const noexcept {
    return *buffer_;
  }
  json_buffer* operator->() const noexcept {
    return buffer_;
  }

private:
  json_buffer* buffer_;
};

} // namespace troupe::detail
