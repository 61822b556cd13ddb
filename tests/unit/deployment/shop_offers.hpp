// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "deployment/module_offers.hpp"
#include "troupe/module.hpp"

/// The services that the deployments of these tests speak of.
namespace shop {

struct payment_options {
  int decline_permille = 20;
  std::string provider_key;
  std::vector<std::int64_t> amounts;

  std::vector<troupe::option_complaint> complaints() const {
    std::vector<troupe::option_complaint> found;
    for (std::size_t i = 0; i < amounts.size(); ++i)
      if (amounts[i] < 0)
        found.push_back({"amounts[" + std::to_string(i) + "]", "is negative; give 0 or more"});
    if (decline_permille > 1000)
      found.push_back({"decline_permille", "is more than 1000"});
    if (provider_key == "none")
      found.push_back({"", "nothing is paid without a provider; name one"});
    return found;
  }
};
BOOST_DESCRIBE_STRUCT(payment_options, (), (decline_permille, provider_key, amounts))

struct inventory_options {
  std::int64_t initial_stock = 1000;
};
BOOST_DESCRIBE_STRUCT(inventory_options, (), (initial_stock))

struct something_happened {
  static constexpr troupe::event_type type{"something.happened", 1};
};
BOOST_DESCRIBE_STRUCT(something_happened, (), ())

template <class Options>
troupe::behavior idle(troupe::service<troupe::nothing, Options>*) {
  return {[](const something_happened&) {}};
}

/// Knows the module `commerce`; all others are looked for where nothing is.
inline troupe::deploy::module_offers offers() {
  troupe::catalog commerce;
  for (const auto* name : {"intake", "orders", "shipping", "notification", "analytics"})
    commerce.service(name, idle<troupe::nothing>);
  commerce.service("payment", idle<payment_options>);
  commerce.service("inventory", idle<inventory_options>);
  troupe::deploy::module_offers known{{"/nowhere/lib/troupe"}};
  known.add("commerce", commerce);
  return known;
}

} // namespace shop
