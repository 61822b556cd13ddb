// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/member.hpp"
#include "assembly/running.hpp"

#include "guard/plan.hpp"

#include <algorithm>

/// How a deployment deals with what the processes before it died of.
namespace troupe::assembly {

running::member* running::member_of(journal::subscription_number number) {
  const auto here = present();
  const auto found = std::find_if(here->members.begin(), here->members.end(),
                                  [&](const auto* m) { return m->number == number; });
  return found == here->members.end() ? nullptr : *found;
}

void running::settle(const guard::delivery_id& what) {
  if (settings_.settled)
    settings_.settled(what);
}

void running::charge_suspects(const std::vector<journal::subscription_record>& known) {
  for (const auto& each : settings_.suspects)
    charge(each, known);
  if (!settings_.alone)
    return;
  const auto* m = member_of(settings_.alone->subscription);
  if (m && m->paused)
    return settings_.alone.reset(); // The guard keeps it in mind until it is resumed.
  if (m && !m->list.events().empty())
    return;
  // Its service was taken out of the deployment.
  settle(*settings_.alone);
  settings_.alone.reset();
}

void running::charge(const guard::suspect& who,
                     const std::vector<journal::subscription_record>& known) {
  const auto* m = member_of(who.what.subscription);
  const auto of = std::find_if(known.begin(), known.end(),
                               [&](const auto& x) { return x.number == who.what.subscription; });
  // What is read anew since has spent no attempt.
  const bool is_read_anew = of != known.end() && of->returned.covers(who.what.sequence, who.epoch);
  if (m == nullptr || is_read_anew)
    return settle(who.what);
  const auto text = death_of(who, *m);
  settings_.log(log_level::warning, m->what.id, text + "; the delivery is charged");
  m->charged->add(who.what.sequence,
                  {journal::failure::signal, text, who.when, m->what.id, who.is_condemned});
}

/// "commerce.payment of commerce.so died of SIGSEGV handling orders.confirmed 536365".
std::string running::death_of(const guard::suspect& who, const member& m) {
  const auto module = m.what.offer.substr(0, m.what.offer.find('.')) + ".so";
  auto text = m.what.offer + " of " + module +
              (who.signal != 0 ? " died of " + guard::name_of_signal(who.signal)
                               : " was killed, at last while it ran alone,") +
              " handling ";
  const auto event = reader_->event(who.what.sequence);
  if (!event || !*event)
    return text + "event " + std::to_string(who.what.sequence);
  return text + (*event)->topic + ((*event)->key.empty() ? "" : ' ' + (*event)->key);
}

/// The tree has started.
void running::open_for_work() {
  if (!settings_.alone)
    return open_for_all();
  const auto* m = member_of(settings_.alone->subscription);
  settings_.log(log_level::warning, m->what.id,
                "event " + std::to_string(settings_.alone->sequence) +
                    " was in hand each time the process was killed, so it is run alone first");
  alone_start_.open();
}

/// What is to be run alone would never be settled once its service has ended for good, and all
/// others would wait for it. The guard keeps it in mind for the next process.
void running::stop_waiting_for_alone() {
  if (!settings_.alone || !alone_start_.is_open() || start_.is_open() || stopping_)
    return;
  const auto* m = member_of(settings_.alone->subscription);
  if (!has_ended_for_good(*m))
    return;
  settings_.log(log_level::warning, m->what.id,
                "has ended for good before event " + std::to_string(settings_.alone->sequence) +
                    " was settled, so the others do not wait for it");
  start_.open();
}

void running::open_for_all() {
  if (settings_.alone)
    settle(*settings_.alone);
  start_.open();
}

} // namespace troupe::assembly
