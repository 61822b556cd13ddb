// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/typed_text.hpp"

#include "cli/exit_codes.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

namespace troupe::cli {

result<std::string> read_text(const std::string& file) {
  if (file == "-")
    return std::string{std::istreambuf_iterator<char>{std::cin}, {}};
  std::error_code none;
  if (std::filesystem::is_directory(file, none))
    return error{ec::invalid, '\'' + file + "' cannot be read: it is a folder; name a file"};
  errno = 0;
  std::ifstream in{file};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in)
    return error{ec::invalid, '\'' + file +
                                  "' cannot be read: " + std::generic_category().message(errno) +
                                  "; name a file that is there, or - for standard input"};
  return text;
}

std::string has_no_minus(const std::string& typed) {
  return typed.starts_with('-') ? '\'' + typed + "' is negative; write a whole number from 0 on"
                                : std::string{};
}

int code_for_typist(const error& why) {
  const bool is_usage = why.code == ec::invalid || why.code == ec::malformed ||
                        why.code == ec::not_found || why.code == ec::incompatible;
  return is_usage ? exit_usage : exit_code_of(why);
}

int failed(const error& why, int code) {
  std::cerr << "troupe: " << to_string(why) << '\n';
  return code;
}

} // namespace troupe::cli
