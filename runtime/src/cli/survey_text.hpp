// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/survey.hpp"

#include <string>

namespace troupe::cli {

/// A journal's file for people: what it takes, its topics, its subscriptions.
std::string survey_text(const journal::survey&);

} // namespace troupe::cli
