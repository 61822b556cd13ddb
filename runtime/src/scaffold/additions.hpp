// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// What is read in the sources of a module, and put into them, by their text alone: whoever wrote
/// them may have changed all but the places that are looked for.
namespace troupe::scaffold {

/// The module that a CMakeLists.txt builds by `troupe_add_module(NAME ...)`. Nothing where there is
/// none, or more than one.
std::optional<std::string> module_of(std::string_view cmake_lists);

/// The struct that a header defines as the event of a topic.
std::optional<std::string> struct_of_event(std::string_view header, std::string_view topic);

/// Whether a header defines a type of this name, or declares a service.
bool defines(std::string_view header, std::string_view name);

/// Whether a service is offered that says of itself that it publishes this struct.
bool publishes(std::string_view module_source, std::string_view event_struct);

/// Whether a topic stands in YAML as an item of a list.
bool lists(std::string_view yaml, std::string_view topic);

/// YAML without an item of a list that has a line for each, below its name; without the name, too,
/// where nothing is left. Nothing where it is not there.
std::optional<std::string> without_item(std::string_view yaml, std::string_view list,
                                        std::string_view item);

/// The text with a line more, above the line that ends with the mark and indented as that is.
/// Nothing where no line does, or more than one.
std::optional<std::string> with_line_above(std::string_view text, std::string_view mark,
                                           std::string_view line);

/// The text with `#include "header"` in the last block of such lines, in order; at the top where
/// there is no block.
std::string with_include(std::string_view text, std::string_view header);

} // namespace troupe::scaffold
