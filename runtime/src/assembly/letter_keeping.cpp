// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/letter_changes.hpp"
#include "assembly/member.hpp"
#include "assembly/running.hpp"
#include "assembly/tree_survey.hpp"
#include "journal/find_letter.hpp"

#include <utility>

/// How dead letters are deleted that are too old, or too much.
namespace troupe::assembly {

void running::look_at_letters_in(std::chrono::nanoseconds delay) {
  if (!retention_.is_on())
    return;
  timers_.after(delay, [this] {
    run_errand([this](errand&) {
      if (stopping_ || journal_failed_)
        return;
      if (const auto looked = look_at_letters(); !looked)
        settings_.log(log_level::warning, deployment_.name,
                      "dead_letters.retain: " + to_string(looked.failure()));
      look_at_letters_in(retention_.interval());
    });
  });
}

result<void> running::look_at_letters() {
  auto reader = storage_->open_reader();
  if (!reader)
    return std::move(reader).failure();
  auto weights = (*reader)->dead_letter_weights();
  if (!weights)
    return std::move(weights).failure();
  const auto found = retention_.look(*weights, time_.now());
  if (found.announcement)
    settings_.log(log_level::warning, deployment_.name, *found.announcement);
  return expire(**reader, found.expired);
}

/// Each by a commit of its own: one that somebody moves meanwhile stays his.
result<void> running::expire(journal::reader& from, const std::vector<uuid>& ids) {
  const deed by{time_.now(), "retention", "dead_letters.retain"};
  struct counts {
    std::uint64_t open = 0; ///< only the journal's thread touches them, once all are submitted
    std::uint64_t done = 0;
  };
  const auto of = std::make_shared<counts>();
  std::vector<std::pair<journal::commit, journal::writer::completion>> all;
  for (const auto& id : ids) {
    const auto letter = journal::find_letter(from, id);
    if (!letter)
      return letter.failure();
    if (!*letter)
      continue;
    auto made = removal_of(**letter, journal::letter_deed::expired, by);
    all.emplace_back(std::move(made), [this, of](const journal::verdict& v) {
      of->done += v.accepted() ? 1 : 0;
      if (--of->open > 0 || of->done == 0)
        return;
      settings_.log(log_level::warning, deployment_.name,
                    "deleted " + std::to_string(of->done) +
                        (of->done == 1 ? " dead letter" : " dead letters") +
                        ", as dead_letters.retain says");
      letters_.expired(of->done);
    });
  }
  of->open = all.size();
  if (!all.empty())
    writer_->submit(std::move(all));
  return {};
}

} // namespace troupe::assembly
