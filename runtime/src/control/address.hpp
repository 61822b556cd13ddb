// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"
#include "vocabulary/descriptor.hpp"

#include <filesystem>

/// Where a deployment is reached: one Unix socket beside its journal.
///
/// `sun_path` holds 108 bytes, and journals lie deeper than that; so nobody binds or connects by
/// the path, but through a descriptor of the folder or of the socket itself. For the same reason
/// the working directory does not matter.
namespace troupe::control {

/// "<journal>.control"
std::filesystem::path socket_of(const std::filesystem::path& journal);

/// A socket that listens, which nobody but its owner and root can open, from its first moment on.
/// Takes the place of one that is there: whoever calls this holds the journal, so that one was left
/// by a process that was killed. What is there and is no socket stays, and is an error.
result<descriptor> listen_at(const std::filesystem::path& socket);

/// A socket that is connected to the one who listens there. Errors: `ec::not_found` where there is
/// no socket, `ec::stopped` where nobody listens, `ec::io` with what the system says.
result<descriptor> connect_to(const std::filesystem::path& socket);

/// Whether the process at the other end runs as this user, or as root.
bool is_trusted(const descriptor& peer);

} // namespace troupe::control
