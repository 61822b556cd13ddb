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

extern "C" const char* name_of_neighbour();

void troupe_module(troupe::catalog& offers) {
  offers.service(name_of_neighbour(), listener);
}
