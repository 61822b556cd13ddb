// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <string>

namespace commerce::support {

/// What tests/acceptance/oracle.py, which was written apart from the C++, says of a file.
inline boost::json::value ask_oracle(const std::string& path, int decline_permille) {
  auto command = std::string{"python3 '"} + TROUPE_ORACLE + "' '" + path + "' --decline-permille " +
                 std::to_string(decline_permille);
  auto* pipe = ::popen(command.c_str(), "r");
  BOOST_REQUIRE(pipe);
  std::string answer;
  for (int next = std::fgetc(pipe); next != EOF; next = std::fgetc(pipe))
    answer += static_cast<char>(next);
  BOOST_REQUIRE(::pclose(pipe) == 0);
  return boost::json::parse(answer);
}

} // namespace commerce::support
