// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "scaffold/children.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <set>

namespace troupe::scaffold {
namespace {

std::string options_of(const std::string& text) {
  const auto options = boost::json::parse(text);
  std::string lines;
  for (const auto& member : options.as_object())
    lines += "        #" + std::string{member.key()} + ": " +
             boost::json::serialize(member.value()) + '\n';
  return lines.empty() ? lines : "      #options:\n" + lines;
}

std::string list_of(const char* name, const std::vector<std::string>& topics, const char* why) {
  if (topics.empty())
    return {};
  std::string lines = std::string{"  "} + name + ": # " + why + '\n';
  for (const auto& each : topics)
    lines += "    - " + each + '\n';
  return lines;
}

} // namespace

std::string check_of(const loose_ends& x) {
  const auto lists =
      list_of("unfed", x.unfed, "no service here publishes them: they come from outside") +
      list_of("unhandled", x.unhandled, "no service here handles them: they are for others") +
      list_of("unsaid", x.unsaid, "their modules do not say what they publish");
  return lists.empty()
             ? lists
             : "\n# What nobody is warned of. Take away what should have a service here.\n"
               "check:\n" +
                   lists;
}

std::string children_of(const std::vector<offered_service>& services,
                        const std::vector<std::string>& taken) {
  std::set<std::string> ids{taken.begin(), taken.end()};
  std::string lines;
  for (const auto& each : services) {
    auto id = each.name;
    if (!ids.insert(id).second)
      ids.insert(id = each.module + '-' + each.name);
    lines += "    - id: " + id + "\n      service: " + each.module + '.' + each.name + '\n' +
             options_of(each.options);
  }
  return lines;
}

} // namespace troupe::scaffold
