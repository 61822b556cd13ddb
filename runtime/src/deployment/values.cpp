// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/values.hpp"

#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace troupe::deploy {
namespace {

namespace json = boost::json;

void mask(json::value& x, const std::string& path, const std::vector<std::string>& secrets) {
  for (const auto& secret : secrets)
    if (secret == path)
      x = "***";
  if (auto* map = x.if_object())
    for (auto& entry : *map)
      mask(entry.value(), path + "." + std::string(entry.key()), secrets);
  if (auto* list = x.if_array())
    for (std::size_t i = 0; i < list->size(); ++i)
      mask((*list)[i], path + "[" + std::to_string(i) + "]", secrets);
}

void collect(const supervisor& tree, std::vector<const service*>& to) {
  for (const auto& x : tree.children) {
    if (const auto* one = std::get_if<service>(&x.is))
      to.push_back(one);
    else
      collect(std::get<supervisor>(x.is), to);
  }
}

} // namespace

json::object shown_options(const service& x) {
  json::value result = x.options;
  mask(result, "", x.secrets);
  return result.as_object();
}

bool operator==(const supervisor& a, const supervisor& b) {
  return a.id == b.id && a.strategy == b.strategy && a.intensity == b.intensity &&
         a.period == b.period && a.shutdown == b.shutdown && a.children == b.children;
}

bool operator==(const child& a, const child& b) {
  return a.is == b.is;
}

const std::string& child::id() const {
  return std::visit([](const auto& x) -> const std::string& { return x.id; }, is);
}

std::vector<const service*> services(const supervisor& tree) {
  std::vector<const service*> result;
  collect(tree, result);
  return result;
}

} // namespace troupe::deploy
