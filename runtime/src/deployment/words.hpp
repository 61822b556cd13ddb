// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"

#include <chrono>
#include <string>
#include <string_view>

/// How a deployment's file says a value.
namespace troupe::deploy {

std::string_view name_of(overflow);
std::string_view name_of(strategies);
std::string_view name_of(restarts);
std::string_view name_of(auto_shutdowns);
std::string_view name_of(after_dead_letters);
std::string_view name_of(constraint_uses);
std::string text_of(const shutdown&);
std::string text_of(std::chrono::nanoseconds); ///< "infinity" for an endless one

} // namespace troupe::deploy
