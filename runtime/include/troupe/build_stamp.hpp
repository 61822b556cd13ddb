// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <string_view>

namespace troupe {

/// What the code that calls this was built with. The same text means that values with C++ types of
/// Troupe and of the standard library may pass between two libraries.
///
/// Hidden, so that every library has its own.
[[gnu::visibility("hidden")]] inline std::string build_stamp(std::string_view troupe_version,
                                                             std::string_view caf_version) {
  auto stamp = "troupe " + std::string(troupe_version);
#if defined(__clang__)
  stamp += "; clang " + std::to_string(__clang_major__);
#else
  stamp += "; gcc " + std::to_string(__GNUC__);
#endif
#if defined(_LIBCPP_VERSION)
  stamp += "; libc++ " + std::to_string(_LIBCPP_VERSION);
#else
  stamp += "; libstdc++ " + std::to_string(__GLIBCXX__);
  if (!_GLIBCXX_USE_CXX11_ABI)
    stamp += " with the old strings";
#endif
  return stamp + "; caf " + std::string(caf_version);
}

} // namespace troupe
