// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

/// A module in two versions, by TILL_VERSION, which lay out their event and their state otherwise:
/// a source of sales, and who adds them up.
namespace till {

constexpr std::int64_t version = TILL_VERSION;

#if TILL_VERSION == 1
struct sold {
  static constexpr troupe::event_type type{"till.sold", 1};
  std::int64_t amount = 0;
  std::string item;
};
BOOST_DESCRIBE_STRUCT(sold, (), (amount, item))

struct totals {
  std::int64_t count = 0;
  std::int64_t sum = 0;
  std::string last;
};
BOOST_DESCRIBE_STRUCT(totals, (), (count, sum, last))

sold sale_of(std::int64_t amount) {
  return {amount, "item " + std::to_string(amount) + " of the first version"};
}
#else
struct sold {
  static constexpr troupe::event_type type{"till.sold", 1};
  std::vector<std::string> coupons;
  std::string item;
  std::string customer;
  std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(sold, (), (coupons, item, customer, amount))

struct totals {
  std::string last;
  std::int64_t sum = 0;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(totals, (), (last, sum, count))

sold sale_of(std::int64_t amount) {
  return {{"spring", "a coupon of the second version"},
          "item " + std::to_string(amount) + " of the second version",
          "somebody with a name that is long",
          amount};
}
#endif

/// What two versions must not share; instances of one version are on several threads.
inline thread_local sold latest;

struct source_options {
  std::int64_t count = 10;
#if TILL_VERSION == 1
  bool slow = false; ///< an option that the second version has not
#endif
};
#if TILL_VERSION == 1
BOOST_DESCRIBE_STRUCT(source_options, (), (count, slow))
#else
BOOST_DESCRIBE_STRUCT(source_options, (), (count))
#endif

struct source_state {
  std::int64_t sold = 0;
};
BOOST_DESCRIBE_STRUCT(source_state, (), (sold))

troupe::behavior source(troupe::service<source_state, source_options>* self) {
  return {troupe::pull([self](std::size_t demand) {
    auto& done = self->state().sold;
    for (std::size_t i = 0; i < demand && done < self->options().count; ++i)
      self->publish(sale_of(++done));
    return done < self->options().count ? troupe::progress::more() : troupe::progress::end();
  })};
}

struct counter_options {
  bool fails = false;         ///< to start
  std::int64_t tells_at = 10; ///< the amount at which it says what it has counted
};
BOOST_DESCRIBE_STRUCT(counter_options, (), (fails, tells_at))

troupe::behavior counter(troupe::service<totals, counter_options>* self) {
  return {troupe::on_start([self] {
            // A function of the system's, so that the test can have it missed.
            if (self->options().fails && ::getppid() >= 0)
              throw std::runtime_error("the counter was told to fail");
          }),
          troupe::single([self](const sold& x) {
            latest = x;
            auto& all = self->state();
            ++all.count;
            all.sum += latest.amount;
            all.last = latest.item;
            if (latest.amount == self->options().tells_at)
              self->log(troupe::log_level::info, "version " + std::to_string(version) +
                                                     " counted " + std::to_string(all.count) +
                                                     ", in all " + std::to_string(all.sum));
          })};
}

} // namespace till

void troupe_module(troupe::catalog& offers) {
  offers.service("source", till::source, troupe::publishes<till::sold>);
  offers.service("counter", till::counter, troupe::publishes<>);
}
