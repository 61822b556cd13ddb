// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/record.hpp"

#include "definitions/schema_view.hpp"
#include "troupe/json.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <exception>
#include <fstream>
#include <sstream>

namespace troupe::definitions {
namespace {

namespace fs = std::filesystem;
using boost::json::object;

error no_record(const fs::path& file, const std::string& why) {
  return {ec::invalid,
          why + "; put back what was recorded, or remove the file if its definition is of no "
                "interest any more",
          file.string()};
}

/// Throws what Boost.JSON throws where a member is not there or something else.
recorded record_in(const object& file, bool is_state) {
  recorded found;
  found.is_state = is_state;
  found.name = std::string{file.at(is_state ? "service" : "event").as_string()};
  found.version = file.at("version").to_number<std::uint32_t>();
  if (const auto* key = file.if_contains("key"))
    found.key = std::string{key->as_string()};
  if (const auto* state = file.if_contains("state"))
    found.state = std::string{state->as_string()};
  found.schema = file.at("schema").as_object();
  compare(found.schema, found.schema, compatibility::full); // It can be read as a whole.
  return found;
}

result<recorded> read_record(const fs::path& file, bool is_state) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  if (!in)
    return error{ec::invalid, "it cannot be read", file.string()};
  const auto read = parse_json(text.str());
  if (!read)
    return no_record(file, read.failure().what);
  try {
    auto found = record_in(read->as_object(), is_state);
    found.file = file;
    return found;
  } catch (const std::exception& thrown) {
    return no_record(file, std::string{"it is no recorded definition: "} + thrown.what());
  }
}

/// In order of their names, so that complaints come in one order everywhere.
std::vector<fs::path> json_files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& each : fs::directory_iterator{folder, none})
    if (each.path().extension() == ".json")
      files.push_back(each.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string file_of(const std::string& name, std::uint32_t version) {
  return name + '.' + std::to_string(version) + ".json";
}

bool is_same(const recorded& a, const recorded& b) {
  return a.is_state == b.is_state && a.name == b.name;
}

std::string title_of(const recorded& x) {
  return x.is_state ? "the state of " + x.name : x.name;
}

/// A later version may call the member otherwise, and its upcasts bring it there. One that still
/// has the member, or goes by one that was there before, has another key.
bool has_another_key(const recorded& before, const recorded& today) {
  if (before.key == today.key || before.version < today.oldest)
    return false;
  const bool is_renamed = before.version < today.version && !before.key.empty() &&
                          !today.key.empty() && !members_in(today.schema).contains(before.key) &&
                          !members_in(before.schema).contains(today.key);
  return !is_renamed;
}

std::vector<incompatibility> compare(const recorded& before, const recorded& today,
                                     compatibility how) {
  std::vector<incompatibility> found;
  if (how == compatibility::none)
    return found;
  if (!before.state.empty() && before.state != today.state)
    found.push_back({"",
                     "the state was called '" + before.state + "', and is " +
                         (today.state.empty() ? "called nothing" : '\'' + today.state + '\''),
                     "keep its name: what is kept under another one pauses the service"});
  if (before.version > today.version)
    found.push_back({"",
                     "version " + std::to_string(before.version) + " is recorded, and it is " +
                         std::to_string(today.version) + " now",
                     "never lower a version: journals may hold events of the newer"});
  if (before.version < today.oldest)
    found.push_back(
        {"", "version " + std::to_string(before.version) + " is recorded, and no upcast reads it",
         "give the struct an upcast from it; or remove the file, if no journal holds it"});
  if (before.version < today.version && how != compatibility::backward)
    found.push_back({"",
                     "version " + std::to_string(before.version) + " is recorded, and it is " +
                         std::to_string(today.version) + " now",
                     "programs of the older version pause at what is written in this one; publish "
                     "in the older version until they are gone, or check for backward alone"});
  if (has_another_key(before, today))
    found.push_back(
        {"",
         "its key was " + (before.key.empty() ? "none" : '\'' + before.key + '\'') + ", and is " +
             (today.key.empty() ? "none" : '\'' + today.key + '\''),
         "keep the key, for order and state go by it; or make an event of another name"});
  if (before.version != today.version)
    return found;
  auto more = compare(before.schema, today.schema, how);
  found.insert(found.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  return found;
}

} // namespace

result<std::vector<recorded>> read_records(const fs::path& folder) {
  if (!fs::is_directory(folder))
    return error{ec::invalid, "there is no such folder; 'troupe catalog record' makes one",
                 folder.string()};
  std::vector<recorded> all;
  for (const bool is_state : {false, true})
    for (const auto& file : json_files_in(folder / (is_state ? "states" : "events"))) {
      auto read = read_record(file, is_state);
      if (!read)
        return std::move(read).failure();
      all.push_back(*std::move(read));
    }
  return all;
}

std::vector<recorded> records_of(const catalog& all) {
  std::vector<recorded> made;
  for (const auto& [name, x] : all.events)
    made.push_back({fs::path{"events"} / file_of(name, x.what.version), name, false, x.what.version,
                    x.what.oldest, std::string{x.what.key}, json_schema(x.what.shape)});
  for (const auto& x : all.states)
    made.push_back({fs::path{"states"} / file_of(x.service, x.versions.newest), x.service, true,
                    x.versions.newest, x.versions.oldest, "", json_schema(x.shape),
                    std::string{x.versions.name}});
  return made;
}

object json_of(const recorded& x) {
  object out{{x.is_state ? "service" : "event", x.name}};
  out["version"] = x.version;
  if (!x.state.empty())
    out["state"] = x.state;
  if (!x.key.empty())
    out["key"] = x.key;
  out["schema"] = x.schema;
  return out;
}

record_check check_records(const std::vector<recorded>& before, const std::vector<recorded>& today,
                           compatibility how) {
  record_check found;
  for (const auto& old : before) {
    const auto now = std::find_if(today.begin(), today.end(),
                                  [&](const recorded& x) { return is_same(x, old); });
    std::vector<incompatibility> breaks;
    if (now != today.end())
      breaks = compare(old, *now, how);
    else if (how != compatibility::none)
      breaks.push_back({"", "nobody in the deployment knows it any more",
                        "put it back; or remove the file, if no journal holds it"});
    if (!breaks.empty())
      found.broken.push_back({old.file, title_of(old), std::move(breaks)});
  }
  for (const auto& each : today)
    if (std::none_of(before.begin(), before.end(), [&](const recorded& x) {
          return is_same(x, each) && x.version == each.version;
        }))
      found.unrecorded.push_back(title_of(each) + ", version " + std::to_string(each.version));
  return found;
}

} // namespace troupe::definitions
