// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/sqlite_connection.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace troupe::journal {

/// The copy that an upgrade leaves beside the journal: `shop.db.format3`.
std::filesystem::path copy_of_format(const std::filesystem::path& journal, std::int64_t format);

/// Why a file of this size cannot be brought to this format with so much room on its disk.
std::optional<error> lacks_room(const std::filesystem::path& journal, std::int64_t format,
                                std::uint64_t size, std::uint64_t room);

/// Leaves a copy of the file as it is, and then brings it to this format in one transaction. Until
/// that is committed the file is as it was. `tell`, where there is one, is told how far it is.
result<void> bring_up_to_date(connection&, std::int64_t format,
                              const std::function<void(const std::string&)>& tell);

} // namespace troupe::journal
