// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/characters.hpp"

namespace troupe {
namespace {

static_assert(sizeof(wchar_t) == 4, "a wide character holds any code point");

constexpr wchar_t no_character = 0xfffd;

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// How many bytes a character takes that begins so; 0 where none does.
std::size_t size_of(unsigned char first) {
  if (first < 0x80)
    return 1;
  if (first < 0xc2 || first > 0xf4)
    return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/// Takes the first character off a text that is not empty.
wchar_t take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const auto size = size_of(first);
  std::size_t there = 1;
  while (there < size && there < text.size() && continues(text[there]))
    ++there;
  const auto bytes = text.substr(0, there);
  text.remove_prefix(there);
  if (there != size)
    return no_character;
  if (size == 1)
    return static_cast<wchar_t>(first);
  auto code = static_cast<unsigned>(first) & (0xffu >> (size + 1));
  for (const char c : bytes.substr(1))
    code = code << 6 | (static_cast<unsigned char>(c) & 0x3fu);
  return static_cast<wchar_t>(code);
}

} // namespace

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count)
    take_character(text);
  return count;
}

std::wstring characters_of(std::string_view text) {
  std::wstring all;
  all.reserve(text.size());
  while (!text.empty())
    all += take_character(text);
  return all;
}

} // namespace troupe
