// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/written_form.hpp"

#include "troupe/duration.hpp"
#include "troupe/money.hpp"
#include "troupe/text_form.hpp"
#include "troupe/time.hpp"
#include "troupe/trace.hpp"
#include "troupe/uuid.hpp"

#include <chrono>

namespace troupe::testing {
namespace {

template <class T>
std::optional<std::string> written_as(const std::string& text) {
  const auto value = text_form<T>::parse(text);
  if (!value)
    return std::nullopt;
  std::string written;
  text_form<T>::append(written, *value);
  return written;
}

template <class T>
bool is_of(std::string_view form) {
  return form == text_form<T>::expected;
}

} // namespace

std::optional<std::string> written_form(std::string_view form, const std::string& text) {
  if (is_of<time_point>(form))
    return written_as<time_point>(text);
  // Each type of durations has one unit, and all of them are written alike.
  if (is_of<std::chrono::nanoseconds>(form))
    return written_as<std::chrono::nanoseconds>(text);
  if (is_of<uuid>(form))
    return written_as<uuid>(text);
  if (is_of<currency>(form))
    return written_as<currency>(text);
  if (is_of<trace>(form))
    return written_as<trace>(text);
  return text;
}

} // namespace troupe::testing
