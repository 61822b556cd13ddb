// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/status.hpp"
#include "deployment/values.hpp"
#include "troupe/clock.hpp"
#include "troupe/error.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace troupe::assembly {

/// What was loaded of a module.
struct module_digest {
  std::string name;
  std::string digest; ///< of its file's content

  friend bool operator==(const module_digest&, const module_digest&) = default;
};
BOOST_DESCRIBE_STRUCT(module_digest, (), (name, digest))

/// What a deployment runs, as it was said: the text of its file, with nothing filled in, and what
/// was put over it. It is kept beside the journal, in `<journal>.deployment`, which only the owner
/// of the journal writes: at a start, and where a reload is committed.
struct generation {
  std::uint64_t number = 0; ///< counts those that said something else than the one before
  std::string file;         ///< from the root
  std::vector<std::string> sets;
  std::string text;
  /// The subscriptions that a reload has made which is not committed yet. Nothing was delivered to
  /// them; where this is read at a start, the process died before the commit.
  std::vector<std::string> adding{};
  std::optional<time_point> committed{}; ///< since when it is what runs; older files do not say it
  /// Those whose services run, in the order of their names; not those that are linked into the
  /// program. A file from before they were written down has none.
  std::vector<module_digest> modules{};
  /// The children, here or before, whose subscriptions have handled no event: they bring events in.
  std::vector<std::string> sources{};
};
BOOST_DESCRIBE_STRUCT(generation, (),
                      (number, file, sets, text, adding, committed, modules, sources))

/// What is asked to run: which number it gets, and since when it does, is known when it runs.
generation generation_asked(std::string file, std::vector<std::string> sets, std::string text,
                            const deploy::deployment&);

std::filesystem::path generation_file(const std::filesystem::path& journal);

/// Nothing where none was written yet.
result<std::optional<generation>> read_generation(const std::filesystem::path& journal);

/// All of it or nothing: it is synced, and then put in the place of the one before. Others than its
/// owner cannot read it, for the text may hold what should not be shown.
result<void> write_generation(const std::filesystem::path& journal, const generation&);

/// The modules of a deployment that was read.
std::vector<module_digest> modules_of(const deploy::deployment&);

/// Takes what is to run for what ran of those modules, where it is known: their files may say
/// something else by now.
void put_digests(const std::vector<module_digest>& ran, deploy::deployment& into);

/// What a process that starts loads of another version than ran last, a line each.
std::vector<std::string> replaced_modules(const std::optional<generation>& last,
                                          const generation& next);

/// The number for what is to run now, given what ran last.
std::uint64_t number_after(const std::optional<generation>& last, const generation& next);

/// Since when it runs, given what ran last: a run of the same is no other generation.
time_point committed_after(const std::optional<generation>& last, const generation& next,
                           time_point now);

/// As `troupe status` tells it.
control::generation_view view_of(const generation&);

} // namespace troupe::assembly
