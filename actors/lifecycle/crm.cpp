// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/crm.hpp"

#include "lifecycle/events.hpp"
#include "lifecycle/postgres.hpp"
#include "lifecycle/sqlite.hpp"

#include <memory>

namespace lifecycle {
namespace {

using crm_service = troupe::service<troupe::nothing, crm_options>;

/// The connection, which is made when it is needed and given up when anything is wrong with it.
class ledger {
public:
  explicit ledger(crm_service* self) : self_(self) {}

  troupe::outcome write(crm_entry entry, const troupe::delivery& d) {
    entry.delivery = d.idempotency_key();
    entry.user_id = d.key;
    entry.at = d.time;
    if (auto there = connect(); !there)
      return troupe::retry(text_of(there.failure())); // of no delivery, whatever it is
    auto written = write_entry(*database_, entry);
    if (written)
      return troupe::done();
    database_.reset();
    auto text = text_of(written.failure());
    return written.failure().code == troupe::ec::invalid ? troupe::reject(std::move(text))
                                                         : troupe::retry(std::move(text));
  }

private:
  troupe::result<void> connect() {
    if (database_)
      return {};
    auto opened = open();
    if (!opened)
      return std::move(opened).failure();
    if (auto prepared = prepare_crm(**opened); !prepared)
      return prepared;
    database_ = *std::move(opened);
    return {};
  }

  troupe::result<std::unique_ptr<sql_connection>> open() const {
    const auto& options = self_->options();
    if (options.in == crm_store::postgres)
      return open_postgres({options.connection, options.password, options.timeout});
    return open_sqlite(options.file);
  }

  static std::string text_of(const troupe::error& why) {
    return "the CRM's database: " + to_string(why);
  }

  crm_service* self_;
  std::unique_ptr<sql_connection> database_;
};

crm_entry entry_of(const user_signed_up& user) {
  crm_entry entry;
  entry.what = "signed up";
  entry.email = user.email;
  entry.name = user.name;
  entry.plan = user.plan;
  return entry;
}

crm_entry entry_of(const step_completed& fact) {
  crm_entry entry;
  entry.what = "completed " + fact.step;
  entry.steps = 1;
  return entry;
}

crm_entry entry_of(const user_unsubscribed&) {
  crm_entry entry;
  entry.what = "unsubscribed";
  entry.unsubscribed = true;
  return entry;
}

crm_entry entry_of(const onboarding_ended& fact) {
  crm_entry entry;
  entry.onboarding = boost::describe::enum_to_string(fact.outcome, "");
  entry.what = "onboarding ended: " + *entry.onboarding;
  return entry;
}

crm_entry entry_of(const mail_sent& fact) {
  crm_entry entry;
  entry.what = "was mailed: " + fact.mail;
  entry.mails = 1;
  return entry;
}

} // namespace

std::vector<troupe::option_complaint> crm_options::complaints() const {
  std::vector<troupe::option_complaint> found;
  if (in == crm_store::sqlite && file.empty())
    found.push_back({"file", "is empty; name the file of the database"});
  if (in == crm_store::postgres && connection.empty())
    found.push_back({"connection", "is empty; write \"host=... dbname=... user=...\""});
  if (timeout < std::chrono::milliseconds{100} || timeout > std::chrono::minutes{5})
    found.push_back({"timeout", "is less than 100ms or more than 5m; use 5s"});
  return found;
}

troupe::behavior crm(crm_service* self) {
  auto book = std::make_shared<ledger>(self);
  return {
      [book](const user_signed_up& x, const troupe::delivery& d) {
        return book->write(entry_of(x), d);
      },
      [book](const step_completed& x, const troupe::delivery& d) {
        return book->write(entry_of(x), d);
      },
      [book](const user_unsubscribed& x, const troupe::delivery& d) {
        return book->write(entry_of(x), d);
      },
      [book](const onboarding_ended& x, const troupe::delivery& d) {
        return book->write(entry_of(x), d);
      },
      [book](const mail_sent& x, const troupe::delivery& d) { return book->write(entry_of(x), d); },
  };
}

} // namespace lifecycle
