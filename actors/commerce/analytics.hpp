// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <string>

/// The analytics service counts what happened, all in one state, and says each new revenue.
namespace commerce {

/// The figures of the business, and the reply to `get_summary`.
struct summary {
  std::int64_t orders_placed = 0;
  std::int64_t orders_shipped = 0;
  std::int64_t orders_rejected = 0;
  std::int64_t orders_declined = 0;
  std::int64_t returns = 0;
  std::int64_t adjustments = 0;
  std::int64_t captured_minor = 0;
  std::int64_t refunded_minor = 0;
  /// What was captured, by the country of the order's first row.
  std::map<std::string, std::int64_t> revenue_by_country;
};
BOOST_DESCRIBE_STRUCT(summary, (),
                      (orders_placed, orders_shipped, orders_rejected, orders_declined, returns,
                       adjustments, captured_minor, refunded_minor, revenue_by_country))

struct get_summary {
  static constexpr troupe::query_type type{"commerce.get_summary"};
  using reply = summary;
};
BOOST_DESCRIBE_STRUCT(get_summary, (), ())

troupe::behavior analytics(troupe::service<summary>* self);

} // namespace commerce
