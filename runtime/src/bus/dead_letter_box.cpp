// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "bus/dead_letter_box.hpp"

#include <caf/message.hpp>

#include <algorithm>
#include <string_view>

namespace troupe::bus {
namespace {

journal::dead_letter_reason reason_of(execution::drop_reason why) {
  switch (why) {
  case execution::drop_reason::actor_gone:
    return journal::dead_letter_reason::actor_gone;
  case execution::drop_reason::left_in_mailbox:
    return journal::dead_letter_reason::left_in_mailbox;
  case execution::drop_reason::unhandled:
    break;
  }
  return journal::dead_letter_reason::unhandled;
}

const char* sentence_of(execution::drop_reason why) {
  switch (why) {
  case execution::drop_reason::actor_gone:
    return "the actor that it was sent to had ended";
  case execution::drop_reason::left_in_mailbox:
    return "the actor ended before it handled it";
  case execution::drop_reason::unhandled:
    break;
  }
  return "the actor has no handler for it";
}

} // namespace

bool is_internal(const caf::message& what) {
  if (what.empty())
    return false;
  const auto* type = what.type(0).second;
  // Nested names of namespace troupe, as the Itanium C++ ABI writes them.
  return type != nullptr && std::string_view{type->name()}.substr(0, 8) == "N6troupe";
}

dead_letter_box::dead_letter_box(const clock& time, uuid_source& ids, std::function<void()> filled)
    : time_(time), ids_(ids), filled_(std::move(filled)) {}

void dead_letter_box::dropped(const std::string& actor, execution::drop_reason why,
                              caf::message what) noexcept {
  if (is_internal(what))
    return;
  journal::dead_letter_record letter;
  letter.reason = reason_of(why);
  letter.service = actor;
  letter.instance = actor;
  letter.error = sentence_of(why);
  letter.text = caf::to_string(what);
  put(std::move(letter));
}

void dead_letter_box::put(journal::dead_letter_record letter) {
  letter.id = ids_.next();
  letter.first_seen = letter.last_seen = time_.now();
  {
    const std::lock_guard guard{mutex_};
    letters_.push_back(std::move(letter));
    ++received_;
  }
  filled_();
}

std::vector<journal::dead_letter_record> dead_letter_box::take(std::size_t most) {
  const std::lock_guard guard{mutex_};
  const auto first = letters_.begin() + static_cast<std::ptrdiff_t>(under_way_);
  const auto count = std::min(most, letters_.size() - under_way_);
  under_way_ += count;
  return {first, first + static_cast<std::ptrdiff_t>(count)};
}

void dead_letter_box::durable(std::size_t count) {
  const std::lock_guard guard{mutex_};
  letters_.erase(letters_.begin(), letters_.begin() + static_cast<std::ptrdiff_t>(count));
  under_way_ -= count;
}

std::size_t dead_letter_box::size() const {
  const std::lock_guard guard{mutex_};
  return letters_.size();
}

std::uint64_t dead_letter_box::received() const {
  const std::lock_guard guard{mutex_};
  return received_;
}

} // namespace troupe::bus
