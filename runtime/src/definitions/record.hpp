// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "definitions/catalog.hpp"
#include "definitions/compatibility.hpp"
#include "troupe/error.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Definitions as they were, in files that are kept beside the code: a folder with one for each
/// version of an event, `events/orders.placed.1.json`, and of each service's state,
/// `states/commerce.inventory.1.json`.
namespace troupe::definitions {

/// A definition in a file, or one of today that belongs there.
struct recorded {
  std::filesystem::path file; ///< within the folder
  std::string name;           ///< of the event, or of the service whose state it is
  bool is_state = false;
  std::uint32_t version = 1;
  std::uint32_t oldest = 1; ///< that it can be read from; of today's
  std::string key;
  boost::json::object schema;
  std::string state{}; ///< the name of a state, which is kept with it; "" where it has none
};

/// What stands in the folder; an error names the file that is none.
result<std::vector<recorded>> read_records(const std::filesystem::path& folder);

/// What a record of today's definitions has.
std::vector<recorded> records_of(const catalog&);

/// What stands in its file.
boost::json::object json_of(const recorded&);

/// How today's definition breaks a recorded one.
struct broken_record {
  std::filesystem::path file;
  std::string name;
  std::vector<incompatibility> how;
};

struct record_check {
  std::vector<broken_record> broken;
  std::vector<std::string> unrecorded; ///< events and states of which there is no record
};

/// Compares each definition of today with all its recorded versions, for a journal may hold events
/// of each; but what an upcast reads is the author's to get right. One that is recorded and not
/// there any more is broken, too.
record_check check_records(const std::vector<recorded>& before, const std::vector<recorded>& today,
                           compatibility);

} // namespace troupe::definitions
