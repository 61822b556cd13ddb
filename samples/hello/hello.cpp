// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "hello.hpp"

namespace hello {

// [doc:service]
troupe::behavior greeter(troupe::service<visits>* self) {
  return {
      [self](const visitor_arrived& visitor) {
        auto& so_far = self->state(); // this visitor's, durable; a copy until the commit
        ++so_far.count;
        self->publish(visitor_greeted{visitor.name, so_far.count == 1 ? "hello" : "hello again"});
      },
      [](const get_visits&, const troupe::service<visits>& committed) { return committed.state(); },
  };
}
// [doc:end]

} // namespace hello

void troupe_module(troupe::catalog& offers) {
  offers.service("greeter", hello::greeter, troupe::publishes<hello::visitor_greeted>);
}
