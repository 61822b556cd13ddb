// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/service.hpp"

/// The shipping service ships what is paid.
namespace commerce {

troupe::behavior shipping(troupe::service<>* self);

} // namespace commerce
