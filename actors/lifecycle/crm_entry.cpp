// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/crm.hpp"
#include "troupe/time.hpp"

namespace lifecycle {
namespace {

constexpr auto contacts = R"(create table if not exists contacts (
  user_id text primary key,
  email text,
  name text,
  plan text,
  onboarding text,
  unsubscribed_at timestamptz,
  steps integer not null,
  mails integer not null,
  changed_at timestamptz not null
))";

constexpr auto activities = R"(create table if not exists activities (
  delivery text primary key,
  user_id text not null,
  what text not null,
  at timestamptz not null
))";

constexpr auto add_activity = R"(insert into activities (delivery, user_id, what, at)
  values ($1, $2, $3, $4) on conflict (delivery) do nothing)";

constexpr auto merge_contact = R"(insert into contacts
    (user_id, email, name, plan, onboarding, unsubscribed_at, steps, mails, changed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (user_id) do update set
    email = coalesce(excluded.email, contacts.email),
    name = coalesce(excluded.name, contacts.name),
    plan = coalesce(excluded.plan, contacts.plan),
    onboarding = coalesce(excluded.onboarding, contacts.onboarding),
    unsubscribed_at = coalesce(contacts.unsubscribed_at, excluded.unsubscribed_at),
    steps = contacts.steps + excluded.steps,
    mails = contacts.mails + excluded.mails,
    changed_at = excluded.changed_at)";

} // namespace

troupe::result<void> prepare_crm(sql_connection& database) {
  // Of two that make a table at once PostgreSQL refuses one, also with "if not exists".
  if (auto begun = database.begin_alone(); !begun)
    return begun;
  for (const auto* each : {contacts, activities, "commit"})
    if (auto done = database.execute(each, {}); !done)
      return std::move(done).failure();
  return {};
}

troupe::result<bool> write_entry(sql_connection& database, const crm_entry& x) {
  const auto at = troupe::format_time(x.at);
  if (auto begun = database.execute("begin", {}); !begun)
    return std::move(begun).failure();
  auto added = database.execute(add_activity, {x.delivery, x.user_id, x.what, at});
  if (!added)
    return std::move(added).failure();
  if (*added > 0) {
    const auto unsubscribed = x.unsubscribed ? std::optional{at} : std::nullopt;
    auto merged = database.execute(merge_contact,
                                   {x.user_id, x.email, x.name, x.plan, x.onboarding, unsubscribed,
                                    std::to_string(x.steps), std::to_string(x.mails), at});
    if (!merged)
      return std::move(merged).failure();
  }
  if (auto committed = database.execute("commit", {}); !committed)
    return std::move(committed).failure();
  return *added > 0;
}

} // namespace lifecycle
