// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

/// What takes bytes from outside, each as a function that may be given any: it must not crash, and
/// throws where what it promises does not hold.
namespace troupe::fuzz {

void control(std::string_view input);
void deployment(std::string_view input);
void intake(std::string_view input);
void json(std::string_view input);
void records(std::string_view input);
void topics(std::string_view input);
void traceparent(std::string_view input);

struct target {
  std::string_view name; ///< also of its folder in `corpora`
  void (*run)(std::string_view input);
};

inline constexpr std::array<target, 7> targets{{{"control", control},
                                                {"deployment", deployment},
                                                {"intake", intake},
                                                {"json", json},
                                                {"records", records},
                                                {"topics", topics},
                                                {"traceparent", traceparent}}};

inline void check(bool holds, std::string_view promise) {
  if (!holds)
    throw std::logic_error("broken promise: " + std::string{promise});
}

} // namespace troupe::fuzz
