// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/input_survey.hpp"

#include "commerce/file.hpp"
#include "commerce/fnv.hpp"

#include <string_view>

namespace commerce {
namespace {

std::string hexadecimal(std::uint64_t number) {
  std::string digits(16, '0');
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, number >>= 4)
    *at = "0123456789abcdef"[number & 0xF];
  return digits;
}

} // namespace

troupe::result<input_survey> survey_input(const std::string& path) {
  auto input = file::open_to_read(path);
  if (!input)
    return std::move(input).failure();
  std::string piece(256 * 1024, '\0');
  input_survey survey;
  auto hash = fnv1a_start;
  utf8_check utf8;
  for (;;) {
    auto got = input->read_at(survey.size, piece);
    if (!got)
      return std::move(got).failure();
    if (*got == 0)
      break;
    auto text = std::string_view{piece}.substr(0, *got);
    hash = fnv1a(text, hash);
    utf8.add(text);
    survey.size += *got;
  }
  survey.hash = hexadecimal(hash);
  survey.encoding = utf8.passed() ? text_encoding::utf8 : text_encoding::latin1;
  return survey;
}

} // namespace commerce
