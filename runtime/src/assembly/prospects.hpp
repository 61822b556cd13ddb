// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/values.hpp"
#include "supervision/forecast.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What the limits of a deployment's tree lead to, told before it runs. Pure.
namespace troupe::assembly {

/// What a supervisor makes of a child that fails whenever it has started.
struct prospect {
  std::string supervisor; ///< its path
  std::string child;      ///< by id
  bool restarts = true;   ///< false: the child stays down, and that is the end of it
  std::optional<supervision::escalation_forecast> gives_up{};

  friend bool operator==(const prospect&, const prospect&) = default;
};

/// For each service, by id, what becomes of it when it always fails: supervisor by supervisor, the
/// nearest first, as far as it goes.
std::map<std::string, std::vector<prospect>> prospects(const deploy::deployment&);

/// Step by step: "escalates at its 11th failure, after 51 to 62 s", "then fulfilment never
/// escalates".
std::vector<std::string> words_of(const std::vector<prospect>&);

/// "escalates at its 11th failure, after 51 to 62 s; then fulfilment never escalates".
std::string to_string(const std::vector<prospect>&);

/// A limit of the tree that can never act.
struct idle_limit {
  std::string child;         ///< by id
  bool is_backoff = false;   ///< else its supervisor's intensity
  bool is_temporary = false; ///< the child
  std::string why;           ///< a sentence: what is so, and what to do

  friend bool operator==(const idle_limit&, const idle_limit&) = default;
};

std::vector<idle_limit> idle_limits(const deploy::deployment&);

} // namespace troupe::assembly
