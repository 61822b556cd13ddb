// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/text_encoding.hpp"
#include "troupe/error.hpp"

#include <cstdint>
#include <string>

namespace commerce {

/// What a file is recognised by, and how it is written, from one reading of all of it.
///
/// A file that is UTF-8 from its first to its last byte is UTF-8, every other one is Latin-1: so
/// the same bytes mean the same text wherever in the file they stand.
struct input_survey {
  std::uint64_t size = 0;
  /// The 64-bit FNV-1a hash of the content, in 16 hexadecimal digits.
  std::string hash;
  text_encoding encoding = text_encoding::utf8;
};

troupe::result<input_survey> survey_input(const std::string& path);

} // namespace commerce
