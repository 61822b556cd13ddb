// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"
#include "troupe/testing/deployment_rehearsal.hpp"
#include "troupe/testing/rehearsal.hpp"

/// What tests by the kit take: of a service alone, and of a deployment under a clock that is moved.
namespace troupe::bench {
namespace {

using namespace std::chrono_literals;

/// Each case makes its service, as a test does, and the kit makes each call twice.
void cases_of_a_service() {
  constexpr int cases = 20'000;
  const stop_watch watch;
  for (int i = 0; i < cases; ++i) {
    testing::rehearsal shop{keeper};
    shop.given(make_price(1)).when(make_price(1)).then_nothing();
    if (shop.state("sku-1").price_minor != 1)
      throw std::runtime_error("the price was not kept");
  }
  print("cases of a service, given, when, then", cases / watch.seconds(), "cases/s");
}

behavior clock_work(service<last_price>* self) {
  return {on_start([self] { self->publish_every("price", 1min, make_price(1)); }),
          [self](const price_changed& x) { self->state().price_minor += x.price_minor; }};
}

void minutes_of_a_deployment() {
  constexpr int minutes = 100'000;
  deployment_setup with;
  with.modules["shop"].service("clock_work", clock_work);
  auto shop = testing::deployment_rehearsal::parse(
      "troupe: 1\nname: shop\nmodules: [shop]\n"
      "tree: {children: [{id: clock_work, service: shop.clock_work}]}\n",
      std::move(with));
  const stop_watch watch;
  shop.advance(minutes * 1min);
  const auto seconds = watch.seconds();
  shop.expect_published<price_changed>(minutes);
  print("time of a deployment, an event a minute", minutes / seconds, "minutes/s");
}

} // namespace

void kit() {
  cases_of_a_service();
  minutes_of_a_deployment();
}

} // namespace troupe::bench
