// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_move.hpp"

#include "bus/messages.hpp"

#include <caf/send.hpp>

#include <iterator>
#include <utility>

namespace troupe::assembly {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

} // namespace

void letter_move::begin(parts with, const control::move_letters& what, told then) {
  const std::shared_ptr<letter_move> made{new letter_move{std::move(with), std::move(then)}};
  made->todo_ = what;
  made->go();
}

void letter_move::go() {
  auto reader = parts_.storage.open_reader();
  if (!reader)
    return then_(std::move(reader).failure());
  auto plan = plan_move(**reader, todo_, parts_.time.now());
  if (!plan)
    return then_(std::move(plan).failure());
  append(done_.left, std::move(plan->told.left));
  append(done_.missing, std::move(plan->told.missing));
  if (plan->moves.empty())
    return then_(std::move(done_));
  submit(*std::move(plan));
}

/// A subscription changes rows in the name of its instances; what no instance can know of is
/// written as it is.
void letter_move::submit(letter_plan plan) {
  open_ = plan.moves.size();
  std::map<std::string, std::pair<bus::change_rows, std::vector<uuid>>> by_service;
  std::vector<std::pair<journal::commit, journal::writer::completion>> direct;
  for (auto& each : plan.moves) {
    if (each.change && parts_.subscription(each.service)) {
      auto& [rows, ids] = by_service[each.service];
      rows.changes.push_back(*std::move(each.change));
      ids.push_back(each.letter);
      continue;
    }
    direct.emplace_back(each.change ? std::move(each.change->commit) : std::move(each.commit),
                        [self = shared_from_this(), id = each.letter](const journal::verdict& v) {
                          self->decided(id, v);
                        });
  }
  for (auto& [service, of] : by_service) {
    auto& [rows, ids] = of;
    rows.then = [self = shared_from_this(), ids = std::move(ids)](
                    std::size_t which, const journal::verdict& v) { self->decided(ids[which], v); };
    caf::anon_send(parts_.subscription(service), std::move(rows));
  }
  if (!direct.empty())
    parts_.writer.submit(std::move(direct));
}

void letter_move::decided(const uuid& id, const journal::verdict& v) {
  {
    const std::lock_guard guard{mutex_};
    if (v.accepted())
      ++done_.moved;
    else if (v.failure->code == ec::refused || v.failure->code == ec::busy)
      undone_.emplace(id, v.failure->what);
    else
      failure_ = v.failure;
    if (--open_ > 0)
      return;
  }
  round_over();
}

/// Nothing else is under way now.
void letter_move::round_over() {
  if (failure_)
    return then_(*failure_);
  auto undone = std::exchange(undone_, {});
  if (!undone.empty() && ++round_ < tries) {
    todo_.ids.clear();
    for (const auto& [id, why] : undone)
      todo_.ids.push_back(id);
    return parts_.later(first_wait * (1 << round_), [self = shared_from_this()] { self->go(); });
  }
  for (auto& [id, why] : undone)
    done_.left.push_back({id, std::move(why)});
  then_(std::move(done_));
}

} // namespace troupe::assembly
