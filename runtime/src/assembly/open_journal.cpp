// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/open_journal.hpp"

#include "journal/sqlite.hpp"

namespace troupe::assembly {

result<std::unique_ptr<journal::engine>>
open_journal(const deploy::deployment& what, std::function<void(const std::string&)> tell) {
  journal::sqlite_options options;
  options.tell = std::move(tell);
  options.sync = what.journal.sync == deploy::sync_modes::full ? journal::sync_mode::full
                                                               : journal::sync_mode::normal;
  const auto& kept = what.journal.duplicates;
  options.duplicates = {std::chrono::duration_cast<std::chrono::microseconds>(kept.age),
                        static_cast<std::uint64_t>(kept.count)};
  return journal::open_sqlite(what.journal.path, options);
}

} // namespace troupe::assembly
