// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/sqlite.hpp"

#include <sqlite3.h>

namespace lifecycle {
namespace {

constexpr int patience_ms = 5000; // while another program writes

struct sqlite_closer {
  void operator()(sqlite3* file) const { sqlite3_close_v2(file); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class sqlite_connection final : public sql_connection {
public:
  explicit sqlite_connection(sqlite3* file) : file_(file) {}

  troupe::result<void> begin_alone() override {
    auto begun = execute("begin immediate", {});
    return begun ? troupe::result<void>{} : std::move(begun).failure();
  }

private:
  troupe::result<std::int64_t> carry_out(const std::string& text, const values& given) override {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(file_.get(), text.c_str(), static_cast<int>(text.size()), &prepared,
                           nullptr) != SQLITE_OK)
      return failed();
    const std::unique_ptr<sqlite3_stmt, sqlite_closer> statement{prepared};
    for (std::size_t at = 0; at < given.size(); ++at)
      if (given[at] &&
          sqlite3_bind_text(prepared, static_cast<int>(at) + 1, given[at]->c_str(),
                            static_cast<int>(given[at]->size()), SQLITE_STATIC) != SQLITE_OK)
        return failed();
    auto stepped = sqlite3_step(prepared);
    while (stepped == SQLITE_ROW)
      stepped = sqlite3_step(prepared);
    if (stepped != SQLITE_DONE)
      return failed();
    return std::int64_t{sqlite3_changes(file_.get())};
  }

  troupe::error failed() const {
    const auto code = sqlite3_errcode(file_.get()) & 0xff; // the primary one
    const auto final =
        code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH;
    return {final ? troupe::ec::invalid : troupe::ec::io, sqlite3_errmsg(file_.get())};
  }

  std::unique_ptr<sqlite3, sqlite_closer> file_;
};

} // namespace

troupe::result<std::unique_ptr<sql_connection>> open_sqlite(const std::string& file) {
  sqlite3* opened = nullptr;
  const auto done =
      sqlite3_open_v2(file.c_str(), &opened,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, nullptr);
  std::unique_ptr<sqlite3, sqlite_closer> owner{opened};
  if (done != SQLITE_OK)
    return troupe::error{troupe::ec::io,
                         std::string{opened ? sqlite3_errmsg(opened) : "no memory"} +
                             "; make its folder, or let this user write there",
                         file};
  sqlite3_busy_timeout(opened, patience_ms);
  std::unique_ptr<sql_connection> made = std::make_unique<sqlite_connection>(owner.release());
  for (const auto* setting : {"pragma journal_mode = wal", "pragma synchronous = full"})
    if (auto set = made->execute(setting, {}); !set)
      return std::move(set).failure();
  return made;
}

} // namespace lifecycle
