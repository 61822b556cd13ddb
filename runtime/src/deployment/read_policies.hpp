// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "deployment/complaint.hpp"
#include "deployment/node.hpp"
#include "deployment/section.hpp"
#include "deployment/values.hpp"

/// Policies of children, which `defaults` and each child may say key by key: each is read over what
/// was said before.
namespace troupe::deploy {

/// A `retry` map.
void read_retry(const node* x, retry_policy& into, complaints& to);

/// What follows a dead letter of a key: `after_dead_letter`.
void read_after_dead_letter(const section& in, after_dead_letters& into);

/// A `breaker`, a map or `none`.
void read_breaker(const node* x, std::optional<breaker_policy>& into, complaints& to);

/// A `backoff`, a map or `none`.
void read_backoff(const node* x, backoff_policy& into, complaints& to);

/// A time that may be endless, written infinity.
void read_wait(const section& in, std::string_view key, std::chrono::nanoseconds least,
               std::chrono::nanoseconds& into);

} // namespace troupe::deploy
