// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <concepts>
#include <string>
#include <string_view>

/// The text form of a type is the one word by which JSON, configuration and people know its values.
///
/// A specialization of `text_form<T>` provides
/// - `static constexpr std::string_view expected`: the kind of text, as in "expected a UUID";
/// - where JSON Schema has a name for it, `static constexpr std::string_view format`: "uuid";
/// - `static void append(std::string& out, const T&)`: appends text in which JSON escapes nothing;
///   throws `std::invalid_argument` for a value that has no text;
/// - `static result<T> parse(std::string_view)`: reads back whatever `append` wrote.
namespace troupe {

template <class T>
struct text_form;

template <class T>
concept has_text_form = requires(std::string& out, const T& x, std::string_view text) {
  {std::string_view{text_form<T>::expected}};
  {text_form<T>::append(out, x)};
  { text_form<T>::parse(text) } -> std::same_as<result<T>>;
};

} // namespace troupe
