// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

struct something_happened {
  static constexpr troupe::event_type type{"something.happened", 1};
};
BOOST_DESCRIBE_STRUCT(something_happened, (), ())

namespace {

troupe::behavior listener(troupe::service<>*) {
  return {[](const something_happened&) {}};
}

} // namespace

void troupe_module(troupe::catalog& offers) {
  offers.service("listener", listener);
  offers.service("listener", listener);
}
