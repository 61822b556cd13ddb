// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <string>
#include <string_view>

namespace troupe::scaffold {

/// A module's name is also a namespace and a target of CMake, a service's a function, an event's a
/// struct: what C++, CMake or the C library would not have as such is refused.
result<void> check_module_name(const std::string&);
result<void> check_service_name(const std::string&);

/// The name of the struct of a topic: of `bookings.requested` in the module `bookings` that is
/// `requested`, in any other `bookings_requested`. Refuses what is no topic, or gives no name.
result<std::string> struct_of_topic(const std::string& topic, std::string_view module);

} // namespace troupe::scaffold
