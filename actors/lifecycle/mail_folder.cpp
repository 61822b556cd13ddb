// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/mail_folder.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace lifecycle {
namespace {

/// A descriptor that is closed at the end of its life.
class descriptor {
public:
  explicit descriptor(int number) : number_(number) {}
  descriptor(const descriptor&) = delete;
  ~descriptor() {
    if (number_ >= 0)
      ::close(number_);
  }

  explicit operator bool() const { return number_ >= 0; }
  bool write(std::string_view text) const {
    while (!text.empty()) {
      const auto put = ::write(number_, text.data(), text.size());
      if (put < 0 && errno != EINTR)
        return false;
      text.remove_prefix(put < 0 ? 0 : static_cast<std::size_t>(put));
    }
    return true;
  }
  bool sync() const { return ::fsync(number_) == 0; }

private:
  int number_;
};

troupe::outcome failed(const std::filesystem::path& where) {
  return troupe::retry("cannot write " + where.string() + ": " + std::strerror(errno) +
                       "; make room or let this user write there");
}

} // namespace

troupe::outcome mail_folder::send(const letter& x) {
  std::error_code trouble;
  std::filesystem::create_directories(folder_, trouble);
  const auto file = folder_ / (x.message_id + ".eml");
  if (std::filesystem::exists(file, trouble))
    return troupe::done();
  const auto draft = folder_ / (x.message_id + ".part");
  const descriptor text{::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
  if (!text || !text.write(as_message(x)) || !text.sync())
    return failed(draft);
  if (::rename(draft.c_str(), file.c_str()) != 0)
    return failed(file);
  const descriptor folder{::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!folder || !folder.sync())
    return failed(folder_);
  return troupe::done();
}

} // namespace lifecycle
