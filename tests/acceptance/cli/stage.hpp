// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "support/program.hpp"
#include "support/scratch_folder.hpp"
#include "troupe/json.hpp"

#include <boost/json/value.hpp>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace troupe::trial {

/// A folder of its own with the deployment `shop.yaml`: a source of ten numbers, and who adds them
/// up.
class stage {
public:
  stage() {
    write("shop.yaml", R"(troupe: 1
name: shop
modules: [trial]
journal: {path: shop.db}
defaults:
  retry: {attempts: 2, first: 1ms, factor: 1, max: 1ms, jitter: 0}
  backoff: none
tree:
  intensity: 2
  children:
    - {id: numbers, service: trial.source}
    - id: work
      strategy: rest_for_one
      children:
        - {id: adder, service: trial.adder, options: {password: "${file:secret}"}}
)");
    write("secret", "open sesame\n");
  }

  std::filesystem::path file(const std::string& name) const { return folder_.file(name); }

  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }
  std::string bytes(const std::string& name) const { return folder_.read(name); }

  /// Starts `troupe` with these arguments in the folder.
  program start(const std::vector<std::string>& arguments) const {
    return program{TROUPE_PROGRAM, arguments, folder_.path().string()};
  }

  outcome_of_program troupe(const std::vector<std::string>& arguments) const {
    return start(arguments).end();
  }

  /// Runs until all work is done.
  outcome_of_program run(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"run", "shop.yaml", "--until-idle"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }

private:
  support::scratch_folder folder_;
};

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Throws where the text is no JSON.
inline boost::json::value json_of(const std::string& text) {
  auto parsed = parse_json(text);
  if (!parsed)
    throw std::runtime_error("no JSON: " + to_string(parsed.failure()) + ": " + text);
  return *std::move(parsed);
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

} // namespace troupe::trial
