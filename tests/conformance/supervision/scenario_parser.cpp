// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/scenario.hpp"

#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace troupe::conformance {

using namespace supervision;

namespace {

const std::map<std::string, strategy> strategies{
    {"one_for_one", strategy::one_for_one},
    {"one_for_all", strategy::one_for_all},
    {"rest_for_one", strategy::rest_for_one},
    {"simple_one_for_one", strategy::simple_one_for_one}};

const std::map<std::string, restart_type> restarts{{"permanent", restart_type::permanent},
                                                   {"transient", restart_type::transient},
                                                   {"temporary", restart_type::temporary}};

const std::map<std::string, step::kind> kinds{
    {"exit", step::kind::exit},           {"start", step::kind::start},
    {"terminate", step::kind::terminate}, {"restart", step::kind::restart},
    {"delete", step::kind::remove},       {"spec", step::kind::spec},
    {"count", step::kind::count},         {"replace", step::kind::replace},
    {"advance", step::kind::advance},     {"suspend", step::kind::suspend},
    {"resume", step::kind::resume},       {"stop", step::kind::stop}};

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in{line};
  std::vector<std::string> all;
  for (std::string word; in >> word;)
    all.push_back(word);
  return all;
}

std::vector<int> numbers_of(const std::string& text) {
  std::istringstream in{text};
  std::vector<int> all;
  for (std::string one; std::getline(in, one, ',');)
    all.push_back(std::stoi(one));
  return all;
}

class words {
public:
  explicit words(std::vector<std::string> all) : all_(std::move(all)) {}

  bool empty() const { return next_ == all_.size(); }
  const std::string& look() const { return all_.at(next_); }
  std::string take() {
    if (empty())
      throw std::invalid_argument{"a word is missing at the end"};
    return all_[next_++];
  }

private:
  std::vector<std::string> all_;
  std::size_t next_ = 0;
};

shutdown_policy shutdown_from(const std::string& text) {
  if (text == "brutal")
    return shutdown_policy::brutal();
  if (text == "infinity")
    return shutdown_policy::infinity();
  return shutdown_policy::after(std::chrono::milliseconds{std::stoi(text)});
}

bool take_flag(words& from, const std::string& word, supervisor_spec& out) {
  if (const auto known = strategies.find(word); known != strategies.end())
    out.strategy = known->second;
  else if (word == "intensity")
    out.intensity = static_cast<std::uint32_t>(std::stoul(from.take()));
  else if (word == "period")
    out.period = std::chrono::seconds{std::stoi(from.take())};
  else if (word == "auto")
    out.auto_shutdown = from.take() == "any" ? auto_shutdown::any : auto_shutdown::all;
  else
    return false;
  return true;
}

node node_from(words& from) {
  node out;
  out.spec.id = from.take();
  while (!from.empty() && from.look() != "|") {
    const auto word = from.take();
    if (strategies.count(word) > 0)
      out.spec.type = child_type::supervisor;
    if (take_flag(from, word, out.supervisor))
      continue;
    if (const auto known = restarts.find(word); known != restarts.end())
      out.spec.restart = known->second;
    else if (word == "significant")
      out.spec.significant = true;
    else if (word == "shutdown")
      out.spec.shutdown = shutdown_from(from.take());
    else if (word == "fails")
      out.fails = numbers_of(from.take());
    else if (word == "fails_from")
      out.fails_from = std::stoi(from.take());
    else if (word == "ignores")
      out.ignores = numbers_of(from.take());
    else if (word == "hangs")
      out.hangs = true;
    else if (word == "ends_with")
      out.ends_with = from.take();
    else
      throw std::invalid_argument{"'" + word + "' is not known"};
  }
  return out;
}

step step_from(words& from) {
  const auto verb = from.take();
  const auto known = kinds.find(verb);
  if (known == kinds.end())
    throw std::invalid_argument{"'" + verb + "' is no step"};
  step out{known->second};
  if (out.what == step::kind::stop)
    return out;
  if (out.what == step::kind::advance) {
    out.seconds = std::stoi(from.take());
    return out;
  }
  out.path = from.take();
  if (out.what == step::kind::exit) {
    out.reason = from.take();
  } else if (out.what == step::kind::start) {
    out.with = node_from(from);
    out.id = out.with.spec.id;
  } else if (out.what == step::kind::replace) {
    out.with.spec.type = child_type::supervisor;
    while (!from.empty() && from.look() != "|")
      if (const auto word = from.take(); !take_flag(from, word, out.with.supervisor))
        throw std::invalid_argument{"'" + word + "' is no flag of a supervisor"};
    while (!from.empty()) {
      from.take();
      out.with.children.push_back(node_from(from));
    }
  } else if (!from.empty()) {
    out.id = from.take();
  }
  return out;
}

// The scenarios of a file, a line at a time.
class reader {
public:
  void take(const std::string& line) {
    const auto first = line.find_first_not_of(' ');
    if (first == std::string::npos || line[first] == '#')
      return;
    if (first == 0)
      begin(line);
    else if (section_ == "tree")
      add_node(line, first / 2);
    else if (section_ == "do")
      add_step(line);
    else
      all_.back().expected.push_back(line.substr(2));
  }

  std::vector<scenario> end() { return std::move(all_); }

private:
  void begin(const std::string& line) {
    words all{words_of(line)};
    section_ = all.take();
    if (section_ == "case") {
      all_.push_back({all.take(), {}, {}, {}});
      ancestors_.clear();
    } else if (section_ != "tree" && section_ != "do" && section_ != "expect") {
      throw std::invalid_argument{"'" + section_ + "' is neither case, tree, do nor expect"};
    }
  }

  void add_node(const std::string& line, std::size_t depth) {
    words all{words_of(line)};
    auto one = node_from(all);
    if (depth == 1) {
      all_.back().root = std::move(one);
      ancestors_ = {&all_.back().root};
      return;
    }
    if (depth > ancestors_.size() + 1)
      throw std::invalid_argument{"it is indented too far"};
    ancestors_.resize(depth - 1);
    auto& siblings = ancestors_.back()->children;
    // Addresses of what stands above stay: only the last of a list of siblings gets children.
    siblings.push_back(std::move(one));
    ancestors_.push_back(&siblings.back());
  }

  void add_step(const std::string& line) {
    words all{words_of(line)};
    all_.back().steps.push_back(step_from(all));
  }

  std::vector<scenario> all_;
  std::string section_;
  std::vector<node*> ancestors_;
};

} // namespace

std::vector<scenario> parse_scenarios(const std::string& text, const std::string& file) {
  reader all;
  std::istringstream in{text};
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    try {
      all.take(line);
    } catch (const std::exception& x) {
      throw std::invalid_argument{file + ':' + std::to_string(number) + ": " + x.what()};
    }
  }
  return all.end();
}

std::vector<scenario> read_scenarios(const std::string& file) {
  std::ifstream in{file};
  if (!in)
    throw std::invalid_argument{file + " cannot be read"};
  std::ostringstream text;
  text << in.rdbuf();
  return parse_scenarios(text.str(), file);
}

} // namespace troupe::conformance
