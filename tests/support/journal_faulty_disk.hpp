// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace troupe::journal::trial {

/// A disk for SQLite that remembers what was synced, and fails when it is told to.
///
/// It passes all work to the system's files and keeps beside it, for each file, the bytes that a
/// power cut would leave for certain (those synced) and the writes since, of which a power cut
/// leaves any. What a file holds when it is first opened is synced. One may exist of a name.
///
/// Its files may be used from any thread; it is told what shall fail by one, while none uses them
/// or from `on_strike`.
class faulty_disk {
public:
  /// Who uses it: those who say its name, or all who say none.
  enum class role { by_name, usual };

  explicit faulty_disk(std::string name, role as = role::by_name);
  ~faulty_disk();
  faulty_disk(const faulty_disk&) = delete;
  faulty_disk& operator=(const faulty_disk&) = delete;

  const std::string& name() const { return name_; }

  /// Further writes that would make a file longer fail, as on a full disk, once so many bytes more
  /// are written.
  void fill_after(std::int64_t bytes) { room_ = bytes; }
  /// Every sync from now on fails.
  void break_syncs() { syncs_fail_ = true; }

  /// What can happen to an operation.
  enum class trouble {
    write_error,
    short_write, ///< half of it is written, then it fails
    sync_error, ///< and as the system takes what it could not write for written, no later one helps
    full,       ///< and the next writes that make a file longer fail too
    slow,       ///< this sync and the next ones take their time
    interrupt,  ///< nothing; `on_strike` may end the process
  };
  static constexpr std::size_t troubles = 6;

  /// Once, at the next operation that it can happen to when so many operations have passed.
  void strike(trouble what, std::int64_t after) { next_ = plan{what, after}; }
  bool will_strike() const { return next_.has_value(); }
  /// Called when it does, on the thread of the operation and before it.
  void on_strike(std::function<void(trouble)> tell) { tell_ = std::move(tell); }

  /// Cuts the power at this many writes or syncs from now: what happens later does not reach the
  /// disk.
  void cut_power_after(std::int64_t operations) { until_cut_ = operations; }
  bool is_cut() const { return cut_.has_value(); }

  /// How the writes that were not synced fare.
  enum class fate { all_lost, some_lost, some_torn };
  /// Writes what the power cut left into a folder.
  void leave(const std::filesystem::path& folder, fate unsynced, std::mt19937_64& random) const;

private:
  friend struct faulty_file;
  struct change {
    std::int64_t offset = 0;
    std::optional<std::string> bytes; ///< nothing: the file is cut off at the offset
  };
  struct image {
    std::optional<std::string> synced; ///< nothing where the file itself is not there for certain
    std::vector<change> changes;
  };
  using images = std::map<std::string, image>;
  enum class operation { write, sync, other };
  struct plan {
    trouble what;
    std::int64_t after;
  };

  static void apply(std::string& to, const change&);
  static bool can_meet(operation, trouble);
  /// Says which trouble this operation meets, if it does.
  std::optional<trouble> begin(operation);
  bool is_full(std::int64_t growth);
  void know(const std::string& path);

  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  images images_;
  std::optional<images> cut_;
  std::optional<std::int64_t> room_;
  std::optional<std::int64_t> until_cut_;
  std::optional<plan> next_;
  std::function<void(trouble)> tell_;
  int writes_refused_ = 0; ///< for want of room, from now on
  int slow_syncs_ = 0;     ///< from now on
  bool syncs_fail_ = false;
  mutable std::mutex mutex_;
};

} // namespace troupe::journal::trial
