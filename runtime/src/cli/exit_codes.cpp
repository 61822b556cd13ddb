// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/exit_codes.hpp"

#include "cli/console.hpp"

#include <iostream>

namespace troupe::cli {

int exit_code_of(const error& why) {
  switch (why.code) {
  case ec::busy:
  case ec::io:
  case ec::stopped:
  case ec::refused:
    return exit_try_again;
  case ec::malformed:
  case ec::invalid:
  case ec::not_found:
  case ec::exists:
  case ec::damaged:
  case ec::incompatible:
    return exit_configuration;
  case ec::internal:
    break;
  }
  return exit_internal;
}

int refused(const error& why) {
  std::cerr << "troupe: " << printable(to_string(why)) << '\n';
  switch (why.code) {
  case ec::not_found:
  case ec::exists:
  case ec::invalid:
    return exit_usage;
  default:
    return exit_code_of(why);
  }
}

int failed(const error& why) {
  std::cerr << "troupe: " << to_string(why) << '\n';
  return exit_code_of(why);
}

} // namespace troupe::cli
