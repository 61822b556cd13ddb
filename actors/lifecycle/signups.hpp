// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/event_file.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <string>

/// The source: it brings in what users did, from a file with a fact a line.
///
/// What cannot be read becomes a dead letter, and the rest goes on. A fact that was brought in
/// before, within the deployment's `journal.duplicates`, is not brought in again: so a line can be
/// corrected, and the file is read once more for it.
namespace lifecycle {

struct signups_options {
  /// Empty: there is nothing to bring in; `troupe publish` does it.
  std::string file;
  /// Goes on with what is written behind the file's end, as to a log: also to one that is moved
  /// away or emptied when it is large. It is read to its end, and then the next from its beginning.
  bool follow = false;
};
BOOST_DESCRIBE_STRUCT(signups_options, (), (file, follow))

troupe::behavior signups(troupe::service<file_position, signups_options>* self);

} // namespace lifecycle
