// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/journal_access.hpp"

#include "assembly/open_journal.hpp"
#include "journal/sqlite.hpp"

#include <iostream>

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

opening<journal::reader> read_journal(const deploy::deployment& what) {
  auto opened = journal::open_sqlite_readonly(what.journal.path);
  if (opened)
    return {*std::move(opened), exit_done};
  return {nullptr, failed_to_read(opened.failure())};
}

opening<journal::reader> read_journal(const deployment_source& of) {
  const auto loaded = load_deployment(of);
  if (!loaded.value)
    return {nullptr, loaded.exit_code};
  return read_journal(loaded.value->what);
}

void say_what_is_gone(journal::reader& of, journal::sequence_number from) {
  const auto first = of.first();
  if (first && from < *first)
    std::cerr << "troupe: the events up to " << *first - 1
              << " are gone, for the retention took them; the first that is kept is " << *first
              << '\n';
}

} // namespace troupe::cli
