// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "deployment/complaint.hpp"
#include "deployment/node.hpp"
#include "deployment/offers.hpp"
#include "troupe/error.hpp"

/// `--set PATH=VALUE`: values that an operator puts over those of the file.
///
/// PATH is a path of keys in the deployment (`journal.path`, `tree.intensity`), or `<child
/// id>.<name>` with the name of one of the child's options or, after those, of its own keys. VALUE
/// is a plain scalar, or, where it begins with a quote, `[` or `{`, any YAML.
namespace troupe::deploy {

struct override_value {
  std::string path;
  std::string value;
};

/// Parses "PATH=VALUE".
result<override_value> parse_override(std::string_view text);

/// Puts one override into the tree, as source `number`. One that addresses a child is left for
/// `override_child`; the result says whether it was.
bool override_section(node& root, const override_value& x, int number, complaints& to);

/// Puts an override of a child into the tree. By now the modules are loaded, so it is known what is
/// an option of the child.
void override_child(node& root, const override_value& x, int number, const offers& known,
                    complaints& to);

} // namespace troupe::deploy
