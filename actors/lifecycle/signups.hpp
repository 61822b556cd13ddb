// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/event_file.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <string>

/// The source: it brings in what users did, from a file with a fact a line.
///
/// What cannot be read becomes a dead letter, and the rest goes on.
namespace lifecycle {

struct signups_options {
  /// Empty: there is nothing to bring in; `troupe publish` does it.
  std::string file;
  /// Goes on with what is written behind the file's end, as to a log.
  bool follow = false;
};
BOOST_DESCRIBE_STRUCT(signups_options, (), (file, follow))

troupe::behavior signups(troupe::service<file_position, signups_options>* self);

} // namespace lifecycle
