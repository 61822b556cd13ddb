// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "support/scratch_folder.hpp"

#include <algorithm>
#include <string>

namespace commerce::support {

/// Files for services that read and write them, and the options that name the files.
struct services_folder {
  troupe::support::scratch_folder folder;

  std::string intake(const std::string& path) { return R"({"file":")" + path + R"("})"; }
  std::string notification() { return R"({"file":")" + folder.file("mails").string() + R"("})"; }
  std::size_t mails() {
    auto content = folder.read("mails");
    return static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n'));
  }
};

} // namespace commerce::support
