// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

/// A topic is the channel of one event type: tokens of letters, digits, `_` and `-`, joined by
/// dots, as in `orders.placed`. A pattern is a set of topics.
///
/// Everything here may be called from any thread.
namespace troupe {

inline constexpr std::size_t topic_tokens_max = 16;
inline constexpr std::size_t topic_length_max = 255;

namespace detail {

constexpr bool is_token_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

} // namespace detail

/// Whether the text is a topic; also at compile time.
constexpr bool is_topic(std::string_view text) noexcept {
  if (text.size() > topic_length_max)
    return false;
  std::size_t tokens = 1;
  std::size_t length = 0;
  for (const char c : text) {
    if (detail::is_token_character(c)) {
      ++length;
    } else if (c == '.' && length > 0) {
      ++tokens;
      length = 0;
    } else {
      return false;
    }
  }
  return length > 0 && tokens <= topic_tokens_max;
}

/// Topics below `troupe` are the runtime's own, as `troupe.supervision.gave_up`: it publishes them,
/// services only handle them.
constexpr bool is_reserved(std::string_view topic) noexcept {
  constexpr std::string_view ours = "troupe.";
  return topic.substr(0, ours.size()) == ours;
}

/// As `is_topic`, with a sentence about what is wrong.
[[gnu::visibility("default")]] result<void> check_topic(std::string_view text);

/// A topic in which `*` stands for any one token and `>`, as the last token, for one or more. The
/// runtime's own topics are in the set only where the first token is `troupe`: `>` is all others.
class [[gnu::visibility("default")]] pattern {
public:
  static result<pattern> parse(std::string_view text);

  /// Whether the topic, which must be a valid one, is in the set.
  bool matches(std::string_view topic) const noexcept;

  /// Whether the set holds one topic: its own text.
  bool is_literal() const noexcept {
    return literal_;
  }

  const std::string& text() const noexcept {
    return text_;
  }

  friend bool operator==(const pattern&, const pattern&) = default;
  friend auto operator<=>(const pattern&, const pattern&) = default;

private:
  explicit pattern(std::string_view text);

  std::string text_;
  bool literal_;
};

} // namespace troupe
