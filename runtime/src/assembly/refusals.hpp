// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/requests.hpp"
#include "supervision/administration.hpp"

/// What an operator is told where a supervisor refuses: OTP's answers in sentences.
namespace troupe::assembly {

error refusal_of(const control::change_child&, const supervision::answer&);

/// A temporary child shall be restarted, or has ended: its supervisor forgets it then.
error temporary_is_for_once(const std::string& id);
error temporary_is_gone(const std::string& id);

/// The supervisor of the child is down, or has not started yet.
error has_no_supervisor(const std::string& id);

error is_being_changed(const std::string& deployment);
error root_is_no_child(const std::string& id);

} // namespace troupe::assembly
