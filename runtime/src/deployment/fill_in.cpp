// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/fill_in.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

namespace troupe::deploy {
namespace {

bool is_variable_name(std::string_view text) {
  constexpr auto letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos &&
         !(text.front() >= '0' && text.front() <= '9');
}

/// Fills in one scalar, reference by reference.
class filler {
public:
  filler(node& scalar, const environment& variables, complaints& to)
      : scalar_(scalar), variables_(variables), to_(to) {}

  void run() {
    const std::string_view text = scalar_.text;
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
      const auto next = text.find("${", at);
      if (next == std::string_view::npos)
        break;
      if (next > at && text[next - 1] == '$') {
        result.append(text.substr(at, next - at - 1)).append("${");
        at = next + 2;
        continue;
      }
      result.append(text.substr(at, next - at));
      const auto end = text.find('}', next);
      if (end == std::string_view::npos) {
        complain("'${' has no '}'", "close it, or write '$${' for a literal '${'");
        return;
      }
      result.append(resolved(text.substr(next + 2, end - next - 2)));
      scalar_.filled = true;
      at = end + 1;
    }
    result.append(text.substr(at));
    scalar_.text = std::move(result);
    if (scalar_.filled)
      scalar_.plain = false;
  }

private:
  std::string resolved(std::string_view reference) {
    if (reference.substr(0, 4) == "env:")
      return variable(reference.substr(4));
    if (reference.substr(0, 5) == "file:")
      return file(std::string(reference.substr(5)));
    complain(
        "'${" + std::string(reference) + "}' is not known",
        "write ${env:NAME}, ${env:NAME:-default} or ${file:path}, or '$${' for a literal '${'");
    return {};
  }

  std::string variable(std::string_view reference) {
    const auto split = reference.find(":-");
    const std::string name(reference.substr(0, split));
    if (!is_variable_name(name)) {
      complain("'" + name + "' is not the name of an environment variable",
               "use letters, digits and '_'");
      return {};
    }
    const auto value = variables_(name);
    if (split != std::string_view::npos && (!value || value->empty()))
      return std::string(reference.substr(split + 2));
    if (!value)
      complain("the environment variable " + name + " is not set",
               "set it, or write ${env:" + name + ":-default}");
    return value.value_or("");
  }

  std::string file(const std::string& path) {
    scalar_.secret = true;
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string text(longest_secret + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in.is_open() || in.bad()) {
      complain("the file " + path + " cannot be read: " + std::generic_category().message(errno),
               "create it, or correct the path, which is relative to the working directory");
      return {};
    }
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > longest_secret) {
      complain("the file " + path + " is longer than " + std::to_string(longest_secret) + " bytes",
               "name a file that holds one value");
      return {};
    }
    if (!text.empty() && text.back() == '\n')
      text.pop_back();
    if (!text.empty() && text.back() == '\r')
      text.pop_back();
    to_.hide(text);
    return text;
  }

  void complain(std::string what, std::string to_do) {
    scalar_.broken = true;
    to_.add(scalar_.at, std::move(what), std::move(to_do));
  }

  node& scalar_;
  const environment& variables_;
  complaints& to_;
};

} // namespace

environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    if (const auto* value = std::getenv(name.c_str()))
      return std::string(value);
    return std::nullopt;
  };
}

void fill_in(node& x, const environment& variables, complaints& to) {
  if (x.is_scalar() && x.text.find("${") != std::string::npos)
    filler{x, variables, to}.run();
  for (auto& item : x.items)
    fill_in(item, variables, to);
  for (auto& entry : x.members)
    fill_in(entry.value, variables, to);
}

} // namespace troupe::deploy
