// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/generation.hpp"

#include "journal/sqlite_copy.hpp"
#include "troupe/json.hpp"
#include "vocabulary/descriptor.hpp"
#include "vocabulary/real_file.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>

namespace troupe::assembly {
namespace {

error refused(const std::filesystem::path& file, int number) {
  return {ec::io,
          "what the deployment runs cannot be written down (" +
              std::generic_category().message(number) + "); make room, or the folder writable",
          file.string()};
}

void put_digests(const std::map<std::string, std::string>& known, deploy::supervisor& into) {
  for (auto& each : into.children) {
    if (auto* below = std::get_if<deploy::supervisor>(&each.is)) {
      put_digests(known, *below);
    } else {
      auto& service = std::get<deploy::service>(each.is);
      const auto found = known.find(deploy::module_of(service.offer));
      if (found != known.end())
        service.module_digest = found->second;
    }
  }
}

} // namespace

std::filesystem::path generation_file(const std::filesystem::path& journal) {
  return beside(journal, ".deployment");
}

result<std::optional<generation>> read_generation(const std::filesystem::path& journal) {
  const auto file = generation_file(journal);
  errno = 0;
  std::ifstream in{file, std::ios::binary};
  if (!in && errno == ENOENT)
    return std::optional<generation>{};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in.is_open() || in.bad())
    return error{ec::io, "it cannot be read: " + std::generic_category().message(errno),
                 file.string()};
  auto read = from_json<generation>(text);
  if (!read)
    return error{ec::damaged,
                 "it does not say what the deployment ran (" + to_string(read.failure()) +
                     "); take the file away, and the next run writes it anew",
                 file.string()};
  return std::optional{*std::move(read)};
}

result<void> write_generation(const std::filesystem::path& journal, const generation& what) {
  const auto file = generation_file(journal);
  const auto part = journal::part_of(file);
  {
    const descriptor opened{
        ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR)};
    if (!opened || !write_all(opened.get(), to_json(what) + '\n'))
      return refused(part, errno);
  }
  return journal::put_in_place(part, file);
}

generation generation_asked(std::string file, std::vector<std::string> sets, std::string text,
                            const deploy::deployment& what) {
  generation made;
  made.file = std::move(file);
  made.sets = std::move(sets);
  made.text = std::move(text);
  made.modules = modules_of(what);
  return made;
}

std::vector<module_digest> modules_of(const deploy::deployment& x) {
  std::map<std::string, std::string> all;
  for (const auto* each : deploy::services(x.tree))
    if (!each->module_digest.empty())
      all.emplace(deploy::module_of(each->offer), each->module_digest);
  std::vector<module_digest> made;
  for (const auto& [name, digest] : all)
    made.push_back({name, digest});
  return made;
}

void put_digests(const std::vector<module_digest>& ran, deploy::deployment& into) {
  std::map<std::string, std::string> known;
  for (const auto& each : ran)
    known.emplace(each.name, each.digest);
  put_digests(known, into.tree);
}

std::vector<std::string> replaced_modules(const std::optional<generation>& last,
                                          const generation& next) {
  std::vector<std::string> lines;
  if (!last)
    return lines;
  for (const auto& ran : last->modules)
    for (const auto& now : next.modules)
      if (now.name == ran.name && now.digest != ran.digest)
        lines.push_back("the module " + now.name + " is another than ran last: " + ran.digest +
                        " -> " + now.digest);
  return lines;
}

std::uint64_t number_after(const std::optional<generation>& last, const generation& next) {
  if (!last)
    return 1;
  const bool is_same = last->file == next.file && last->sets == next.sets &&
                       last->text == next.text && last->modules == next.modules;
  return is_same ? last->number : last->number + 1;
}

time_point committed_after(const std::optional<generation>& last, const generation& next,
                           time_point now) {
  return last && last->number == next.number && last->committed ? *last->committed : now;
}

control::generation_view view_of(const generation& x) {
  return {x.number, x.committed, x.file};
}

} // namespace troupe::assembly
