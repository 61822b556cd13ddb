// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bus/dead_letter_box.hpp"

#include "bus/messages.hpp"
#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>
#include <caf/make_message.hpp>
#include <caf/message.hpp>

using namespace troupe;
using namespace troupe::bus;
using execution::drop_reason;

namespace {

struct box {
  support::manual_clock time;
  uuid_source ids{time, 1};
  int filled = 0;
  dead_letter_box one{time, ids, [this] { ++filled; }};

  void put(int count) {
    for (int i = 0; i < count; ++i) {
      journal::dead_letter_record letter;
      letter.text = std::to_string(i);
      one.put(std::move(letter));
    }
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_dead_letter_box, box)

BOOST_AUTO_TEST_CASE(gives_a_letter_its_id_and_time_and_says_that_it_is_there) {
  put(2);
  BOOST_TEST(filled == 2);
  const auto all = one.take(10);
  BOOST_REQUIRE_EQUAL(all.size(), 2u);
  BOOST_TEST(!(all[0].id == all[1].id));
  BOOST_TEST((all[0].first_seen == time.now()));
}

BOOST_AUTO_TEST_CASE(keeps_letters_until_they_are_durable) {
  put(5);
  BOOST_TEST(one.take(2).size() == 2u);
  BOOST_TEST(one.size() == 5u);
  put(1);
  const auto rest = one.take(10);
  BOOST_REQUIRE_EQUAL(rest.size(), 4u);
  BOOST_TEST(rest.front().text == "2");
  BOOST_TEST(one.take(10).empty());
  one.durable(2);
  BOOST_TEST(one.size() == 4u);
  one.durable(4);
  BOOST_TEST(one.size() == 0u);
  BOOST_TEST(one.received() == 6u);
}

BOOST_AUTO_TEST_CASE(keeps_a_messages_type_and_text) {
  for (const auto& [why, said, word] :
       {std::tuple{drop_reason::actor_gone, journal::dead_letter_reason::actor_gone, "had ended"},
        std::tuple{drop_reason::left_in_mailbox, journal::dead_letter_reason::left_in_mailbox,
                   "before it handled it"},
        std::tuple{drop_reason::unhandled, journal::dead_letter_reason::unhandled, "no handler"}}) {
    one.dropped("printer", why, caf::make_message(42, std::string{"forty-two"}));
    const auto letter = one.take(1).at(0);
    BOOST_TEST((letter.reason == said));
    BOOST_TEST(letter.error.find(word) != std::string::npos);
    BOOST_TEST(letter.text.find("42") != std::string::npos);
    BOOST_TEST(letter.text.find("forty-two") != std::string::npos);
    BOOST_TEST(letter.service == "printer");
  }
}

BOOST_AUTO_TEST_CASE(does_not_keep_messages_of_the_runtime_itself) {
  one.dropped("payment", drop_reason::left_in_mailbox, caf::make_message(deliveries{}));
  one.dropped("payment", drop_reason::actor_gone, caf::make_message(live_batch{}));
  BOOST_TEST(one.size() == 0u);
  BOOST_TEST(filled == 0);
}

BOOST_AUTO_TEST_SUITE_END()
