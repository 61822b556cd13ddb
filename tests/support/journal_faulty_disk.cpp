// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_faulty_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <new>
#include <stdexcept>

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
  faulty_disk::image& kept() { return disk->images_[path]; }

  static int close(sqlite3_file* file) { return system(file)->pMethods->xClose(system(file)); }
  static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    return system(file)->pMethods->xRead(system(file), to, size, offset);
  }
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    auto& self = of(file);
    self.disk->count_operation();
    if (auto& room = self.disk->room_) {
      *room -= size;
      if (*room < 0)
        return SQLITE_FULL;
    }
    self.kept().changes.push_back(
        {offset, std::string(static_cast<const char*>(from), static_cast<std::size_t>(size))});
    return system(file)->pMethods->xWrite(system(file), from, size, offset);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    of(file).disk->count_operation();
    of(file).kept().changes.push_back({size, std::nullopt});
    return system(file)->pMethods->xTruncate(system(file), size);
  }
  /// Nothing is synced for real: the test is about what was asked for, and so it is quick.
  static int sync(sqlite3_file* file, int) {
    auto& self = of(file);
    self.disk->count_operation();
    if (self.disk->syncs_fail_)
      return SQLITE_IOERR_FSYNC;
    auto& kept = self.kept();
    if (!kept.synced)
      kept.synced.emplace();
    for (const auto& change : kept.changes)
      faulty_disk::apply(*kept.synced, change);
    kept.changes.clear();
    return SQLITE_OK;
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

  static sqlite3_vfs* system_files() { return sqlite3_vfs_find(nullptr); }

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
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    auto& disk = *static_cast<faulty_disk*>(vfs->pAppData);
    disk.count_operation();
    disk.images_.erase(path);
    return system_files()->xDelete(system_files(), path, sync_folder);
  }
};

faulty_disk::faulty_disk(std::string name)
    : name_(std::move(name)), vfs_(std::make_unique<sqlite3_vfs>(*faulty_file::system_files())) {
  vfs_->szOsFile += static_cast<int>(sizeof(faulty_file));
  vfs_->pNext = nullptr;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = faulty_file::open;
  vfs_->xDelete = faulty_file::remove;
  if (sqlite3_vfs_register(vfs_.get(), 0) != SQLITE_OK)
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

void faulty_disk::count_operation() {
  if (!until_cut_ || cut_)
    return;
  if ((*until_cut_)-- <= 0)
    cut_ = images_;
}

void faulty_disk::leave(const std::filesystem::path& folder, fate unsynced,
                        std::mt19937_64& random) const {
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
