// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/topic.hpp"

#include <string>
#include <vector>

/// Whether the events of a deployment flow as they can be meant to.
namespace troupe::definitions {

/// What a child handles, and what it says that it publishes.
struct child_flow {
  std::string child;
  std::vector<pattern> handles;
  std::vector<std::string> publishes;
  bool says_what_it_publishes = true; ///< false: it may publish whatever it likes
};

/// What is not to be told, by the name of the warning.
struct flow_as_meant {
  std::vector<pattern> unhandled;
  std::vector<pattern> unfed;
  std::vector<pattern> unmatched;
  std::vector<pattern> cycles;
  std::vector<pattern> unsaid{}; ///< children
};

struct flow_warning {
  std::string child; ///< where it is to be seen; none where `topics` has it
  std::string name;  ///< the topic, the pattern or the child
  std::string what;
  std::string to_do; ///< also how it is silenced

  friend bool operator==(const flow_warning&, const flow_warning&) = default;
};

/// Events that are published and that nobody handles; handlers of events that nobody publishes;
/// patterns, and entries of the deployment's `topics`, that are no event of its modules; events
/// that come of themselves again. Where a child may publish whatever it likes, nothing is said to
/// be published by nobody, and that this was not looked for is told. Of a cycle is certain only
/// what goes through services that handle one event and nothing else, and only such are told. The
/// runtime's own topics are left out.
std::vector<flow_warning> check_flow(const std::vector<child_flow>&,
                                     const std::vector<std::string>& topics, const flow_as_meant&);

/// What is silenced and yet would not be told: nobody needs it any more, or it is misspelt.
struct unused_silence {
  std::string warning; ///< its name: "unhandled"
  std::string name;    ///< the topic, the pattern or the child

  friend bool operator==(const unused_silence&, const unused_silence&) = default;
};

std::vector<unused_silence> unused_silences(const std::vector<child_flow>&,
                                            const std::vector<std::string>& topics,
                                            const flow_as_meant&);

} // namespace troupe::definitions
