// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/text_pattern.hpp"

#include "vocabulary/characters.hpp"

#include <boost/regex.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

// Boost's engine and not std::regex: that one recurses for each character, so a long text ends the
// process.
namespace troupe {
namespace {

struct compiled {
  boost::wregex expression{};
  std::string wrong{};
};

compiled compile(std::string_view pattern) {
  compiled made;
  try {
    made.expression.assign(characters_of(pattern), boost::regex::ECMAScript);
  } catch (const boost::regex_error& e) {
    made.wrong = e.what();
  }
  return made;
}

/// All that this process has met; they are as many as its modules declare.
class known_patterns {
public:
  const compiled& find(std::string_view pattern) {
    {
      const std::shared_lock reading{mutex_};
      if (const auto known = all_.find(pattern); known != all_.end())
        return known->second;
    }
    auto made = compile(pattern);
    const std::unique_lock writing{mutex_};
    return all_.try_emplace(std::string{pattern}, std::move(made)).first->second;
  }

private:
  std::shared_mutex mutex_;
  std::map<std::string, compiled, std::less<>> all_;
};

const compiled& known(std::string_view pattern) {
  static known_patterns all;
  return all.find(pattern);
}

} // namespace

result<void> check_pattern(std::string_view pattern) {
  const auto& made = known(pattern);
  if (!made.wrong.empty())
    return error{ec::malformed,
                 "\"" + std::string{pattern} + "\" is no regular expression: " + made.wrong};
  return {};
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  const auto& made = known(pattern);
  if (!made.wrong.empty())
    return false;
  try {
    return boost::regex_match(characters_of(text), made.expression);
  } catch (const std::runtime_error&) {
    return false;
  }
}

} // namespace troupe
