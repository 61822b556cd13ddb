// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/journal_access.hpp"

#include "assembly/open_journal.hpp"
#include "journal/sqlite.hpp"

#include <filesystem>
#include <iostream>
#include <system_error>

namespace troupe::cli {

opening<journal::engine> own_journal(const deploy::deployment& what) {
  auto opened = assembly::open_journal(
      what, [](const std::string& text) { std::cerr << "troupe: " << text << '\n'; });
  if (opened)
    return {*std::move(opened), exit_done};
  std::cerr << "troupe: " << to_string(opened.failure()) << '\n';
  return {nullptr, exit_code_of(opened.failure())};
}

int failed_to_read(const error& why) {
  const int code = failed(why);
  return why.code == ec::not_found ? exit_try_again : code;
}

namespace {

opening<journal::reader> read_at(const std::string& path) {
  auto opened = journal::open_sqlite_readonly(path);
  if (opened)
    return {*std::move(opened), exit_done};
  return {nullptr, failed_to_read(opened.failure())};
}

} // namespace

opening<journal::reader> read_journal(const deploy::deployment& what) {
  return read_at(what.journal.path);
}

opening<journal::reader> read_journal(const known_deployment& of) {
  const auto path = find_journal(of);
  return path.value ? read_at(*path.value) : opening<journal::reader>{nullptr, path.exit_code};
}

opening<journal::reader> read_journal(const deployment_source& of) {
  return read_journal(known_deployment{of});
}

journal_place find_journal(const known_deployment& of) {
  std::error_code unknown;
  const bool is_there = !of.journal().empty() && std::filesystem::exists(of.journal(), unknown);
  if (!of.is_sound() && !is_there) {
    of.sound();
    return {std::nullopt, of.exit_code()};
  }
  of.warn("the journal " + of.journal() + " is read");
  return {of.journal(), exit_done};
}

void say_what_is_gone(journal::reader& of, journal::sequence_number from) {
  const auto first = of.first();
  if (first && from < *first)
    std::cerr << "troupe: the events up to " << *first - 1
              << " are gone, for the retention took them; the first that is kept is " << *first
              << '\n';
}

} // namespace troupe::cli
