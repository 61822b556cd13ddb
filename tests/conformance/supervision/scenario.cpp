// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/scenario.hpp"

#include <chrono>

namespace troupe::conformance {

using namespace supervision;

namespace {

const char* word(strategy x) {
  switch (x) {
  case strategy::one_for_one:
    return "one_for_one";
  case strategy::one_for_all:
    return "one_for_all";
  case strategy::rest_for_one:
    return "rest_for_one";
  case strategy::simple_one_for_one:
    return "simple_one_for_one";
  }
  return "?";
}

const char* word(restart_type x) {
  return x == restart_type::permanent   ? "permanent"
         : x == restart_type::transient ? "transient"
                                        : "temporary";
}

std::string list(const std::vector<int>& all) {
  std::string text;
  for (int x : all)
    text += (text.empty() ? "" : ",") + std::to_string(x);
  return text;
}

std::string flags(const supervisor_spec& x) {
  std::string text = word(x.strategy);
  const supervisor_spec usual;
  if (x.intensity != usual.intensity)
    text += " intensity " + std::to_string(x.intensity);
  if (x.period != usual.period)
    text += " period " + std::to_string(x.period / std::chrono::seconds{1});
  if (x.auto_shutdown != auto_shutdown::never)
    text += x.auto_shutdown == auto_shutdown::any ? " auto any" : " auto all";
  return text;
}

std::string to_line(const node& x) {
  auto text = x.spec.id + (x.is_supervisor() ? " " + flags(x.supervisor) : "");
  if (x.spec.restart != restart_type::permanent)
    text += std::string{" "} + word(x.spec.restart);
  if (x.spec.significant)
    text += " significant";
  if (x.spec.shutdown) {
    const auto& how = *x.spec.shutdown;
    text += " shutdown ";
    text += how.how == shutdown_policy::way::brutal ? "brutal"
            : how.how == shutdown_policy::way::infinity
                ? "infinity"
                : std::to_string(how.time.count() / 1'000'000);
  }
  if (!x.fails.empty())
    text += " fails " + list(x.fails);
  if (x.fails_from > 0)
    text += " fails_from " + std::to_string(x.fails_from);
  if (!x.ignores.empty())
    text += " ignores " + list(x.ignores);
  if (x.hangs)
    text += " hangs";
  if (!x.ends_with.empty())
    text += " ends_with " + x.ends_with;
  return text;
}

void write(const node& x, std::size_t depth, std::string& out) {
  out += std::string(2 * depth, ' ') + to_line(x) + '\n';
  for (const auto& child : x.children)
    write(child, depth + 1, out);
}

} // namespace

std::string to_text(const step& x) {
  using kind = step::kind;
  switch (x.what) {
  case kind::exit:
    return "exit " + x.path + ' ' + x.reason;
  case kind::start:
    return "start " + x.path + ' ' + to_line(x.with);
  case kind::terminate:
    return "terminate " + x.path + ' ' + x.id;
  case kind::restart:
    return "restart " + x.path + ' ' + x.id;
  case kind::remove:
    return "delete " + x.path + ' ' + x.id;
  case kind::spec:
    return "spec " + x.path + ' ' + x.id;
  case kind::count:
    return "count " + x.path;
  case kind::replace: {
    auto text = "replace " + x.path + ' ' + flags(x.with.supervisor);
    for (const auto& child : x.with.children)
      text += " | " + to_line(child);
    return text;
  }
  case kind::advance:
    return "advance " + std::to_string(x.seconds);
  case kind::suspend:
    return "suspend " + x.path;
  case kind::resume:
    return "resume " + x.path;
  case kind::stop:
    return "stop";
  }
  return "?";
}

std::string to_text(const scenario& x) {
  auto text = "case " + x.name + "\ntree\n";
  write(x.root, 1, text);
  text += "do\n";
  for (const auto& each : x.steps)
    text += "  " + to_text(each) + '\n';
  if (!x.expected.empty()) {
    text += "expect\n";
    for (const auto& line : x.expected)
      text += "  " + line + '\n';
  }
  return text;
}

const node* find_node(const node& root, const std::string& path) {
  const auto slash = path.find('/');
  if (path.substr(0, slash) != root.spec.id)
    return nullptr;
  if (slash == std::string::npos)
    return &root;
  for (const auto& child : root.children)
    if (const auto* found = find_node(child, path.substr(slash + 1)))
      return found;
  return nullptr;
}

} // namespace troupe::conformance
