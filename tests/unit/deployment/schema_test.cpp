// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/schema.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "deployment/keys.hpp"

#include <set>
#include <string>

using namespace troupe::deploy;

namespace {

std::set<std::string> keys_of(const boost::json::value& map) {
  std::set<std::string> out;
  for (const auto& each : map.at("properties").as_object())
    out.emplace(each.key());
  return out;
}

std::set<std::string> keys_of(const key_set& set) {
  const auto names = set.names();
  return {names.begin(), names.end()};
}

} // namespace

// What it accepts and refuses is tests/acceptance/schema_test.py's, with a validator of others.
BOOST_AUTO_TEST_SUITE(the_schema_of_a_deployment)

BOOST_AUTO_TEST_CASE(has_the_keys_that_may_be_written) {
  const boost::json::value all(schema());
  BOOST_TEST((keys_of(all) == keys_of(keys::root)));
  BOOST_TEST((keys_of(all.at("definitions").at("service")) == keys_of(keys::service)));
  BOOST_TEST((keys_of(all.at("definitions").at("retry")) == keys_of(keys::retry)));
}

BOOST_AUTO_TEST_CASE(has_no_key_that_is_not_built_yet) {
  const boost::json::value all(schema());
  BOOST_TEST(!all.at("definitions").at("service").at("properties").as_object().contains("rate"));
}

BOOST_AUTO_TEST_SUITE_END()
