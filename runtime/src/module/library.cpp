// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/library.hpp"

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

#include <boost/core/demangle.hpp>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <dlfcn.h>

#include "module/elf_image.hpp"
#include "module/private_copy.hpp"
#include "module/stamp.hpp"

namespace troupe::modules {
namespace {

namespace fs = std::filesystem;

/// What module_entry.cpp, which troupe_add_module() builds into each module, exports.
using entry_function = bool(catalog&);

struct entry_point {
  entry_function* call;
};

bool is_name(std::string_view text) {
  constexpr auto letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of(letters) == std::string_view::npos;
}

error cannot_be_loaded(const fs::path& file, const std::string& why) {
  return {ec::malformed, file.string() + " cannot be loaded as a shared library: " + why +
                             "; build it with troupe_add_module()"};
}

result<std::string> read_file(const fs::path& file) {
  std::error_code failed;
  if (!fs::exists(file, failed))
    return error{ec::not_found, "there is no module " + file.string() +
                                    "; build it, or correct the path, which is from the working "
                                    "directory"};
  if (!fs::is_regular_file(file, failed))
    return cannot_be_loaded(file, "it is no file");
  const auto size = fs::file_size(file, failed);
  errno = failed.value();
  std::ifstream in{file, std::ios::binary};
  if (failed || !in.is_open())
    return cannot_be_loaded(file, std::generic_category().message(errno));
  // As much as there was when it was looked at: one that is being written is told by its end.
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad())
    return cannot_be_loaded(file, std::generic_category().message(errno));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

/// What its bytes say before any of its code runs.
std::optional<error> objection_to(const elf_image& image, const fs::path& file) {
  if (!image.has_entry || !image.stamp)
    return error{ec::malformed, file.string() + " is no module of Troupe: it has no entry point; "
                                                "build it with troupe_add_module()"};
  if (auto other = other_stamp(*image.stamp))
    return error{ec::incompatible, file.string() + " does not fit this program: " + *other +
                                       "; build it again with this Troupe and this compiler"};
  if (!image.unique.empty())
    return error{ec::invalid, file.string() +
                                  " was built without -fno-gnu-unique, so that all its versions "
                                  "would share one '" +
                                  boost::core::demangle(image.unique[0].c_str()) +
                                  "'; build it with troupe_add_module(), which says that, also "
                                  "for what it links statically"};
  if (!image.shown.empty())
    return error{ec::invalid, file.string() + " shows '" +
                                  boost::core::demangle(image.shown[0].c_str()) +
                                  "' to others, so that it might be given theirs of that name; "
                                  "build it with troupe_add_module(), which hides what is its own"};
  return std::nullopt;
}

/// Ours alone, made up once.
constexpr boost::uuids::uuid name_space{{0x0b, 0x5a, 0x1e, 0x77, 0x93, 0x2c, 0x4d, 0x06, 0xa1, 0x4f,
                                         0x68, 0xe2, 0x3b, 0x90, 0xd5, 0x1c}};

std::string digest_of(const std::string& bytes) {
  auto text = to_string(boost::uuids::name_generator_sha1{name_space}(bytes));
  std::erase(text, '-');
  return text.substr(0, 12);
}

/// The system's loader takes `$ORIGIN` for where the copy is, and knows a library by its name once
/// it is there.
void load_neighbours(const elf_image& image, const fs::path& file) {
  std::error_code failed;
  const auto origin = fs::absolute(file, failed).parent_path().string();
  for (const auto& name : image.needed)
    for (auto folder : image.folders)
      for (const std::string as : {"$ORIGIN", "${ORIGIN}"})
        if (const auto at = folder.find(as); at != std::string::npos) {
          folder.replace(at, as.size(), origin);
          if (const auto path = fs::path{folder} / name; fs::exists(path, failed))
            dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        }
}

std::string last_error(const fs::path& copy) {
  const auto* text = dlerror();
  std::string said = text ? text : "the system gives no reason";
  if (const auto prefix = copy.string() + ": "; said.compare(0, prefix.size(), prefix) == 0)
    said.erase(0, prefix.size());
  return said;
}

result<void*> open_copy(const std::string& bytes, const elf_image& image, const fs::path& file,
                        const std::string& name) {
  const auto copy = private_copy::of(bytes, name + ".so");
  if (!copy)
    return cannot_be_loaded(file, copy.failure().what);
  load_neighbours(image, file);
  if (auto* library = dlopen(copy->path().c_str(), RTLD_NOW | RTLD_LOCAL))
    return library;
  return cannot_be_loaded(file, last_error(copy->path()));
}

/// The modules of this process by names and digests: a version that was loaded once is not loaded
/// again. The system has one such list for a process, too, and knows the copies by their paths
/// only.
class opened_libraries {
public:
  result<void*> open(const std::string& bytes, const elf_image& image, const fs::path& file,
                     const std::string& digest) {
    const auto name = file.stem().string() + '-' + digest;
    const std::lock_guard guard{mutex_};
    if (const auto known = by_name_.find(name); known != by_name_.end())
      return known->second;
    auto made = open_copy(bytes, image, file, name);
    if (made)
      by_name_.emplace(name, *made);
    return made;
  }

private:
  std::mutex mutex_;
  std::map<std::string, void*> by_name_;
};

opened_libraries& of_this_process() {
  static opened_libraries all;
  return all;
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

result<loaded_module> load(const fs::path& file) {
  const auto bytes = read_file(file);
  if (!bytes)
    return bytes.failure();
  const auto image = read_image(*bytes);
  if (!image)
    return cannot_be_loaded(file, image.failure().what);
  if (auto no = objection_to(*image, file))
    return *std::move(no);
  auto digest = digest_of(*bytes);
  const auto library = of_this_process().open(*bytes, *image, file, digest);
  if (!library)
    return library.failure();
  auto* entry = reinterpret_cast<entry_function*>(dlsym(*library, "troupe_module_entry"));
  auto offers = ask({entry}, file);
  if (!offers)
    return offers.failure();
  auto services = named(*offers, file.stem().string(), file);
  if (!services)
    return services.failure();
  return loaded_module{*std::move(services), std::move(digest)};
}

} // namespace troupe::modules
