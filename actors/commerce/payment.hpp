// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <vector>

/// The payment service has a provider charge what was confirmed; the provider is simulated.
///
/// Of 1000 orders so many are declined, time out on the first two attempts, or crash the service on
/// the first; which ones, their ids alone decide (see payment_fate.hpp).
namespace commerce {

// [doc:options]
struct payment_options {
  std::uint32_t decline_permille = 0;
  std::uint32_t retry_permille = 0;
  std::uint32_t crash_permille = 0;

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(payment_options, (), (decline_permille, retry_permille, crash_permille))
// [doc:end]

troupe::behavior payment(troupe::service<troupe::nothing, payment_options>* self);

} // namespace commerce
