// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/sql.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace lifecycle {

struct postgres_address {
  std::string connection; ///< as libpq has it: "host=db.example.org dbname=crm user=crm"
  std::string password;   ///< besides; may be empty
  std::chrono::milliseconds timeout{10'000};
};

/// A server of PostgreSQL. One that does not answer in time is an error, and never keeps a thread.
troupe::result<std::unique_ptr<sql_connection>> open_postgres(const postgres_address&);

/// Whether the server said that values are wrong by themselves: by its SQLSTATE, `22xxx` and
/// `23xxx`. Pure.
bool is_final_state(std::string_view sqlstate);

} // namespace lifecycle
