// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/query_desk.hpp"

#include "vocabulary/nearest.hpp"

namespace troupe::assembly {

void query_desk::add(const std::string& child, journal::subscription_number subscription,
                     const listing& service) {
  // Where two children answer one query, the first in the tree does.
  for (const auto& q : service.queries())
    entries_.try_emplace(q.name, entry{child, subscription, &service, &q});
}

std::vector<std::string> query_desk::names() const {
  std::vector<std::string> all;
  for (const auto& [name, _] : entries_)
    all.push_back(name);
  return all;
}

result<std::string> query_desk::ask(const std::string& query, const std::string& arguments,
                                    journal::reader& from) const {
  const auto known = entries_.find(query);
  if (known == entries_.end()) {
    const auto all = names();
    return error{ec::not_found, "no service of this deployment answers the query '" + query + "'" +
                                    suggestion(query, {all.begin(), all.end()})};
  }
  const auto& [child, subscription, service, handler] = known->second;
  std::string key;
  if (handler->keyed) {
    auto chosen = handler->key_of(arguments);
    if (!chosen)
      return std::move(chosen).failure();
    key = *std::move(chosen);
  }
  const auto stored = from.state(subscription, key);
  if (!stored)
    return stored.failure();
  const auto& states = service->offer().states;
  auto state = states.make();
  if (*stored) {
    auto decoded = states.decode(**stored);
    if (!decoded)
      return std::move(decoded).failure();
    state = *std::move(decoded);
  }
  return handler->call(arguments, state.get(), service->options());
}

} // namespace troupe::assembly
