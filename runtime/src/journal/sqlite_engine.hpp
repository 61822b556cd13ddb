// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "journal/owner_lock.hpp"
#include "journal/sqlite.hpp"
#include "journal/sqlite_group.hpp"

#include <atomic>
#include <set>

namespace troupe::journal {

/// Writes groups into one SQLite file over the only connection that writes and the only one that
/// makes checkpoints. After the first error it takes nothing more and leaves the file as it is: a
/// failed fsync must not be tried again, the system may have dropped what it could not write. What
/// the engine before it left in the log is made durable when it is opened.
///
/// Claims, notes and new subscriptions alone cost no sync: the log is one file in order, so they
/// are durable before anything that is written later, and a power cut ends all who claimed before
/// that.
class sqlite_engine final : public engine {
public:
  static result<std::unique_ptr<engine>> open(const std::filesystem::path& file,
                                              const sqlite_options& options);
  ~sqlite_engine() override;

  result<std::vector<verdict>> write(std::span<commit> group) override;
  result<void> rest() override;
  result<std::unique_ptr<chore>> back_up(const std::filesystem::path& to) override;
  result<std::unique_ptr<chore>> trim(trim_request what, trim_told told) override;
  result<std::unique_ptr<chore>> compact(compact_request what, compact_told told) override;
  std::uint64_t setbacks() const override { return group_.subscriptions().setbacks(); }
  result<subscription_number> subscribe(std::string_view name, sequence_number start) override;
  result<std::unique_ptr<reader>> open_reader() override;
  sequence_number head() const override { return head_; }
  epoch_number next_epoch() override { return ++last_epoch_; }

private:
  sqlite_engine(owner_lock held, std::unique_ptr<connection> db, const sqlite_options& options);

  /// While it lives, commits are not synced: for what means nothing until a later commit, whose
  /// sync takes it along, as the log is one file in order.
  class without_sync {
  public:
    explicit without_sync(sqlite_engine& of) : of_(of) { of_.set_sync("NORMAL"); }
    ~without_sync() { of_.set_sync("FULL"); }
    without_sync(const without_sync&) = delete;
    without_sync& operator=(const without_sync&) = delete;

  private:
    sqlite_engine& of_;
  };
  class trimming;
  class compacting;

  void set_sync(const char* how);
  bool finish();
  error give_up();
  bool checkpoint(int pages);
  void spare_letters_of(std::span<const commit> group, std::span<const verdict> verdicts);

  owner_lock held_;
  std::unique_ptr<connection> db_;
  sqlite_options options_;
  statement begin_, commit_;
  group_writer group_;
  int wal_pages_ = 0;
  int copied_pages_ = 0; ///< of those, so many were there at the last checkpoint
  std::atomic<sequence_number> head_;
  std::atomic<epoch_number> last_epoch_;
  std::set<sequence_number>* spared_ = nullptr; ///< of a compaction, while there is one
};

} // namespace troupe::journal
