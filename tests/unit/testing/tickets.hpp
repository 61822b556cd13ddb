// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/testing/deployment_rehearsal.hpp"

#include <boost/describe.hpp>

#include <memory>
#include <stdexcept>
#include <string>

/// A box office for tests: a ticket is ordered, a seat reserved and money charged at the same time,
/// and who has not paid after a quarter of an hour loses it.
namespace troupe::trial {

struct ticket_ordered {
  static constexpr event_type type{"tickets.ordered", 1};
  std::string order;
  int amount = 0;
  static constexpr auto key = &ticket_ordered::order;
  static constexpr auto constraints = troupe::constraints(at_least(&ticket_ordered::amount, 0));
};
BOOST_DESCRIBE_STRUCT(ticket_ordered, (), (order, amount))

struct seat_reserved {
  static constexpr event_type type{"seats.reserved", 1};
  std::string order;
  static constexpr auto key = &seat_reserved::order;
};
BOOST_DESCRIBE_STRUCT(seat_reserved, (), (order))

struct money_charged {
  static constexpr event_type type{"money.charged", 1};
  std::string order;
  int amount = 0;
  static constexpr auto key = &money_charged::order;
  static constexpr auto constraints = troupe::constraints(at_most(&money_charged::amount, 10'000));
};
BOOST_DESCRIBE_STRUCT(money_charged, (), (order, amount))

struct ticket_sent {
  static constexpr event_type type{"tickets.sent", 1};
  std::string order;
  int number = 0;
  static constexpr auto key = &ticket_sent::order;
};
BOOST_DESCRIBE_STRUCT(ticket_sent, (), (order, number))

struct payment_missed {
  static constexpr event_type type{"payments.missed", 1};
  std::string order;
  static constexpr auto key = &payment_missed::order;
};
BOOST_DESCRIBE_STRUCT(payment_missed, (), (order))

struct ticket_cancelled {
  static constexpr event_type type{"tickets.cancelled", 1};
  std::string order;
  static constexpr auto key = &ticket_cancelled::order;
};
BOOST_DESCRIBE_STRUCT(ticket_cancelled, (), (order))

struct takings_changed {
  static constexpr event_type type{"takings.changed", 1};
  int total = 0;
};
BOOST_DESCRIBE_STRUCT(takings_changed, (), (total))

struct order_state {
  bool seat = false;
  bool paid = false;
  bool cancelled = false;
};
BOOST_DESCRIBE_STRUCT(order_state, (), (seat, paid, cancelled))

struct get_order_state {
  static constexpr query_type type{"office.get_order"};
  using reply = order_state;
  std::string order;
  static constexpr auto key = &get_order_state::order;
};
BOOST_DESCRIBE_STRUCT(get_order_state, (), (order))

inline void send_when_ready(service<order_state>* self, const std::string& order) {
  const auto& state = self->state();
  if (state.seat && state.paid && !state.cancelled)
    self->publish(ticket_sent{order, 1});
}

inline behavior office(service<order_state>* self) {
  return {
      [self](const ticket_ordered& x) {
        self->publish_after(std::chrono::minutes{15}, payment_missed{x.order});
      },
      [self](const seat_reserved& x) {
        self->state().seat = true;
        send_when_ready(self, x.order);
      },
      [self](const money_charged& x) {
        self->state().paid = true;
        send_when_ready(self, x.order);
      },
      [self](const payment_missed& x) {
        if (self->state().paid)
          return;
        self->state().cancelled = true;
        self->publish(ticket_cancelled{x.order});
      },
      [](const get_order_state&, const service<order_state>& kept) { return kept.state(); },
  };
}

/// The same, by somebody who takes it that the seat always comes first.
inline behavior hasty_office(service<order_state>* self) {
  return {
      [self](const seat_reserved&) { self->state().seat = true; },
      [self](const money_charged& x) -> outcome {
        if (!self->state().seat)
          return reject("who pays has a seat");
        self->publish(ticket_sent{x.order, 1});
        return done();
      },
  };
}

/// The same, by somebody who numbers the tickets and keeps the last number where a restart loses
/// it.
inline behavior forgetful_office(service<nothing>* self) {
  return {[self, last = std::make_shared<int>(0)](const money_charged& x) {
    self->publish(ticket_sent{x.order, ++*last});
  }};
}

struct last_ticket {
  int number = 0;
};
BOOST_DESCRIBE_STRUCT(last_ticket, (), (number))

/// The same, by somebody who numbers the tickets, durably, and takes it that who orders first pays
/// first; but each order is a key of its own.
inline behavior numbering_office(service<last_ticket>* self) {
  return {single([self](const money_charged& x) {
    self->publish(ticket_sent{x.order, ++self->state().number});
  })};
}

inline behavior hall(service<nothing>* self) {
  return {[self](const ticket_ordered& x) { self->publish(seat_reserved{x.order}); }};
}

struct till_options {
  int busy = 0; ///< so many attempts of each charge fail
};
BOOST_DESCRIBE_STRUCT(till_options, (), (busy))

/// 13 is nobody's card, 66 breaks the till once, and 99 keeps breaking it.
inline behavior till(service<nothing, till_options>* self) {
  return {[self](const ticket_ordered& x, const delivery& how) -> outcome {
    if (x.amount == 13)
      return reject("no such card");
    if ((x.amount == 66 && how.attempt == 1) || x.amount == 99)
      throw std::runtime_error("the till is jammed");
    if (how.attempt <= self->options().busy)
      return retry("the line is busy");
    self->publish(money_charged{x.order, x.amount});
    return done();
  }};
}

struct sum {
  int total = 0;
};
BOOST_DESCRIBE_STRUCT(sum, (), (total))

inline behavior takings(service<sum>* self) {
  return {single([self](const money_charged& x) {
    self->state().total += x.amount;
    self->publish(takings_changed{self->state().total});
  })};
}

inline deployment_setup box_office_services() {
  deployment_setup setup;
  auto& offers = setup.modules["box"];
  offers.service("office", office);
  offers.service("hasty_office", hasty_office);
  offers.service("forgetful_office", forgetful_office);
  offers.service("numbering_office", numbering_office);
  offers.service("hall", hall);
  offers.service("till", till);
  offers.service("takings", takings);
  return setup;
}

/// With another office, and what else the till is told.
inline std::string box_office(const std::string& which = "office", const std::string& till = "") {
  return "troupe: 1\n"
         "name: theatre\n"
         "modules: [box]\n"
         "defaults: {retry: {attempts: 3, first: 1m, factor: 2, jitter: 0}}\n"
         "tree:\n"
         "  intensity: 1\n"
         "  children:\n"
         "    - {id: office, service: box." +
         which +
         "}\n"
         "    - {id: hall, service: box.hall}\n"
         "    - {id: till, service: box.till" +
         till +
         "}\n"
         "    - {id: takings, service: box.takings}\n"
         "topics: {takings.changed: {transient: true}}\n";
}

inline testing::deployment_rehearsal theatre(const std::string& yaml = box_office(),
                                             std::uint64_t seed = 1) {
  testing::deployment_rehearsal_setup setup;
  setup.seed = seed;
  return testing::deployment_rehearsal::parse(yaml, box_office_services(), std::move(setup));
}

/// What a failure says.
template <class F>
std::string complaint_of(F f) {
  try {
    f();
  } catch (const testing::failed& x) {
    return x.what();
  }
  return "nothing failed";
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace troupe::trial
