// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace commerce {

/// An open file of the operating system, closed at the end of its life.
///
/// Not for two threads at once. Errors name the file and what the system said.
class file {
public:
  /// Opens a regular file that exists.
  static troupe::result<file> open_to_read(const std::string& path);
  /// Opens a file to read it and to write at its end; it is made if it does not exist.
  static troupe::result<file> open_to_append(const std::string& path);

  file(file&& other) noexcept;
  file& operator=(file&& other) noexcept;
  ~file();

  const std::string& path() const { return path_; }
  troupe::result<std::uint64_t> size() const;
  /// Reads until `into` is full or the file ends; returns how many bytes it read.
  troupe::result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) const;
  /// Writes all of `text` at the end, or says how the system refused; then part of it may be there.
  troupe::result<void> append(std::string_view text);
  troupe::result<void> cut(std::uint64_t size);
  /// Returns when what was written has reached the disk.
  troupe::result<void> sync();
  /// Waits until no other holder has the file locked, then holds it.
  troupe::result<void> lock();
  troupe::result<void> unlock();

private:
  file(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  troupe::error failed(const char* action) const;

  std::string path_;
  int descriptor_ = -1;
};

} // namespace commerce
