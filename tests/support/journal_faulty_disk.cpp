// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_faulty_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <new>
#include <stdexcept>

#include <poll.h>

namespace troupe::journal::trial {

/// SQLite allocates it, with the system's file behind it.
struct faulty_file {
  sqlite3_file base;
  faulty_disk* disk;
  char path[512];

  static faulty_file& of(sqlite3_file* file) { return *reinterpret_cast<faulty_file*>(file); }
  static sqlite3_file* system(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<faulty_file*>(file) + 1);
  }
  void keep(faulty_disk::change made) {
    const std::lock_guard held{disk->mutex_};
    disk->images_[path].changes.push_back(std::move(made));
  }

  static int close(sqlite3_file* file) { return system(file)->pMethods->xClose(system(file)); }
  static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    return system(file)->pMethods->xRead(system(file), to, size, offset);
  }
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    auto& self = of(file);
    const auto met = self.disk->begin(faulty_disk::operation::write);
    if (met == faulty_disk::trouble::write_error)
      return SQLITE_IOERR_WRITE;
    if (self.disk->is_full(offset + size - self.length()))
      return SQLITE_FULL;
    const bool is_short = met == faulty_disk::trouble::short_write;
    const int written = is_short ? size / 2 : size;
    self.keep(
        {offset, std::string(static_cast<const char*>(from), static_cast<std::size_t>(written))});
    const int code = system(file)->pMethods->xWrite(system(file), from, written, offset);
    return code == SQLITE_OK && is_short ? SQLITE_FULL : code;
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    of(file).disk->begin(faulty_disk::operation::other);
    of(file).keep({size, std::nullopt});
    return system(file)->pMethods->xTruncate(system(file), size);
  }
  /// Nothing is synced for real: the test is about what was asked for, and so it is quick.
  static int sync(sqlite3_file* file, int) {
    auto& self = of(file);
    const auto met = self.disk->begin(faulty_disk::operation::sync);
    const std::lock_guard held{self.disk->mutex_};
    auto& kept = self.disk->images_[self.path];
    if (self.disk->syncs_fail_ || met == faulty_disk::trouble::sync_error) {
      kept.changes.clear();
      return SQLITE_IOERR_FSYNC;
    }
    if (!kept.synced)
      kept.synced.emplace();
    for (const auto& change : kept.changes)
      faulty_disk::apply(*kept.synced, change);
    kept.changes.clear();
    return SQLITE_OK;
  }
  std::int64_t length() {
    sqlite3_int64 found = 0;
    file_size(&base, &found);
    return found;
  }
  static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return system(file)->pMethods->xFileSize(system(file), size);
  }
  static int lock(sqlite3_file* file, int level) {
    return system(file)->pMethods->xLock(system(file), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return system(file)->pMethods->xUnlock(system(file), level);
  }
  static int check_lock(sqlite3_file* file, int* held) {
    return system(file)->pMethods->xCheckReservedLock(system(file), held);
  }
  static int control(sqlite3_file* file, int what, void* with) {
    return system(file)->pMethods->xFileControl(system(file), what, with);
  }
  static int sector_size(sqlite3_file* file) {
    return system(file)->pMethods->xSectorSize(system(file));
  }
  static int characteristics(sqlite3_file* file) {
    return system(file)->pMethods->xDeviceCharacteristics(system(file));
  }
  static int map(sqlite3_file* file, int region, int size, int extend, void volatile** to) {
    return system(file)->pMethods->xShmMap(system(file), region, size, extend, to);
  }
  static int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return system(file)->pMethods->xShmLock(system(file), offset, count, flags);
  }
  static void barrier(sqlite3_file* file) { system(file)->pMethods->xShmBarrier(system(file)); }
  static int unmap(sqlite3_file* file, int remove) {
    return system(file)->pMethods->xShmUnmap(system(file), remove);
  }

  static sqlite3_vfs* system_files() { return sqlite3_vfs_find("unix"); }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* got) {
    static const sqlite3_io_methods methods = [] {
      sqlite3_io_methods made{};
      made.iVersion = 2;
      made.xClose = close;
      made.xRead = read;
      made.xWrite = write;
      made.xTruncate = truncate;
      made.xSync = sync;
      made.xFileSize = file_size;
      made.xLock = lock;
      made.xUnlock = unlock;
      made.xCheckReservedLock = check_lock;
      made.xFileControl = control;
      made.xSectorSize = sector_size;
      made.xDeviceCharacteristics = characteristics;
      made.xShmMap = map;
      made.xShmLock = lock_shared;
      made.xShmBarrier = barrier;
      made.xShmUnmap = unmap;
      return made;
    }();
    auto& self = of(file);
    std::memset(&self, 0, sizeof self);
    const int code = system_files()->xOpen(system_files(), path, system(file), flags, got);
    if (code != SQLITE_OK)
      return code;
    self.base.pMethods = &methods;
    self.disk = static_cast<faulty_disk*>(vfs->pAppData);
    std::strncpy(self.path, path ? path : "temporary", sizeof self.path - 1);
    if (path)
      self.disk->know(path);
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    auto& disk = *static_cast<faulty_disk*>(vfs->pAppData);
    disk.begin(faulty_disk::operation::other);
    {
      const std::lock_guard held{disk.mutex_};
      disk.images_.erase(path);
    }
    return system_files()->xDelete(system_files(), path, sync_folder);
  }
};

faulty_disk::faulty_disk(std::string name, role as)
    : name_(std::move(name)), vfs_(std::make_unique<sqlite3_vfs>(*faulty_file::system_files())) {
  vfs_->szOsFile += static_cast<int>(sizeof(faulty_file));
  vfs_->pNext = nullptr;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = faulty_file::open;
  vfs_->xDelete = faulty_file::remove;
  if (sqlite3_vfs_register(vfs_.get(), as == role::usual ? 1 : 0) != SQLITE_OK)
    throw std::runtime_error("the faulty disk could not be registered");
}

faulty_disk::~faulty_disk() {
  sqlite3_vfs_unregister(vfs_.get());
}

void faulty_disk::apply(std::string& to, const change& x) {
  const auto offset = static_cast<std::size_t>(x.offset);
  if (!x.bytes)
    return to.resize(offset);
  to.resize(std::max(to.size(), offset + x.bytes->size()));
  to.replace(offset, x.bytes->size(), *x.bytes);
}

/// The file as it is when the disk sees it first.
void faulty_disk::know(const std::string& path) {
  const std::lock_guard held{mutex_};
  const auto [at, is_new] = images_.try_emplace(path);
  std::error_code failed;
  if (!is_new || std::filesystem::file_size(path, failed) == 0 || failed)
    return;
  std::ifstream from{path, std::ios::binary};
  at->second.synced.emplace(std::istreambuf_iterator<char>{from}, std::istreambuf_iterator<char>{});
}

bool faulty_disk::can_meet(operation what, trouble met) {
  switch (met) {
  case trouble::write_error:
  case trouble::short_write:
  case trouble::full:
    return what == operation::write;
  case trouble::sync_error:
  case trouble::slow:
    return what == operation::sync;
  case trouble::interrupt:
    return true;
  }
  return false;
}

std::optional<faulty_disk::trouble> faulty_disk::begin(operation what) {
  constexpr int refused_writes = 40, slow_syncs = 5, slow_milliseconds = 3;
  std::optional<trouble> met;
  bool is_slow = false;
  {
    const std::lock_guard held{mutex_};
    if (until_cut_ && !cut_ && (*until_cut_)-- <= 0)
      cut_ = images_;
    if (next_ && next_->after-- <= 0 && can_meet(what, next_->what)) {
      met = next_->what;
      next_.reset();
    }
    if (met == trouble::full)
      writes_refused_ = refused_writes;
    if (met == trouble::slow)
      slow_syncs_ = slow_syncs;
    if (what == operation::sync && slow_syncs_ > 0)
      is_slow = slow_syncs_-- > 0;
  }
  if (met && tell_)
    tell_(*met);
  if (is_slow)
    ::poll(nullptr, 0, slow_milliseconds);
  return met;
}

/// For a write that makes a file longer by so many bytes.
bool faulty_disk::is_full(std::int64_t growth) {
  if (growth <= 0)
    return false;
  const std::lock_guard held{mutex_};
  if (writes_refused_ > 0)
    return writes_refused_-- > 0;
  if (room_)
    *room_ -= growth;
  return room_ && *room_ < 0;
}

void faulty_disk::leave(const std::filesystem::path& folder, fate unsynced,
                        std::mt19937_64& random) const {
  const std::lock_guard held{mutex_};
  for (const auto& [path, kept] : cut_ ? *cut_ : images_) {
    auto left = kept.synced;
    for (auto written : kept.changes) {
      if (unsynced == fate::all_lost || random() % 2 == 0)
        continue;
      if (unsynced == fate::some_torn && written.bytes && random() % 3 == 0)
        written.bytes->resize(std::min(written.bytes->size(), random() % 8 * 512));
      if (!left)
        left.emplace();
      apply(*left, written);
    }
    if (!left)
      continue;
    std::ofstream file{folder / std::filesystem::path{path}.filename(), std::ios::binary};
    file.write(left->data(), static_cast<std::streamsize>(left->size()));
  }
}

} // namespace troupe::journal::trial
