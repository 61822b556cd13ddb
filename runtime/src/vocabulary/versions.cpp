// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/versions.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <exception>

namespace troupe::detail {
namespace {

constexpr const char* name_member = "$state";
constexpr const char* version_member = "$version";

std::string titled(const version_range& known, std::uint32_t version) {
  return "version " + std::to_string(version) + " of " + std::string{known.name};
}

error no_way(const version_range& known, std::uint32_t version) {
  if (version > known.newest)
    return {ec::incompatible,
            titled(known, version) + " was written, and this module knows version " +
                std::to_string(known.newest) + "; build it with the newer definition"};
  return {ec::incompatible,
          titled(known, version) + " was written, and this module reads from version " +
              std::to_string(known.oldest) + " on; give its struct the upcast from the older one"};
}

result<boost::json::value> upcast_object(boost::json::value read, std::uint32_t version,
                                         const version_range& known) {
  for (const auto& each : known.upcasts) {
    if (each.from < version)
      continue;
    if (each.change == nullptr)
      return error{ec::incompatible, "the upcast from " + titled(known, each.from) +
                                         " does nothing; give it a function in its module"};
    try {
      each.change(read.as_object());
    } catch (const std::exception& thrown) {
      return error{ec::incompatible, "the upcast from " + titled(known, each.from) +
                                         " failed: " + thrown.what() + "; mend it in its module"};
    }
  }
  return read;
}

} // namespace

result<boost::json::value> upcast_json(std::string_view text, std::uint32_t version,
                                       const version_range& known) {
  if (version > known.newest || version < known.oldest)
    return no_way(known, version);
  auto read = parse_json(text);
  if (!read)
    return read;
  if (!read->is_object())
    return error{ec::malformed, "expected an object"};
  return upcast_object(*std::move(read), version, known);
}

result<boost::json::value> upcast_state(std::string_view text, const version_range& known) {
  auto read = parse_json(text);
  if (!read)
    return read;
  auto* members = read->if_object();
  if (members == nullptr)
    return error{ec::malformed, "expected an object"};
  if (const auto* name = members->if_contains(name_member);
      name != nullptr && *name != boost::json::string_view{known.name})
    return error{ec::incompatible, "it is the state " + boost::json::serialize(*name) +
                                       ", and this service keeps \"" + std::string{known.name} +
                                       '"'};
  std::uint32_t version = 1; // Of before it had a name.
  if (const auto* said = members->if_contains(version_member)) {
    const auto number = from_json<std::uint32_t>(*said);
    if (!number)
      return number.failure();
    version = *number;
  }
  members->erase(name_member);
  members->erase(version_member);
  if (version > known.newest || version < known.oldest)
    return no_way(known, version);
  return upcast_object(*std::move(read), version, known);
}

void mark_state(std::string& text, std::size_t from, const version_range& known) {
  std::string mark = "{\"" + std::string{name_member} + "\":\"" + std::string{known.name} +
                     "\",\"" + version_member + "\":" + std::to_string(known.newest);
  if (text.size() - from > 2) // It has members.
    mark += ',';
  text.replace(from, 1, mark);
}

error state_does_not_fit(error why) {
  if (why.code != ec::incompatible)
    why = {ec::incompatible,
           "what is kept does not fit the struct: " + to_string(why) +
               "; a member that was renamed or taken away needs a version and an upcast, or its "
               "content would be lost"};
  return why;
}

} // namespace troupe::detail
