// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/private_copy.hpp"

#include "vocabulary/descriptor.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace troupe::modules {
namespace {

namespace fs = std::filesystem;

/// MFD_EXEC of Linux 6.3; headers of before have no name for it, and kernels of before refuse it.
constexpr unsigned may_be_executed = 0x0010U;

error failed(const std::string& what) {
  return {ec::io, what + ": " + std::generic_category().message(errno)};
}

error too_large() {
  return {ec::io, "it is larger than files may be (ulimit -f)"};
}

/// Whether code may be run that is in there: not from a file system that is mounted `noexec`.
bool is_executable(int file) {
  auto* at = ::mmap(nullptr, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0);
  if (at == MAP_FAILED)
    return false;
  ::munmap(at, 1);
  return true;
}

/// Lets files be as large as this, for a while: who bounds them thinks of disks, and means no
/// memory.
class larger_files {
public:
  explicit larger_files(std::size_t size) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    auto wanted = before_;
    wanted.rlim_cur = std::max<rlim_t>(before_.rlim_cur, size);
    allowed_ = wanted.rlim_cur <= before_.rlim_max && ::setrlimit(RLIMIT_FSIZE, &wanted) == 0;
  }
  larger_files(const larger_files&) = delete;
  larger_files& operator=(const larger_files&) = delete;
  ~larger_files() { ::setrlimit(RLIMIT_FSIZE, &before_); }

  /// Where not, to write would end the process.
  explicit operator bool() const { return allowed_; }

private:
  rlimit before_{};
  bool allowed_ = false;
};

int make_memory(const char* name) {
  constexpr unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  const auto made = ::memfd_create(name, flags | may_be_executed);
  return made < 0 && errno == EINVAL ? ::memfd_create(name, flags) : made;
}

bool is_same_file(int a, const char* b) {
  struct stat one {};
  struct stat other {};
  return ::fstat(a, &one) == 0 && ::stat(b, &other) == 0 && one.st_dev == other.st_dev &&
         one.st_ino == other.st_ino;
}

} // namespace

private_copy::private_copy(fs::path path, fs::path folder)
    : path_(std::move(path)), folder_(std::move(folder)) {}

private_copy::private_copy(private_copy&& x) noexcept
    : path_(std::move(x.path_)), folder_(std::exchange(x.folder_, {})) {}

private_copy::~private_copy() {
  std::error_code ignored;
  if (!folder_.empty())
    fs::remove_all(folder_, ignored);
}

result<private_copy> private_copy::of(std::string_view bytes, const std::string& name) {
  auto made = in_memory(bytes, name);
  if (made)
    return made;
  std::error_code none;
  auto folder = fs::temp_directory_path(none);
  auto instead = in_folder(bytes, name, none ? fs::path{"/tmp"} : std::move(folder));
  if (instead)
    return instead;
  return error{ec::io, "a copy of it cannot be run, neither in memory (" + made.failure().what +
                           ") nor in a folder (" + instead.failure().what +
                           "); set TMPDIR to a folder that is not mounted noexec"};
}

/// The descriptor stays open: another one of its number would give the path to another library.
result<private_copy> private_copy::in_memory(std::string_view bytes, const std::string& name) {
  const larger_files limit{bytes.size()};
  if (!limit)
    return too_large();
  descriptor file{make_memory(name.c_str())};
  if (!file || !write_all(file.get(), bytes))
    return failed("memfd_create");
  if (!is_executable(file.get()))
    return failed("it may not be executed");
  // Not /proc/self, which is another process to a debugger.
  const auto path = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(file.get());
  if (!is_same_file(file.get(), path.c_str()))
    return failed(path);
  ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  file.release();
  return private_copy{path, {}};
}

result<private_copy> private_copy::in_folder(std::string_view bytes, const std::string& name,
                                             const fs::path& folder) {
  const larger_files limit{bytes.size()};
  if (!limit)
    return too_large();
  auto own = (folder / "troupe-XXXXXX").string();
  if (::mkdtemp(own.data()) == nullptr)
    return failed(folder.string());
  private_copy made{fs::path{own} / name, own};
  const auto path = made.path_.string();
  const descriptor file{
      ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR | S_IXUSR)};
  if (!file || !write_all(file.get(), bytes))
    return failed(path);
  if (!is_executable(file.get()))
    return failed(folder.string());
  return made;
}

} // namespace troupe::modules
