// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/known_deployment.hpp"
#include "control/requests.hpp"
#include "control/status.hpp"
#include "journal/reader.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace troupe::cli {

/// Who changes dead letters: the deployment that runs, or this process in its place.
struct letter_access {
  std::function<result<control::letters_moved>(const control::move_letters&)> move;
  std::function<result<control::letter_edited>(const control::edit_letter&)> edit;
  std::shared_ptr<journal::reader> from; ///< what this process reads from
  /// The ids of the children, as who changes the letters knows them.
  std::function<result<std::vector<std::string>>()> children;
  bool runs = false;
};

/// The access, or the exit code after the reason was written to standard error.
struct found_access {
  std::optional<letter_access> value;
  int exit_code = exit_done;
};

/// The ids of its services.
std::vector<std::string> children_of(const loaded_deployment&);

/// The deployment must outlive what is found.
found_access open_letters(const known_deployment&);

} // namespace troupe::cli
