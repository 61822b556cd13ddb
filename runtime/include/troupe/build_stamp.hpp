// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/version.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace troupe {

/// What the code that makes one was built with. The same text means that values with C++ types of
/// Troupe, of Boost and of the standard library may pass between two libraries.
///
/// It is a constant, which the loader reads from a module's file before any of its code runs.
struct [[gnu::visibility("hidden")]] build_stamp {
  char text[256] = {}; ///< ends with a 0

  constexpr build_stamp(std::string_view troupe_version, std::string_view headers,
                        std::string_view caf_version) {
    add("troupe ", troupe_version);
    add("; headers ", headers);
#if defined(__clang__)
    add("; clang ", __clang_major__);
#else
    add("; gcc ", __GNUC__);
#endif
#if defined(_LIBCPP_VERSION)
    add("; libc++ ", _LIBCPP_VERSION);
#else
    add("; libstdc++ ", __GLIBCXX__);
    if (!_GLIBCXX_USE_CXX11_ABI)
      add(" with the old ", "strings");
#if defined(_GLIBCXX_DEBUG)
    add(" with its debug ", "mode");
#endif
#endif
    add("; boost ", BOOST_VERSION / 100'000);
    add(".", BOOST_VERSION / 100 % 1000);
    add("; caf ", caf_version);
  }

private:
  constexpr void add(std::string_view what, std::string_view value) {
    for (const auto each : {what, value})
      for (const char c : each)
        text[size_++] = c; // What is too long does not compile.
  }

  constexpr void add(std::string_view what, long number) {
    std::array<char, 20> digits{};
    std::size_t at = digits.size();
    do {
      digits[--at] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number > 0);
    add(what, std::string_view{digits.data() + at, digits.size() - at});
  }

  std::size_t size_ = 0;
};

} // namespace troupe
