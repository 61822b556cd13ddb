// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/module_offers.hpp"

#include <algorithm>
#include <utility>

#include "deployment/values.hpp"
#include "module/library.hpp"

namespace troupe::deploy {

module_offers::module_offers(std::vector<std::filesystem::path> places)
    : places_(std::move(places)) {}

void module_offers::add(std::string module, const catalog& linked) {
  for (auto x : linked.services()) {
    x.name = module + "." + x.name;
    known_.push_back(std::move(x));
  }
  linked_.push_back(std::move(module));
}

result<void> module_offers::load(const std::string& module) {
  if (std::find(linked_.begin(), linked_.end(), module) != linked_.end())
    return {};
  const auto file = modules::find(module, places_);
  if (!file)
    return file.failure();
  auto loaded = modules::load(*file);
  if (!loaded)
    return loaded.failure();
  digests_[file->stem().string()] = loaded->digest;
  for (auto& x : loaded->services)
    known_.push_back(std::move(x));
  return {};
}

std::vector<std::string> module_offers::services() const {
  std::vector<std::string> names;
  for (const auto& x : known_)
    names.push_back(x.name);
  return names;
}

std::string module_offers::module_digest(std::string_view service) const {
  const auto found = digests_.find(module_of(service));
  return found == digests_.end() ? std::string{} : found->second;
}

std::vector<std::string> module_offers::option_names(std::string_view service) const {
  const auto* offer = find(service);
  return offer ? offer->option_names : std::vector<std::string>{};
}

std::vector<error> module_offers::check_options(std::string_view service,
                                                const boost::json::value& options) const {
  const auto* offer = find(service);
  if (!offer)
    return {error{ec::not_found, "the service '" + std::string(service) + "' is not known"}};
  return offer->check_options(options);
}

const service_offer* module_offers::find(std::string_view service) const {
  const auto at = std::find_if(known_.begin(), known_.end(),
                               [&](const service_offer& x) { return x.name == service; });
  return at == known_.end() ? nullptr : &*at;
}

} // namespace troupe::deploy
