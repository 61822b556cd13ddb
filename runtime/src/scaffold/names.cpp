// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "scaffold/names.hpp"

#include "troupe/topic.hpp"

#include <algorithm>

#include <dlfcn.h>

namespace troupe::scaffold {
namespace {

constexpr std::string_view words_of_cpp[] = {"alignas",       "alignof",     "and",
                                             "and_eq",        "asm",         "auto",
                                             "bitand",        "bitor",       "bool",
                                             "break",         "case",        "catch",
                                             "char",          "char16_t",    "char32_t",
                                             "char8_t",       "class",       "co_await",
                                             "co_return",     "co_yield",    "compl",
                                             "concept",       "const",       "const_cast",
                                             "consteval",     "constexpr",   "constinit",
                                             "continue",      "decltype",    "default",
                                             "delete",        "do",          "double",
                                             "dynamic_cast",  "else",        "enum",
                                             "explicit",      "export",      "extern",
                                             "false",         "float",       "for",
                                             "friend",        "goto",        "if",
                                             "inline",        "int",         "long",
                                             "mutable",       "namespace",   "new",
                                             "noexcept",      "not",         "not_eq",
                                             "nullptr",       "operator",    "or",
                                             "or_eq",         "private",     "protected",
                                             "public",        "register",    "reinterpret_cast",
                                             "requires",      "return",      "short",
                                             "signed",        "sizeof",      "static",
                                             "static_assert", "static_cast", "struct",
                                             "switch",        "template",    "this",
                                             "thread_local",  "throw",       "true",
                                             "try",           "typedef",     "typeid",
                                             "typename",      "union",       "unsigned",
                                             "using",         "virtual",     "void",
                                             "volatile",      "wchar_t",     "while",
                                             "xor",           "xor_eq",      "linux",
                                             "unix"};

/// Namespaces and types that the headers of a module bring along, and what CMake keeps to itself.
constexpr std::string_view taken_for_modules[] = {
    "all",           "boost", "clean", "edit_cache", "help",   "install",      "package",
    "rebuild_cache", "std",   "test",  "tm",         "troupe", "troupe_module"};

/// What `troupe new module` makes in the namespace of the module.
constexpr std::string_view made_in_modules[] = {"accepted", "desk", "desk_state", "refused",
                                                "requested"};

/// What means something else where a service's function, or an event's struct, stands.
constexpr std::string_view taken_in_modules[] = {"assert", "boost", "errno",  "std",
                                                 "stderr", "stdin", "stdout", "troupe"};

/// What an event's struct has.
constexpr std::string_view taken_in_events[] = {"key", "type"};

template <class Words>
bool holds(const Words& in, std::string_view word) {
  return std::find(std::begin(in), std::end(in), word) != std::end(in);
}

bool is_identifier(const std::string& name) {
  constexpr auto letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && name.size() <= 64 && name.front() >= 'a' && name.front() <= 'z' &&
         name.find_first_not_of(letters) == std::string::npos && name.back() != '_' &&
         name.find("__") == std::string::npos;
}

result<void> check_identifier(const std::string& name, const std::string& what) {
  if (!is_identifier(name))
    return error{ec::invalid, "'" + name + "' cannot be " + what +
                                  "; use small letters, digits and single '_', a letter first, at "
                                  "most 64 of them"};
  if (holds(words_of_cpp, name))
    return error{ec::invalid, "'" + name + "' is a word of C++ and cannot be " + what};
  return {};
}

} // namespace

result<void> check_module_name(const std::string& name) {
  const std::string what = "a module's name";
  if (auto sound = check_identifier(name, what); !sound)
    return sound;
  if (holds(taken_for_modules, name))
    return error{ec::invalid,
                 "'" + name + "' is taken, by CMake or by a header, and cannot be " + what};
  if (holds(made_in_modules, name))
    return error{ec::invalid, "'" + name + "' is something that a new module has, and cannot be " +
                                  what + " as well"};
  // A namespace beside a function of that name does not compile.
  if (::dlsym(RTLD_DEFAULT, name.c_str()) != nullptr)
    return error{ec::invalid,
                 "'" + name + "' is a function of the C library and cannot be " + what};
  return {};
}

result<void> check_service_name(const std::string& name) {
  const std::string what = "a service's name";
  if (auto sound = check_identifier(name, what); !sound)
    return sound;
  if (holds(taken_in_modules, name))
    return error{ec::invalid, "'" + name + "' is taken by a header and cannot be " + what};
  return {};
}

result<std::string> struct_of_topic(const std::string& topic, std::string_view module) {
  if (const auto sound = check_topic(topic); !sound)
    return error{ec::invalid, sound.failure().what};
  if (is_reserved(topic))
    return error{ec::invalid, "the topics that begin with 'troupe.' are the runtime's own"};
  auto name = topic;
  if (name.starts_with(std::string{module} + '.'))
    name.erase(0, module.size() + 1);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
  const auto what = "the struct of topic " + topic;
  if (auto sound = check_identifier(name, what); !sound)
    return std::move(sound).failure();
  if (holds(taken_in_modules, name) || holds(taken_in_events, name) || name == module)
    return error{ec::invalid, "'" + name +
                                  "' is taken, by a header, by the members of an event or "
                                  "by the module, and cannot be " +
                                  what};
  return name;
}

} // namespace troupe::scaffold
