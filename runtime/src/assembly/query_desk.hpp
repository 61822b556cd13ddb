// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/listing.hpp"
#include "journal/reader.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace troupe::assembly {

/// Answers queries from what is committed, on the thread of whoever asks.
///
/// A query's handler captures nothing and sees a const state, so no instance is needed to run it,
/// and no handler that hangs can keep an answer back. May be called from any thread.
class query_desk {
public:
  /// A service that runs under a child's id. The listings must outlive the desk.
  void add(const std::string& child, journal::subscription_number, const listing&);

  /// The names of all queries.
  std::vector<std::string> names() const;

  /// The answer as JSON. Errors: the query is not known (with the nearest name), the arguments do
  /// not fit, the state cannot be read.
  result<std::string> ask(const std::string& query, const std::string& arguments,
                          journal::reader&) const;

private:
  struct entry {
    std::string child;
    journal::subscription_number subscription;
    const listing* service;
    const query_handler* handler;
  };
  std::map<std::string, entry> entries_;
};

} // namespace troupe::assembly
