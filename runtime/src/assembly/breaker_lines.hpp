// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/line_limit.hpp"
#include "bus/breaker.hpp"
#include "control/status.hpp"
#include "service/surroundings.hpp"

#include <memory>
#include <optional>
#include <string>

/// What people are told of a breaker.
namespace troupe::assembly {

/// "breaker opens: 5 failures in a row, the last: gateway timeout; nothing is tried but a probe in
/// 10s".
std::string line_of(const bus::breaker::change&);

/// The breaker of a service, which writes its changes to the log; the same few times a minute at
/// most. Null where it has none.
std::shared_ptr<bus::breaker> make_breaker(const std::optional<breaker_policy>&,
                                           const std::string& service, log_function, const clock&);

control::breaker_view view_of(const bus::breaker::view&, const clock&);

} // namespace troupe::assembly
