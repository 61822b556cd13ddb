// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"
#include "troupe/service.hpp"

#include <string>
#include <string_view>

namespace troupe {

/// Whether an event can be recognized by this: a source and an id as `origin` wants them.
result<void> check_origin(const origin&);
result<void> check_source(const std::string&);
result<void> check_id(const std::string&);

/// The sentence for an event of a transient topic that was to be published once.
std::string cannot_recognize(std::string_view topic);

} // namespace troupe
