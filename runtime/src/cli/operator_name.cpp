// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/operator_name.hpp"

#include <cstdlib>
#include <vector>

#include <pwd.h>
#include <unistd.h>

namespace troupe::cli {

std::string operator_name() {
  const auto uid = ::getuid();
  passwd entry{};
  passwd* found = nullptr;
  std::vector<char> room(16 * 1024);
  std::string name = "uid " + std::to_string(uid);
  if (::getpwuid_r(uid, &entry, room.data(), room.size(), &found) == 0 && found != nullptr)
    name = found->pw_name;
  const auto* behind = std::getenv("SUDO_USER");
  if (uid == 0 && behind != nullptr && *behind != '\0')
    name += " by sudo of " + std::string{behind};
  return name;
}

} // namespace troupe::cli
