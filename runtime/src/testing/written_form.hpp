// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace troupe::testing {

/// As a text of this form (`text_form<T>::expected`) stands in an event's JSON, where one value has
/// several texts: 12:00+02:00 is written 10:00Z. Nothing where the text has not this form; as it is
/// where the form is unknown. Pure.
std::optional<std::string> written_form(std::string_view form, const std::string& text);

} // namespace troupe::testing
