// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "conformance/supervision/scenario.hpp"
#include "conformance/supervision/trace.hpp"

#include <string>

#include <sys/types.h>

namespace troupe::conformance {

/// Plays scenarios against Erlang/OTP's own supervisor, all in one Erlang machine that it starts
/// (oracle.erl).
class otp_player {
public:
  /// An `erl` is found in PATH.
  static bool is_installed();

  /// `oracle` is the path of oracle.erl.
  explicit otp_player(const std::string& oracle);
  ~otp_player();
  otp_player(const otp_player&) = delete;
  otp_player& operator=(const otp_player&) = delete;

  trace play(const scenario&);

private:
  void send(const std::string& text);
  std::string receive(int within_ms);

  bool is_up_ = false;
  pid_t pid_ = -1;
  int to_ = -1;
  int from_ = -1;
};

} // namespace troupe::conformance
