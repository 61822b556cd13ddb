// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

struct something_happened {
  static constexpr troupe::event_type type{"something.happened", 1};
};
BOOST_DESCRIBE_STRUCT(something_happened, (), ())

struct listener_options {
  int volume = 3;
};
BOOST_DESCRIBE_STRUCT(listener_options, (), (volume))

namespace {

troupe::behavior listener(troupe::service<troupe::nothing, listener_options>*) {
  return {[](const something_happened&) {}};
}

troupe::behavior other(troupe::service<>*) {
  return {[](const something_happened&) {}};
}

} // namespace

void troupe_module(troupe::catalog& offers) {
  offers.service("listener", listener);
  offers.service("other", other);
}
