// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "deployment/complaint.hpp"
#include "deployment/node.hpp"

/// The strict dialect of YAML in which deployments are written.
///
/// One document. A key stands once in its map and is text; `<<`, tags, and numbers that look octal
/// are refused, because people and parsers read them differently. Anchors and aliases are allowed.
/// Depth and size are bounded, also after aliases are expanded, so that no file exhausts the
/// memory.
namespace troupe::deploy {

inline constexpr std::size_t longest_document = 1024 * 1024;  ///< in bytes
inline constexpr std::size_t deepest_document = 64;           ///< maps and lists within each other
inline constexpr std::size_t most_nodes = 100'000;            ///< with aliases expanded
inline constexpr std::size_t most_expanded = 8 * 1024 * 1024; ///< in bytes of text

/// Parses `text`. What is wrong is added to `to`. What is not allowed is left out or marked as
/// broken, so that the rest can be looked at too; what is not YAML, or too large, gives nothing at
/// all. An empty document is null.
std::optional<node> load_document(std::string_view text, complaints& to);

/// The same for one value, as in `--set PATH=VALUE`; everything is at the place `at`.
std::optional<node> load_value(std::string_view text, place at, complaints& to);

/// Parses `text` as one plain scalar.
node plain_value(std::string_view text, place at, complaints& to);

} // namespace troupe::deploy
