// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace commerce {

/// How the bytes of a file stand for characters.
enum class text_encoding { utf8, latin1 };

/// Tells whether a text that arrives in pieces is UTF-8; characters may be split between pieces.
class utf8_check {
public:
  void add(std::string_view piece);
  /// True if everything so far is UTF-8 and ends with a whole character.
  bool passed() const { return !failed_ && missing_ == 0; }

private:
  void start(unsigned char byte);

  bool failed_ = false;
  int missing_ = 0;
  // What the next byte may be: the first one after the lead excludes overlong forms, surrogates and
  // all above U+10FFFF.
  unsigned char low_ = 0x80;
  unsigned char high_ = 0xBF;
};

/// The text in UTF-8; every sequence of bytes is a text in Latin-1.
std::string latin1_to_utf8(std::string_view text);

} // namespace commerce
