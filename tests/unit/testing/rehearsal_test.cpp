// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/testing/rehearsal.hpp"

#include <boost/describe.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>
#include <stdexcept>
#include <string>

using namespace troupe;
using namespace std::chrono_literals;
using testing::failed;
using testing::rehearsal;

namespace {

struct stocked {
  static constexpr event_type type{"stock.added", 1};
  std::string sku;
  int quantity = 0;
  static constexpr auto key = &stocked::sku;
};
BOOST_DESCRIBE_STRUCT(stocked, (), (sku, quantity))

struct line {
  std::string sku;
  int quantity = 0;
};
BOOST_DESCRIBE_STRUCT(line, (), (sku, quantity))

struct wanted {
  static constexpr event_type type{"stock.requested", 1};
  std::string sku;
  int quantity = 0;
  static constexpr auto key = &wanted::sku;
};
BOOST_DESCRIBE_STRUCT(wanted, (), (sku, quantity))

struct reserved {
  static constexpr event_type type{"stock.reserved", 1};
  std::string sku;
  std::vector<line> lines;
  static constexpr auto key = &reserved::sku;
};
BOOST_DESCRIBE_STRUCT(reserved, (), (sku, lines))

struct refused {
  static constexpr event_type type{"stock.refused", 1};
  std::string sku;
  static constexpr auto key = &refused::sku;
  static constexpr auto constraints = troupe::constraints(length(&refused::sku, 1));
};
BOOST_DESCRIBE_STRUCT(refused, (), (sku))

struct counted_late {
  static constexpr event_type type{"stock.reminder_came", 1};
  std::string sku;
  static constexpr auto key = &counted_late::sku;
};
BOOST_DESCRIBE_STRUCT(counted_late, (), (sku))

struct shelf {
  int on_hand = 0;
  int attempts = 0;
};
BOOST_DESCRIBE_STRUCT(shelf, (), (on_hand, attempts))

struct get_shelf {
  static constexpr query_type type{"stock.get"};
  using reply = shelf;
  std::string sku;
  static constexpr auto key = &get_shelf::sku;
};
BOOST_DESCRIBE_STRUCT(get_shelf, (), (sku))

struct terms {
  int least = 0;
  std::vector<option_complaint> complaints() const {
    if (least < 0)
      return {{"least", "must not be negative"}};
    return {};
  }
};
BOOST_DESCRIBE_STRUCT(terms, (), (least))

behavior inventory(service<shelf, terms>* self) {
  return {[self](const stocked& more) { self->state().on_hand += more.quantity; },
          [self](const wanted& x, const delivery& d) -> outcome {
            if (x.quantity == 0)
              return reject("nothing is wanted");
            if (x.quantity == 13 && d.attempt == 1)
              return retry("superstition");
            if (x.quantity < 0)
              throw std::invalid_argument("less than nothing");
            auto& here = self->state();
            if (here.on_hand - x.quantity < self->options().least) {
              self->publish(refused{x.sku});
              return done();
            }
            here.on_hand -= x.quantity;
            self->publish(reserved{x.sku, {{x.sku, x.quantity}}});
            self->publish_after("recount " + x.sku, 1h, counted_late{x.sku});
            return done();
          },
          [self](const counted_late& x) {
            self->publish(refused{x.sku});
            self->cancel("recount " + x.sku);
          },
          [](const get_shelf&, const service<shelf, terms>& seen) { return seen.state(); }};
}

/// What an expectation that is not met says, with its line.
template <class F>
std::string whole_complaint(F expectation) {
  try {
    expectation();
  } catch (const failed& e) {
    return e.what();
  }
  return "it was met";
}

/// Without, where it has one.
template <class F>
std::string complaint(F expectation) {
  const auto text = whole_complaint(expectation);
  return text.rfind(__FILE__, 0) == 0 ? text.substr(text.find(": ") + 2) : text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_rehearsal)

BOOST_AUTO_TEST_CASE(gives_events_to_a_service_and_compares_what_it_did) {
  rehearsal<shelf, terms> shop{inventory};
  shop.given(stocked{"apple", 2})
      .when(wanted{"apple", 3})
      .then(refused{"apple"})
      .when(wanted{"apple", 2})
      .then(reserved{"apple", {{"apple", 2}}})
      .when(stocked{"pear", 1})
      .then_nothing();
  BOOST_TEST(shop.state("apple").on_hand == 0);
  BOOST_TEST(shop.state("pear").on_hand == 1);
  BOOST_TEST(shop.has_state("apple"));
  BOOST_TEST(!shop.has_state("plum"));
  BOOST_TEST(shop.ask(get_shelf{"pear"}).on_hand == 1);
  BOOST_TEST(shop.ask(get_shelf{"plum"}).on_hand == 0);
}

BOOST_AUTO_TEST_CASE(knows_the_service_by_its_function) {
  rehearsal shop{inventory};
  shop.when(wanted{"apple", 1}).then(refused{"apple"});
}

BOOST_AUTO_TEST_CASE(says_what_is_different_field_by_field) {
  rehearsal<shelf, terms> shop{inventory};
  shop.given(stocked{"apple", 9}).when(wanted{"apple", 2});
  BOOST_TEST(complaint([&] {
               shop.then(reserved{"apple", {{"apple", 3}}});
             }) == "event 1, stock.reserved: .lines[0].quantity: expected 3, was 2");
  BOOST_TEST(complaint([&] { shop.then(refused{"apple"}); }) ==
             R"(event 1, expected stock.refused {"sku":"apple"}, was stock.reserved )"
             R"({"sku":"apple","lines":[{"sku":"apple","quantity":2}]})");
  BOOST_TEST(complaint([&] { shop.then_nothing(); }) ==
             "0 events were expected, and 1 was published\n"
             R"(event 1 was not expected: stock.reserved )"
             R"({"sku":"apple","lines":[{"sku":"apple","quantity":2}]})");
  BOOST_TEST(complaint([&] { shop.then_retry("later"); }) ==
             "it was expected that it said retry: later, and was handled, and published "
             "stock.reserved");
}

BOOST_AUTO_TEST_CASE(names_the_line_on_which_it_began) {
  rehearsal shop{inventory};
  const auto begins_with = [](const std::string& why, int line) {
    return why.rfind(__FILE__ + (':' + std::to_string(line)) + ": ", 0) == 0;
  };
  const int line = __LINE__ + 2;
  const auto differs = whole_complaint([&] {
    shop.when(stocked{"apple", 1});
    shop.then(refused{"apple"});
  });
  BOOST_TEST(begins_with(differs, line), differs);
  const auto given = whole_complaint([&] { shop.given(refused{"apple"}); });
  BOOST_TEST(begins_with(given, __LINE__ - 1), given);
  const auto several = whole_complaint([&] {
    shop.given(stocked{"apple", 1}, wanted{"apple", 0});
  });
  BOOST_TEST(begins_with(several, __LINE__ - 2), several);
  const auto again = whole_complaint([] { rehearsal{inventory}.when_again(); });
  BOOST_TEST(begins_with(again, __LINE__ - 1), again);
}

BOOST_AUTO_TEST_CASE(answers_an_assertion) {
  rehearsal<shelf, terms> shop{inventory};
  shop.when(wanted{"apple", 2});
  BOOST_TEST(shop.did(refused{"apple"}));
  const auto wrong = shop.did();
  BOOST_TEST(!wrong);
  std::ostringstream out;
  out << wrong;
  BOOST_TEST(out.str().find("1 was published") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(keeps_nothing_of_a_call_that_did_not_end_well) {
  rehearsal<shelf, terms> shop{inventory};
  shop.given(stocked{"apple", 20});
  shop.when(wanted{"apple", 0}).then_reject("nothing is wanted");
  shop.when(wanted{"apple", -1}).then_crash("less than nothing");
  shop.when(wanted{"apple", 13}).then_retry("superstition");
  BOOST_TEST(shop.state("apple").on_hand == 20);
  shop.when_again().then(reserved{"apple", {{"apple", 13}}});
  BOOST_TEST(complaint([&] {
               shop.given(wanted{"apple", 0});
             }) == "stock.requested was given, and said reject: nothing is wanted");
}

BOOST_AUTO_TEST_CASE(lets_timers_come) {
  rehearsal<shelf, terms> shop{inventory};
  shop.given(stocked{"apple", 20})
      .when(wanted{"apple", 1})
      .then_timer("recount apple", 1h, counted_late{"apple"});
  BOOST_TEST(complaint([&] { shop.then_timer("recount apple", 2h, counted_late{"apple"}); }) ==
             "timer 'recount apple' for 2030-01-01T02:00:00.000000Z was not set: "
             R"(stock.reminder_came {"sku":"apple"})"
             "\nwas set: 'recount apple' for 2030-01-01T01:00:00.000000Z: "
             R"(stock.reminder_came {"sku":"apple"})");
  shop.when_passed(59min).then_nothing();
  shop.when_passed(1min).then(counted_late{"apple"}, refused{"apple"});
  BOOST_TEST(complaint([&] { shop.then_cancelled("recount apple"); }).find("was not cancelled") !=
             std::string::npos);
  shop.when_passed(24h).then_nothing();
}

BOOST_AUTO_TEST_CASE(lets_recurring_timers_come_again_and_again) {
  rehearsal<> bell{[](service<>* self) -> behavior {
    return {on_start([self] { self->publish_every("chime", 1h, refused{"bell"}); }),
            [](const stocked&) {}};
  }};
  bell.when_passed(150min).then(refused{"bell"}, refused{"bell"});
  bell.when_passed(30min).then(refused{"bell"});
}

BOOST_AUTO_TEST_CASE(tells_timers_that_come_once_from_those_that_recur) {
  rehearsal<> bell{[](service<>* self) -> behavior {
    return {[self](const stocked&) {
      self->publish_every("chime", 1h, refused{"bell"});
      self->publish_after("ring", 1h, refused{"bell"});
    }};
  }};
  bell.when(stocked{"bell", 1})
      .then_timer("ring", 1h, refused{"bell"})
      .then_timer("chime", 1h, refused{"bell"}, "every 1h");
  BOOST_TEST(bell.sets("chime", 1h, refused{"bell"}, "every 1h"));
  BOOST_TEST(complaint([&] { bell.then_timer("chime", 1h, refused{"bell"}); }) ==
             "timer 'chime' for 2030-01-01T01:00:00.000000Z was not set: "
             R"(stock.refused {"sku":"bell"})"
             "\nwas set: 'chime' for 2030-01-01T01:00:00.000000Z, every 1h: "
             R"(stock.refused {"sku":"bell"})"
             "\nwas set: 'ring' for 2030-01-01T01:00:00.000000Z: "
             R"(stock.refused {"sku":"bell"})");
  BOOST_TEST(!bell.sets("ring", 1h, refused{"bell"}, "every 1h"));
}

BOOST_AUTO_TEST_CASE(expects_nothing_of_what_nobody_looks_at) {
  const auto nothing = "there is nothing to look at: what is given is not; call when() before";
  rehearsal shop{inventory};
  const auto why = whole_complaint([&] { shop.then_nothing(); });
  BOOST_TEST(why == __FILE__ + (':' + std::to_string(__LINE__ - 1)) + ": " + nothing);
  shop.given(stocked{"apple", 2});
  BOOST_TEST(complaint([&] { shop.then_nothing(); }) == nothing);
  BOOST_TEST(complaint([&] { shop.then_crash("out of paper"); }) == nothing);
  BOOST_TEST(shop.did().why() == nothing);
  BOOST_TEST(shop.sets("recount apple", 1h, counted_late{"apple"}).why() == nothing);
  BOOST_TEST(shop.cancels("recount apple").why() == nothing);
  BOOST_TEST(shop.when(stocked{"apple", 2}).did());
}

BOOST_AUTO_TEST_CASE(shows_what_a_service_does_when_it_is_started) {
  rehearsal<> bell{[](service<>* self) -> behavior {
    return {on_start([self] { self->publish_every("chime", 1h, refused{"bell"}); }),
            [](const stocked&) {}};
  }};
  BOOST_TEST(bell.last().timers.size() == 1u);
  bell.when_started().then_nothing().then_timer("chime", 1h, refused{"bell"}, "every 1h");
  bell.when(stocked{"bell", 1}).then_nothing();
  BOOST_TEST(bell.last().timers.empty());
  bell.when_passed(90min).then(refused{"bell"});
  bell.when_started().then_timer("chime", 1h, refused{"bell"}, "every 1h");
  bell.when_passed(30min).then(refused{"bell"}); // For it was set already.
}

BOOST_AUTO_TEST_CASE(takes_options_and_refuses_wrong_ones) {
  rehearsal<shelf, terms> shop{inventory, terms{5}};
  shop.given(stocked{"apple", 7}).when(wanted{"apple", 3}).then(refused{"apple"});
  BOOST_TEST(complaint([] {
               rehearsal<shelf, terms>{inventory, terms{-1}};
             }) == "the options are wrong: .least: must not be negative");
}

BOOST_AUTO_TEST_CASE(asks_a_source) {
  rehearsal<shelf> line{[](service<shelf>* self) -> behavior {
    return {pull([self](std::size_t) {
      self->publish(refused{std::to_string(++self->state().on_hand)});
      if (self->state().on_hand == 2)
        self->dead_letter("row 2", "no number");
      return progress::more();
    })};
  }};
  line.when_pulled().then(refused{"1"}).when_pulled().then(refused{"2"});
  BOOST_TEST((line.last().dead_letters ==
              std::vector<std::pair<std::string, std::string>>{{"row 2", "no number"}}));
  BOOST_TEST(line.state().on_hand == 2);
}

BOOST_AUTO_TEST_CASE(refuses_what_a_service_does_not_take_or_does_not_declare) {
  rehearsal<shelf, terms> shop{inventory};
  BOOST_TEST(complaint([&] { shop.when(refused{"apple"}); }) == "no handler takes stock.refused");
  rehearsal<shelf, terms> silent{inventory, publishes<reserved>};
  silent.when(wanted{"apple", 1});
  BOOST_TEST((silent.last().how == testing::ending::crash));
  BOOST_TEST(silent.last().text.find("does not declare") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(finds_what_a_service_remembers_outside_of_its_state) {
  const auto forgetful = [](service<shelf>* self) -> behavior {
    auto seen = std::make_shared<int>(0);
    return {[self, seen](const stocked& x) {
      if (++*seen > 1)
        self->publish(refused{x.sku});
    }};
  };
  rehearsal<shelf> shop{forgetful};
  shop.given(stocked{"apple", 1});
  const auto said = complaint([&] { shop.when(stocked{"apple", 1}); });
  BOOST_TEST(said.find("remembers something outside of state()") != std::string::npos, said);
  BOOST_TEST(said.find("std::chrono's clocks, random numbers and ids") != std::string::npos, said);
  BOOST_TEST(said.find("1 event was expected, and 0 were published") != std::string::npos, said);

  rehearsal<shelf> known{forgetful};
  known.run_once("it is what this test is about");
  known.given(stocked{"apple", 1}).when(stocked{"apple", 1}).then(refused{"apple"});
}

/// What the kit says of a service that goes by how often it was called.
BOOST_AUTO_TEST_CASE(finds_it_in_what_is_neither_an_event_nor_a_state) {
  const auto said_of = [](auto handle) {
    rehearsal<shelf> shop{[handle](service<shelf>* self) -> behavior {
      auto calls = std::make_shared<int>(0);
      return {[self, calls, handle](const stocked&) -> outcome { return handle(self, ++*calls); }};
    }};
    return complaint([&] {
      for (int i = 0; i < 2; ++i)
        shop.when(stocked{"apple", 1});
    });
  };
  const auto finds = [](const std::string& said, const char* what) {
    BOOST_TEST(said.find("remembers something outside of state()") != std::string::npos, said);
    BOOST_TEST(said.find(what) != std::string::npos, said);
  };
  finds(said_of(
            [](service<shelf>*, int calls) { return retry("busy", std::chrono::seconds{calls}); }),
        "the wait of its retry");
  finds(said_of([](service<shelf>* self, int calls) {
          self->publish_once({.id = "row " + std::to_string(calls)}, refused{"apple"});
          return done();
        }),
        "names of events that it publishes once");
  finds(said_of([](service<shelf>* self, int calls) {
          self->cancel("refill " + std::to_string(calls));
          return done();
        }),
        "cancelled timers");
}

BOOST_AUTO_TEST_CASE(finds_it_in_what_a_service_does_when_it_is_started) {
  const auto seen = std::make_shared<int>(0);
  const auto restless = [seen](service<>* self) -> behavior {
    return {on_start([self, seen] { self->publish_after("tick", ++*seen * 1s, refused{"bell"}); }),
            [](const stocked&) {}};
  };
  rehearsal<> bell{restless};
  for (const auto& said : {complaint([&] { bell.when_started(); }), complaint([&] {
                             bell.when(stocked{"bell", 1});
                           }),
                           complaint([&] { bell.when_passed(1h); })}) {
    BOOST_TEST(said.rfind("of its on_start: after a crash the service does something else", 0) ==
                   0u,
               said);
    BOOST_TEST(said.find("timers: expected 'tick' for 2030-01-01T00:00:01") != std::string::npos,
               said);
  }
  rehearsal<> known{restless};
  known.run_once("it is what this test is about").when_started();
  BOOST_TEST(known.last().timers.size() == 1u);
  known.when(stocked{"bell", 1}).then_nothing();
}

BOOST_AUTO_TEST_CASE(finds_it_in_what_a_source_says) {
  rehearsal<shelf> line{[](service<shelf>*) -> behavior {
    auto calls = std::make_shared<int>(0);
    return {
        pull([calls](std::size_t) { return ++*calls < 2 ? progress::more() : progress::end(); })};
  }};
  line.when_pulled();
  const auto said = complaint([&] { line.when_pulled(); });
  BOOST_TEST(said.find("what the source says of more") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(finds_a_state_that_the_service_changes_by_what_it_remembers) {
  rehearsal<shelf> shop{[](service<shelf>* self) -> behavior {
    auto seen = std::make_shared<int>(0);
    return {[self, seen](const stocked&) { self->state().on_hand = ++*seen; }};
  }};
  shop.given(stocked{"apple", 1});
  const auto said = complaint([&] { shop.given(stocked{"apple", 1}); });
  BOOST_TEST(said.find("state.on_hand: expected 2, was 1") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(refuses_events_that_no_journal_takes) {
  rehearsal<> ear{[](service<>* self) -> behavior {
    return {[self](const refused& x) { self->publish(counted_late{x.sku}); }};
  }};
  const auto refusal =
      "stock.refused breaks its constraints: .sku: expected at least 1 character, was 0: \"\"; no "
      "journal takes it: correct it, or say {.unchecked = true} where it is from before they were "
      "declared";
  BOOST_TEST(complaint([&] { ear.when(refused{""}); }) == refusal);
  BOOST_TEST(complaint([&] { ear.given(refused{""}); }) == refusal);
  ear.given(refused{""}, {.unchecked = true}).when(refused{""}, {.unchecked = true});
  BOOST_TEST(ear.did(counted_late{""}));
}

BOOST_AUTO_TEST_CASE(rejects_what_makes_the_service_publish_against_constraints) {
  rehearsal shop{inventory};
  shop.when(wanted{"", 1})
      .then_reject(
          "stock.refused breaks its constraints: .sku: expected at least 1 character, was 0: \"\"");
}

BOOST_AUTO_TEST_SUITE_END()
