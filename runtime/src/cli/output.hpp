// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// How values are shown on standard output.
namespace troupe::cli {

enum class output_format { text, json };

/// JSON for people: indented by two blanks, a small object or array on one line.
std::string pretty_json(const boost::json::value&);

/// The same of a text; one that is no JSON stays as it is.
std::string pretty_json(std::string_view text);

/// JSON text as a part of other JSON: itself where it is JSON, else a string of it.
std::string embedded_json(std::string_view text);

/// "1 234 567".
std::string grouped(std::uint64_t number);

/// "1 event", "1 234 events".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

/// Writes to standard output and flushes it; false where nobody reads it any more.
bool print(std::string_view text);

} // namespace troupe::cli
