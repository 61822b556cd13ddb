// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"

#include <optional>
#include <string>

namespace troupe::cli {

/// A query to be asked at the end of a run.
struct question {
  std::string query; ///< empty: none
  std::string arguments = "{}";
};

/// What is wrong with a question: nobody answers it, or its arguments do not fit. Known before the
/// run, so that nobody waits for an answer that cannot come.
std::optional<std::string> check_question(const question&, const loaded_deployment&);

} // namespace troupe::cli
