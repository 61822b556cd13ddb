// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/postgres.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <libpq-fe.h>
#include <poll.h>

namespace lifecycle {
namespace {

struct pq_closer {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* answer) const { PQclear(answer); }
};
using pq_connection = std::unique_ptr<PGconn, pq_closer>;
using pq_answer = std::unique_ptr<PGresult, pq_closer>;

// To the end of its transaction; the number is "troupe" in ASCII.
constexpr auto lock_for_one = "select pg_advisory_xact_lock(128034844012645)";

// libpq's texts end with a line, and may have several.
std::string one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    text.pop_back();
  for (auto& each : text)
    if (each == '\n' || each == '\t')
      each = ' ';
  return text;
}

class postgres_connection final : public sql_connection {
public:
  postgres_connection(pq_connection connection, std::chrono::milliseconds timeout)
      : connection_(std::move(connection)), timeout_(timeout) {}

  troupe::result<void> begin_alone() override {
    for (const auto* each : {"begin", lock_for_one})
      if (auto done = execute(each, {}); !done)
        return std::move(done).failure();
    return {};
  }

private:
  troupe::result<std::int64_t> carry_out(const std::string& statement,
                                         const values& given) override {
    std::vector<const char*> texts;
    for (const auto& each : given)
      texts.push_back(each ? each->c_str() : nullptr);
    if (PQsendQueryParams(connection_.get(), statement.c_str(), static_cast<int>(texts.size()),
                          nullptr, texts.data(), nullptr, nullptr, 0) != 1)
      return lost();
    std::int64_t changed = 0;
    for (;;) {
      if (auto there = wait_for_answer(); !there)
        return std::move(there).failure();
      const pq_answer answer{PQgetResult(connection_.get())};
      if (!answer)
        return changed;
      const auto status = PQresultStatus(answer.get());
      if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return refused(*answer);
      changed = std::strtoll(PQcmdTuples(answer.get()), nullptr, 10);
    }
  }

  // Not PQexec: that waits for as long as the connection seems to be there.
  troupe::result<void> wait_for_answer() {
    while (PQisBusy(connection_.get()) == 1) {
      pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
      const auto ready = ::poll(&socket, 1, static_cast<int>(timeout_.count()));
      if (ready == 0)
        return troupe::error{troupe::ec::io, "the database has not answered within " +
                                                 std::to_string(timeout_.count()) + " ms"};
      if (ready > 0 && PQconsumeInput(connection_.get()) != 1)
        return lost();
    }
    return {};
  }

  troupe::error lost() const {
    return {troupe::ec::io, one_line(PQerrorMessage(connection_.get()))};
  }

  static troupe::error refused(const PGresult& answer) {
    const auto* state = PQresultErrorField(&answer, PG_DIAG_SQLSTATE);
    return {state && is_final_state(state) ? troupe::ec::invalid : troupe::ec::io,
            one_line(PQresultErrorMessage(&answer))};
  }

  pq_connection connection_;
  std::chrono::milliseconds timeout_;
};

} // namespace

bool is_final_state(std::string_view sqlstate) {
  return sqlstate.starts_with("22") || sqlstate.starts_with("23");
}

troupe::result<std::unique_ptr<sql_connection>> open_postgres(const postgres_address& to) {
  const auto seconds = std::to_string(std::max<std::int64_t>(2, to.timeout.count() / 1000));
  // The last of two values for one keyword counts, and an empty one is the default.
  const std::array keywords{"dbname", "password", "connect_timeout", "application_name",
                            static_cast<const char*>(nullptr)};
  const std::array texts{to.connection.c_str(),
                         to.password.empty() ? static_cast<const char*>(nullptr)
                                             : to.password.c_str(),
                         seconds.c_str(), "troupe", static_cast<const char*>(nullptr)};
  pq_connection connection{PQconnectdbParams(keywords.data(), texts.data(), 1)};
  if (!connection || PQstatus(connection.get()) != CONNECTION_OK)
    return troupe::error{troupe::ec::io, connection ? one_line(PQerrorMessage(connection.get()))
                                                    : "libpq has no memory"};
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr); // "table exists already"
  std::unique_ptr<sql_connection> made =
      std::make_unique<postgres_connection>(std::move(connection), to.timeout);
  return made;
}

} // namespace lifecycle
