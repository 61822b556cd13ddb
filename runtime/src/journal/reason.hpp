// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/record.hpp"

#include <optional>
#include <string_view>

/// Reasons of dead letters, how attempts failed, and what becomes of missed timers, by name: as the
/// journal keeps them and the program prints them.
namespace troupe::journal {

std::string_view name_of(dead_letter_reason) noexcept;

/// Nothing for a name that is none of ours.
std::optional<dead_letter_reason> reason_named(std::string_view) noexcept;

std::string_view name_of(failure) noexcept;

/// `unsaid` for a name that is none of ours: a later version may have more of them.
failure failure_named(std::string_view) noexcept;

std::string_view name_of(letter_deed) noexcept;
std::optional<letter_deed> deed_named(std::string_view) noexcept;

std::string_view name_of(missed_timers) noexcept;

/// `once` for a name that is none of ours.
missed_timers missed_named(std::string_view) noexcept;

} // namespace troupe::journal
