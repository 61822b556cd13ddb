// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/sql.hpp"
#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// The CRM service keeps a record of each user in a database: a row of `contacts`, and a row of
/// `activities` for each thing that happened.
///
/// A delivery's activity has the delivery's key, and is written in one transaction with what it
/// changes: so however often a delivery comes, and wherever the process or the database dies, it
/// has its effect once. It blocks: a deployment gives the service a `thread: own`.
namespace lifecycle {

enum class crm_store { sqlite, postgres };
BOOST_DESCRIBE_ENUM(crm_store, sqlite, postgres)

struct crm_options {
  crm_store in = crm_store::sqlite;
  std::string file = "var/crm.db";
  /// As libpq has it: "host=db.example.org dbname=crm user=crm".
  std::string connection;
  std::string password; ///< by ${file:...}, which is never shown
  /// How long the server may take over one statement; less than the service's handler_timeout.
  std::chrono::milliseconds timeout{5'000};

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(crm_options, (), (in, file, connection, password, timeout))

/// What one delivery says of a user; what it does not say stays as it is.
struct crm_entry {
  std::string delivery; ///< its key
  std::string user_id;
  std::string what;
  troupe::time_point at{};
  std::optional<std::string> email{};
  std::optional<std::string> name{};
  std::optional<std::string> plan{};
  std::optional<std::string> onboarding{};
  bool unsubscribed = false;
  int steps = 0;
  int mails = 0;
};

/// Makes the tables where there are none.
troupe::result<void> prepare_crm(sql_connection&);
/// Writes the entry, unless one of its delivery is there; says whether it did.
troupe::result<bool> write_entry(sql_connection&, const crm_entry&);

troupe::behavior crm(troupe::service<troupe::nothing, crm_options>* self);

} // namespace lifecycle
