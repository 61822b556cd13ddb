// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/topic.hpp"

#include <algorithm>

namespace troupe {

namespace {

enum class wildcards { refused, allowed };

/// Takes the first token off the text, with the dot behind it.
std::string_view take_token(std::string_view& text) {
  const auto dot = std::min(text.find('.'), text.size());
  const auto token = text.substr(0, dot);
  text.remove_prefix(std::min(dot + 1, text.size()));
  return token;
}

error bad(std::string_view kind, std::string_view text, std::string_view why) {
  return {ec::malformed, '"' + std::string{text.substr(0, topic_length_max)} + "\" is not a " +
                             std::string{kind} + ": " + std::string{why}};
}

result<void> check(std::string_view kind, std::string_view text, wildcards rule) {
  if (text.empty())
    return bad(kind, text, "it is empty; write it like orders.placed");
  if (text.size() > topic_length_max)
    return bad(kind, text, "it is longer than 255 bytes");
  if (std::count(text.begin(), text.end(), '.') >= static_cast<int>(topic_tokens_max))
    return bad(kind, text, "it has more than 16 tokens");
  if (text.back() == '.')
    return bad(kind, text, "a token is empty; a dot stands between two tokens");
  for (auto rest = text; !rest.empty();) {
    const auto token = take_token(rest);
    if (token.empty())
      return bad(kind, text, "a token is empty; a dot stands between two tokens");
    if (rule == wildcards::allowed && (token == "*" || (token == ">" && rest.empty())))
      continue;
    if (rule == wildcards::allowed && token == ">")
      return bad(kind, text, "> stands for the rest, so it must be the last token");
    if (!std::all_of(token.begin(), token.end(), detail::is_token_character))
      return bad(kind, text,
                 rule == wildcards::allowed ? "a token is *, >, or made of letters, digits, _ and -"
                                            : "a token is made of letters, digits, _ and -");
  }
  return {};
}

} // namespace

result<void> check_topic(std::string_view text) {
  return check("topic", text, wildcards::refused);
}

result<pattern> pattern::parse(std::string_view text) {
  if (auto checked = check("pattern", text, wildcards::allowed); !checked)
    return std::move(checked).failure();
  return pattern{text};
}

pattern::pattern(std::string_view text) : text_(text), literal_(is_topic(text)) {}

bool pattern::matches(std::string_view topic) const noexcept {
  if (literal_)
    return topic == text_;
  std::string_view rest = text_;
  if (is_reserved(topic) && !is_reserved(rest))
    return false;
  while (!rest.empty() && !topic.empty()) {
    const auto wanted = take_token(rest);
    if (wanted == ">")
      return true;
    if (const auto token = take_token(topic); wanted != "*" && wanted != token)
      return false;
  }
  return rest.empty() && topic.empty();
}

} // namespace troupe
