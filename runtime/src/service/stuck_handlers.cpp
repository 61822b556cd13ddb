// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "service/stuck_handlers.hpp"

#include "troupe/duration.hpp"

#include <utility>

namespace troupe {
namespace {

using execution::exit_class;
using execution::hand_view;
using execution::work_kind;

/// A service whose handlers are all late would fill the log; after so many lines of one instance it
/// is told in the log no more.
constexpr std::uint64_t lines_of_late = 10;

std::string in_words(std::chrono::nanoseconds time) {
  using namespace std::chrono;
  using tenths = duration<std::int64_t, std::deci>;
  if (time < seconds{1})
    return format_duration(round<milliseconds>(time));
  return format_duration(time < minutes{1} ? nanoseconds{round<tenths>(time)}
                                           : nanoseconds{round<seconds>(time)});
}

std::vector<hand_view> look_at(const execution::in_hand& board) {
  std::vector<hand_view> seen(board.size());
  for (std::size_t i = 0; i < board.size(); ++i)
    seen[i] = board.at(i).look();
  return seen;
}

} // namespace

void stuck_handlers::look() {
  // Before the look: what a handler says of itself after it is told apart by its time.
  const auto when = parts_.time.now();
  const auto found =
      watch_.look(look_at(parts_.hands), parts_.time.elapsed(), [this](std::uint64_t owner) {
        const auto listed = parts_.running.find(owner);
        return listed ? listed->limits : patience{patience::endless, patience::endless};
      });
  for (const auto& x : found) {
    if (x.what == handler_watch::finding::kind::back) {
      report_return(x);
      continue;
    }
    const auto listed = parts_.running.find(x.call.owner);
    if (!listed)
      continue; // It ended just now.
    if (x.what == handler_watch::finding::kind::late)
      report_late(x, *listed);
    else
      leave_behind(x, *listed, when);
  }
  if (!found.empty())
    count_zombies();
}

void stuck_handlers::left_behind(const std::string& path, std::uint64_t start) {
  look();
  const auto owner = parts_.running.epoch_of(path, start);
  const auto listed = parts_.running.find(owner);
  if (!listed)
    return;
  listed->fence->raise();
  const auto call = watch_.leave_behind(owner);
  if (!call)
    return; // It only waits for its turn.
  parts_.hands.leave(call->what);
  remember(call->what, *listed);
  parts_.replace_thread(call->what.thread);
  count_zombies();
}

std::vector<zombie> stuck_handlers::zombies() const {
  const std::lock_guard guard{mutex_};
  return zombies_;
}

void stuck_handlers::report_late(const handler_watch::finding& x, const listed_instance& who) {
  const auto& doing = remember(x.call, who).doing;
  const auto said = ++late_[who.name];
  if (said > lines_of_late)
    return;
  const auto then = who.limits.grace == patience::endless
                        ? std::string{"it is let go on"}
                        : "after " + in_words(who.limits.grace) + " more it is left behind";
  parts_.log(log_level::warning, who.name,
             "has not returned from " + doing + " for " + in_words(x.lasted) + "; " + then +
                 (said == lines_of_late ? " (further ones are only told when left behind)" : ""));
}

void stuck_handlers::leave_behind(const handler_watch::finding& x, const listed_instance& who,
                                  time_point when) {
  who.fence->raise();
  const auto& about = remember(x.call, who);
  const auto text = "did not return from " + about.doing + " within " + in_words(x.lasted);
  const bool is_charged = about.event && who.streak->is_charged(*about.event);
  // Before it is charged, for should it end the process, it would be charged again.
  parts_.hands.leave(x.call);
  if (is_charged && x.call.work.kind() == work_kind::event)
    who.charged->add(x.call.work.number(),
                     {journal::failure::timeout,
                      "the handler did not return within " + in_words(x.lasted), when, who.name});
  parts_.doings.left_behind.fetch_add(1, std::memory_order_relaxed);
  who.abandon(is_charged ? exit_class::delivery_crash : exit_class::error, text);
  parts_.log(log_level::error, who.name,
             text + (is_charged ? "; the delivery has spent an attempt" : ""));
  parts_.replace_thread(x.call.thread); // Last, for the system may have no thread more.
}

void stuck_handlers::report_return(const handler_watch::finding& x) {
  const auto found = remembered_.find(x.call.owner);
  if (found == remembered_.end())
    return;
  const auto about = std::move(found->second);
  remembered_.erase(found);
  if (!x.left_behind && late_[about.instance] > lines_of_late)
    return;
  parts_.log(log_level::info, about.instance,
             (x.left_behind ? "came back from " : "returned from ") + about.doing + " after " +
                 in_words(x.lasted) +
                 (x.left_behind ? "; it has been replaced, and nothing that it did counts" : ""));
}

/// What an instance has in hand, for as long as it is late or left behind.
const stuck_handlers::known& stuck_handlers::remember(const hand_view& x,
                                                      const listed_instance& who) {
  auto [at, is_new] = remembered_.try_emplace(x.owner);
  if (is_new)
    at->second = describe(x, who);
  return at->second;
}

stuck_handlers::known stuck_handlers::describe(const hand_view& x, const listed_instance& who) {
  known out{who.name, {}, {}};
  switch (x.work.kind()) {
  case work_kind::start:
    out.doing = "on_start";
    break;
  case work_kind::pull:
    out.doing = "bringing events in";
    break;
  case work_kind::transient_event:
    out.doing = "handling a transient event";
    out.event = parts_.ids.next(); // It has an id, which is not known here: it differs from others.
    break;
  case work_kind::event:
  case work_kind::none:
    const auto number = "sequence " + std::to_string(x.work.number());
    const auto event = parts_.event_of(x.work.number());
    if (event)
      out.event = event->id;
    out.doing = event ? "handling " + event->topic + (event->key.empty() ? "" : ' ' + event->key) +
                            " (" + number + ')'
                      : "handling the event of " + number;
    break;
  }
  return out;
}

/// Counts those that are left behind; more than the limit, and the program cannot go on.
void stuck_handlers::count_zombies() {
  std::vector<zombie> all;
  for (const auto& x : watch_.left_behind()) {
    const auto about = remembered_.find(x.what.owner);
    if (about == remembered_.end())
      continue; // Its actor has ended, so it is about to return.
    all.push_back({about->second.instance, about->second.doing,
                   parts_.time.now() - std::chrono::duration_cast<std::chrono::microseconds>(
                                           parts_.time.elapsed() - x.since)});
  }
  const auto count = all.size();
  auto names = std::string{};
  for (const auto& x : all)
    names += (names.empty() ? "" : ", ") + x.instance + " in " + x.doing;
  {
    const std::lock_guard guard{mutex_};
    zombies_ = std::move(all);
  }
  if (count > parts_.most)
    parts_.too_many(std::to_string(count) +
                    " handlers were left behind and have not returned, and limits.zombies is " +
                    std::to_string(parts_.most) + ": " + names);
}

} // namespace troupe
