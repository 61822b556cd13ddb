// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
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
/// leaves any. Belongs to one thread; one may exist of a name.
class faulty_disk {
public:
  explicit faulty_disk(std::string name);
  ~faulty_disk();
  faulty_disk(const faulty_disk&) = delete;
  faulty_disk& operator=(const faulty_disk&) = delete;

  const std::string& name() const { return name_; }

  /// Further writes that would make a file longer fail, as on a full disk, once so many bytes more
  /// are written.
  void fill_after(std::int64_t bytes) { room_ = bytes; }
  /// Every sync from now on fails.
  void break_syncs() { syncs_fail_ = true; }

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

  static void apply(std::string& to, const change&);
  void count_operation();

  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  images images_;
  std::optional<images> cut_;
  std::optional<std::int64_t> room_;
  std::optional<std::int64_t> until_cut_;
  bool syncs_fail_ = false;
};

} // namespace troupe::journal::trial
