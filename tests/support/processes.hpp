// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/// Other processes, as the system shows them.
namespace troupe::support {

inline std::vector<pid_t> children_of(pid_t parent) {
  const auto id = std::to_string(parent);
  std::ifstream in{"/proc/" + id + "/task/" + id + "/children"};
  std::vector<pid_t> found;
  for (pid_t each = 0; in >> each;)
    found.push_back(each);
  return found;
}

/// Its only child.
inline pid_t child_of(pid_t parent) {
  const auto found = children_of(parent);
  if (found.size() != 1)
    throw std::runtime_error("process " + std::to_string(parent) + " has " +
                             std::to_string(found.size()) + " children");
  return found.front();
}

/// A process that is none of this one's children, held so that its end can be waited for.
class other_process {
public:
  explicit other_process(pid_t id)
      : descriptor_(static_cast<int>(::syscall(SYS_pidfd_open, id, 0))) {
    if (descriptor_ < 0)
      throw std::system_error(errno, std::generic_category(), "pidfd_open");
  }
  ~other_process() { ::close(descriptor_); }
  other_process(const other_process&) = delete;
  other_process& operator=(const other_process&) = delete;

  /// Waits for its end, at most half a minute; says whether it came.
  bool ends() const {
    pollfd end{descriptor_, POLLIN, 0};
    return ::poll(&end, 1, 30'000) == 1;
  }

private:
  int descriptor_;
};

} // namespace troupe::support
