// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
//
// supervision_record: plays all named cases against OTP and writes what happened into their files,
// in place of what was expected.
#include "conformance/supervision/case_files.hpp"
#include "conformance/supervision/otp_player.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

using namespace troupe::conformance;

namespace {

// What people wrote, case by case: all but the expectations.
std::vector<std::string> written_parts(const std::string& file) {
  std::ifstream in{file};
  std::vector<std::string> parts(1);
  bool expected = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("case ", 0) == 0)
      parts.emplace_back();
    if (!line.empty() && line[0] != ' ')
      expected = line == "expect";
    if (!expected && !(line.empty() && parts.back().empty()))
      parts.back() += line + '\n';
  }
  return parts;
}

std::string without_blank_end(std::string text) {
  while (text.size() > 1 && text[text.size() - 2] == '\n')
    text.pop_back();
  return text;
}

} // namespace

int main() {
  otp_player otp{TROUPE_SUPERVISION_CONFORMANCE "/oracle.erl"};
  for (const auto& file : case_files()) {
    const auto all = read_scenarios(file);
    const auto parts = written_parts(file);
    std::string text = without_blank_end(parts.front());
    for (std::size_t i = 0; i < all.size(); ++i) {
      text += '\n' + without_blank_end(parts[i + 1]) + "expect\n";
      for (const auto& line : to_lines(all[i], otp.play(all[i])))
        text += "  " + line + '\n';
    }
    std::ofstream{file} << text;
    std::cout << file << ": " << all.size() << " cases\n";
  }
}
