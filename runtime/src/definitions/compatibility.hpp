// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace troupe::definitions {

/// Which of two definitions must read what the other wrote, in the words of schema registries.
enum class compatibility {
  none,
  backward, ///< the new one reads what was written by the old: journals stay readable
  forward,  ///< the old one reads what is written by the new: old programs go on
  full,     ///< both
};

/// One way in which a definition breaks another.
struct incompatibility {
  std::string path; ///< ".lines[].quantity"; "" is the whole
  std::string what;
  std::string remedy;

  friend bool operator==(const incompatibility&, const incompatibility&) = default;
};

/// All that breaks between two JSON Schemas as `json_schema` makes them.
///
/// What is compared is what is read, not only whether it can be: a reader of ours takes the default
/// for a member that is missing and ignores one that it does not know, so a member that was renamed
/// would lose its value in silence. That is a break here: a member that is new must be an
/// `std::optional`, and one that was there must stay.
std::vector<incompatibility> compare(const boost::json::object& old_schema,
                                     const boost::json::object& new_schema, compatibility);

/// The members that a reader would not get as they were written, by another definition of the same
/// version: those that it needs and the writer has not, or has of another type. What the reader
/// does not know it leaves out, and constraints bind who publishes.
std::vector<std::string> misread_members(const boost::json::object& writer,
                                         const boost::json::object& reader);

} // namespace troupe::definitions
