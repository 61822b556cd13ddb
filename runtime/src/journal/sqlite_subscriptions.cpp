// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_columns.hpp"
#include "journal/sqlite_counters.hpp"
#include "journal/sqlite_reader.hpp"

// Subscriptions, and what is kept of those that no child has or that went back.

namespace troupe::journal {
namespace {

void take(const subscription_counter& what, const statement& row, subscription_record& into) {
  using kinds = subscription_counter::kinds;
  switch (what.kind) {
  case kinds::orphaned:
    into.orphaned = row.time(1);
    break;
  case kinds::lost_from:
    into.lost_from = row.natural(1);
    break;
  case kinds::returned_by:
    into.returned.by = row.natural(1);
    break;
  case kinds::returned_to:
    into.returned.to = row.natural(1);
    break;
  }
}

} // namespace

result<std::vector<subscription_record>> sqlite_reader::subscriptions() {
  std::vector<subscription_record> all;
  const auto counts = tables::subscriptions.width() + 1;
  begin_.run();
  for (rows found{subscriptions_}; next(found, tables::subscriptions);) {
    all.push_back({found->integer(0), found->text(1), found->natural(2), found->natural(counts),
                   found->natural(counts + 1), found->integer(3) != 0, found->natural(counts + 2)});
    all.back().paused_for = pause_note_at(*found);
  }
  read_counters(all);
  end_.run();
  return checked(std::move(all));
}

void sqlite_reader::read_counters(std::vector<subscription_record>& into) {
  for (rows counted{counters_}; next(counted, tables::counters);) {
    const auto of = read_subscription_counter(counted->view(0));
    for (auto& each : into)
      if (of && of->number == each.number)
        take(*of, *counted, each);
  }
}

result<rereading> sqlite_reader::rereading_of(subscription_number subscription) {
  rereading all;
  if (format_ < 4)
    return all; // A file of an older format knows of none.
  begin_.run();
  if (rows found{settled_, subscription}; next(found, tables::subscriptions))
    all.muted = found->integer(4) != 0;
  for (rows found{rereading_, subscription}; next(found, tables::rereading);)
    (found->integer(3) != 0 ? all.letters : all.unhandled).push_back(found->natural(1));
  end_.run();
  return checked(std::move(all));
}

} // namespace troupe::journal
