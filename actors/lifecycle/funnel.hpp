// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <string>

/// The funnel counts how many users signed up, how many mails they got, and how it ended with them.
namespace lifecycle {

struct funnel_figures {
  std::int64_t signed_up = 0;
  std::int64_t mails_sent = 0;
  std::map<std::string, std::int64_t> onboarding_ended; ///< by outcome
};
BOOST_DESCRIBE_STRUCT(funnel_figures, (), (signed_up, mails_sent, onboarding_ended))

struct get_funnel {
  static constexpr troupe::query_type type{"lifecycle.get_funnel"};
  using reply = funnel_figures;
};
BOOST_DESCRIBE_STRUCT(get_funnel, (), ())

troupe::behavior funnel(troupe::service<funnel_figures>* self);

} // namespace lifecycle
