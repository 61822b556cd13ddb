// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/text_encoding.hpp"

namespace commerce {

void utf8_check::start(unsigned char byte) {
  low_ = 0x80;
  high_ = 0xBF;
  if (byte < 0x80)
    return;
  if (byte >= 0xC2 && byte <= 0xDF) {
    missing_ = 1;
  } else if (byte >= 0xE0 && byte <= 0xEF) {
    missing_ = 2;
    if (byte == 0xE0)
      low_ = 0xA0;
    if (byte == 0xED)
      high_ = 0x9F;
  } else if (byte >= 0xF0 && byte <= 0xF4) {
    missing_ = 3;
    if (byte == 0xF0)
      low_ = 0x90;
    if (byte == 0xF4)
      high_ = 0x8F;
  } else {
    failed_ = true;
  }
}

void utf8_check::add(std::string_view piece) {
  for (auto character : piece) {
    if (failed_)
      return;
    auto byte = static_cast<unsigned char>(character);
    if (missing_ == 0) {
      start(byte);
    } else if (byte < low_ || byte > high_) {
      failed_ = true;
    } else {
      --missing_;
      low_ = 0x80;
      high_ = 0xBF;
    }
  }
}

std::string latin1_to_utf8(std::string_view text) {
  std::string converted;
  converted.reserve(text.size());
  for (auto character : text) {
    auto byte = static_cast<unsigned char>(character);
    if (byte < 0x80) {
      converted += character;
    } else {
      converted += static_cast<char>(0xC0 | (byte >> 6));
      converted += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return converted;
}

} // namespace commerce
