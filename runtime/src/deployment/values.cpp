// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/values.hpp"

#include <string_view>
#include <tuple>

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

std::string module_of(std::string_view offer) {
  return std::string{offer.substr(0, offer.find('.'))};
}

json::object shown_options(const service& x) {
  json::value result = x.options;
  mask(result, "", x.secrets);
  return result.as_object();
}

bool operator==(const supervisor& a, const supervisor& b) {
  const auto with_siblings = [](const supervisor& x) {
    return std::tie(x.id, x.restart, x.significant, x.backoff, x.shutdown, x.depends_on);
  };
  const auto above_children = [](const supervisor& x) {
    return std::tie(x.strategy, x.intensity, x.period, x.auto_shutdown, x.children);
  };
  return with_siblings(a) == with_siblings(b) && above_children(a) == above_children(b);
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
