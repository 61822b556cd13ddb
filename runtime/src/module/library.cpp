// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/library.hpp"

#include <cstdlib>
#include <exception>
#include <set>
#include <system_error>
#include <utility>

#include <dlfcn.h>

#include "module/stamp.hpp"

namespace troupe::modules {
namespace {

namespace fs = std::filesystem;

/// What module_entry.cpp, which troupe_add_module() builds into each module, exports.
using stamp_function = const char*();
using entry_function = bool(catalog&);

struct entry_point {
  entry_function* call;
};

bool is_name(std::string_view text) {
  constexpr auto letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of(letters) == std::string_view::npos;
}

std::string last_error() {
  const auto* text = dlerror();
  return text ? text : "the system gives no reason";
}

result<void*> open(const fs::path& file) {
  std::error_code failed;
  if (!fs::exists(file, failed))
    return error{ec::not_found, "there is no module " + file.string() +
                                    "; build it, or correct the path, which is from the working "
                                    "directory"};
  // A path without a slash would be looked for among the system's libraries.
  const auto path = fs::absolute(file, failed);
  if (auto* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL))
    return library;
  return error{ec::malformed, file.string() + " cannot be loaded as a shared library: " +
                                  last_error() + "; build it with troupe_add_module()"};
}

/// The entry point, once it is known that the library was built as this program was.
result<entry_point> entry_of(void* library, const fs::path& file) {
  auto* stamp = reinterpret_cast<stamp_function*>(dlsym(library, "troupe_module_stamp"));
  auto* entry = reinterpret_cast<entry_function*>(dlsym(library, "troupe_module_entry"));
  if (!stamp || !entry)
    return error{ec::malformed, file.string() + " is no module of Troupe: it has no entry point; "
                                                "build it with troupe_add_module()"};
  if (const std::string theirs = stamp(); theirs != own_stamp())
    return error{ec::incompatible, file.string() +
                                       " does not fit this program: it was built with \"" + theirs +
                                       "\", and the program with \"" + own_stamp() +
                                       "\"; build it again with this Troupe and this compiler"};
  return entry_point{entry};
}

result<catalog> ask(entry_point entry, const fs::path& file) {
  const auto failed = [&](const std::string& why) {
    return error{ec::internal, "the entry point of " + file.string() + " failed: " + why +
                                   "; mend the module's function troupe_module"};
  };
  catalog offers;
  try {
    if (!entry.call(offers))
      return error{ec::malformed,
                   file.string() + " has no entry point: define the function "
                                   "'void troupe_module(troupe::catalog&)' in one of its sources"};
  } catch (const std::exception& thrown) {
    return failed(thrown.what());
  } catch (...) {
    return failed("it threw something that is no std::exception");
  }
  return offers;
}

result<std::vector<service_offer>> named(const catalog& offers, const std::string& module,
                                         const fs::path& file) {
  std::set<std::string> seen;
  auto services = offers.services();
  for (auto& x : services) {
    if (!is_name(x.name))
      return error{ec::invalid, file.string() + " offers a service named '" + x.name +
                                    "'; use letters, digits, '_' and '-', at most 64 of them"};
    if (!seen.insert(x.name).second)
      return error{ec::exists, file.string() + " offers two services named '" + x.name +
                                   "'; rename one of them"};
    x.name = module + "." + x.name;
  }
  return services;
}

} // namespace

std::optional<std::string> name_of(std::string_view text) {
  const auto name =
      text.find('/') == std::string_view::npos ? std::string(text) : fs::path(text).stem().string();
  if (!is_name(name))
    return std::nullopt;
  return name;
}

std::vector<fs::path> places(const fs::path& program, std::string_view module_path) {
  std::vector<fs::path> result{
      (program.parent_path() / ".." / "lib" / "troupe").lexically_normal()};
  while (!module_path.empty()) {
    const auto colon = module_path.find(':');
    if (const auto folder = module_path.substr(0, colon); !folder.empty())
      result.emplace_back(folder);
    module_path.remove_prefix(colon == std::string_view::npos ? module_path.size() : colon + 1);
  }
  return result;
}

std::vector<fs::path> default_places() {
  std::error_code failed;
  const auto program = fs::read_symlink("/proc/self/exe", failed);
  const auto* path = std::getenv("TROUPE_MODULE_PATH");
  return places(program, path ? path : "");
}

result<fs::path> find(const std::string& module, const std::vector<fs::path>& places) {
  if (module.find('/') != std::string::npos)
    return fs::path(module);
  std::string looked;
  for (const auto& folder : places) {
    auto file = folder / (module + ".so");
    std::error_code failed;
    if (fs::exists(file, failed))
      return file;
    looked += (looked.empty() ? "" : ", ") + file.string();
  }
  return error{ec::not_found, "the module '" + module + "' is not found, looked for at " + looked +
                                  "; build it, or add its folder to TROUPE_MODULE_PATH"};
}

result<std::vector<service_offer>> load(const fs::path& file) {
  auto library = open(file);
  if (!library)
    return library.failure();
  auto entry = entry_of(*library, file);
  if (!entry)
    return entry.failure();
  auto offers = ask(*entry, file);
  if (!offers)
    return offers.failure();
  return named(*offers, file.stem().string(), file);
}

} // namespace troupe::modules
