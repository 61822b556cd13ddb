// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"
#include "control/requests.hpp"
#include "control/status.hpp"
#include "journal/reader.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace troupe::cli {

/// Who changes dead letters: the deployment that runs, or this process in its place.
struct letter_access {
  std::function<result<control::letters_moved>(const control::move_letters&)> move;
  std::function<result<control::letter_edited>(const control::edit_letter&)> edit;
  std::shared_ptr<journal::reader> from; ///< what this process reads from
  bool runs = false;
};

/// The access, or the exit code after the reason was written to standard error.
struct found_access {
  std::optional<letter_access> value;
  int exit_code = exit_done;
};

/// The deployment must outlive what is found.
found_access open_letters(const loaded_deployment&);

} // namespace troupe::cli
