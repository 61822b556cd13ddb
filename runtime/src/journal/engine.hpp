// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/chore.hpp"
#include "journal/commit.hpp"
#include "journal/compaction.hpp"
#include "journal/reader.hpp"
#include "journal/retention.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace troupe::journal {

/// A journal's storage: groups of commits in, committed values out.
///
/// Promises, each shown by the conformance suite:
/// - A group is written with one sync. Each commit in it is all or nothing; a refused one leaves
///   no trace and does not touch its neighbours. A later commit of the group sees the effects of
///   the earlier ones.
/// - When `write` returns a value, every accepted commit is durable as the sync mode says;
///   claims and notes alone, and new subscriptions, with what is written next. When it returns an
///   error, no commit of the group has any effect, and the engine takes no further group.
/// - Sequences are given without gaps, also after refusals and failures, and are never reused.
/// - Readers see a group whole or not at all, and only after it is durable.
///
/// `write`, `rest` and `subscribe` belong to one thread at a time, the writer's; `open_reader` may
/// be called from any.
class engine {
public:
  virtual ~engine() = default;

  /// Verdicts in order of the commits. Gives each accepted commit's events their sequences in
  /// place.
  virtual result<std::vector<verdict>> write(std::span<commit> group) = 0;

  /// Called when nothing waits to be written: time for what would hold up a group else. An error is
  /// as one of `write`.
  virtual result<void> rest() { return {}; }

  /// Copies the journal to this file, as it is when the last step begins; the file has its name
  /// only when it is whole and synced. It must not outlive the engine, whose thread steps it.
  virtual result<std::unique_ptr<chore>> back_up(const std::filesystem::path& to) {
    return error{ec::invalid, "this journal has no file that could be copied", to.string()};
  }

  /// Deletes the oldest events, as far as the request wants it and nobody needs them; sequences are
  /// not used again, and go on from the first that is kept. `told` gets the result at the end.
  virtual result<std::unique_ptr<chore>> trim(trim_request what, trim_told told) = 0;

  /// Deletes events that have a newer one of their topic and key, as far as nobody needs them;
  /// their sequences are gaps from then on. `told` gets the result at the end. Where the process
  /// ends meanwhile, some of them are gone, and of each key the newest is there.
  virtual result<std::unique_ptr<chore>> compact(compact_request what, compact_told told) = 0;

  /// How often a subscription was made, taken up, or sent elsewhere by a seek, since the journal
  /// was opened: by the same number, nobody has come to need what nobody needed before. The
  /// writer's thread.
  virtual std::uint64_t setbacks() const = 0;

  /// The subscription of this name, made where there is none. A new one is settled up to `start`.
  /// Errors (`ec::invalid`): a start beyond the journal's end, or before what is kept.
  virtual result<subscription_number> subscribe(std::string_view name, sequence_number start) = 0;

  virtual result<std::unique_ptr<reader>> open_reader() = 0;

  /// The last sequence that was given out and is durable. From any thread, as `next_epoch`.
  virtual sequence_number head() const = 0;

  /// Greater than every epoch in the journal; each call gives another.
  virtual epoch_number next_epoch() = 0;
};

} // namespace troupe::journal
