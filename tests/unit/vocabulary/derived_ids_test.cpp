// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/manual_clock.hpp"
#include "vocabulary/derived_ids.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <vector>

using namespace troupe;
using namespace std::chrono_literals;

namespace {

const uuid event = *parse_uuid("01936c5e-4f2a-7cc3-98a1-0123456789ab");

std::vector<uuid> some(std::string_view by, const uuid& from, std::size_t count = 1) {
  derived_ids ids{id_author{by}, from};
  std::vector<uuid> all;
  while (all.size() < count)
    all.push_back(ids.next());
  return all;
}

bool is_version_7(const uuid& id) {
  return id.bytes[6] >> 4 == 7 && id.bytes[8] >> 6 == 2;
}

std::string millisecond_of(const uuid& id) {
  return to_string(id).substr(0, 13);
}

} // namespace

BOOST_AUTO_TEST_SUITE(derived_identity)

BOOST_AUTO_TEST_CASE(is_the_same_for_the_same_author_and_event) {
  BOOST_TEST((some("payment", event, 5) == some("payment", event, 5)));
}

/// What is handled once more by a later version must get the ids that it got before.
BOOST_AUTO_TEST_CASE(never_changes_from_version_to_version) {
  BOOST_TEST(to_string(some("payment", event).front()) == "01936c5e-4f2a-7aa4-8e02-9d524e7ee490");
  BOOST_TEST(to_string(following_id(event, time_point{1'800'000'000s})) ==
             "01a3185c-5000-7192-a9e5-a4a51e425e6a");
}

BOOST_AUTO_TEST_CASE(is_another_for_another_author) {
  BOOST_TEST((some("payment", event) != some("shipping", event)));
}

BOOST_AUTO_TEST_CASE(is_laid_out_as_version_7_with_the_time_of_the_event) {
  for (const auto& id : some("payment", event, 300)) {
    BOOST_TEST(is_version_7(id));
    BOOST_TEST(millisecond_of(id) == millisecond_of(event));
  }
}

BOOST_AUTO_TEST_CASE(ascends_in_the_order_in_which_it_is_asked_for) {
  const auto ids = some("payment", event, 10'000);
  BOOST_TEST(std::is_sorted(ids.begin(), ids.end()));
  BOOST_TEST((std::adjacent_find(ids.begin(), ids.end()) == ids.end()));
}

/// The ids of events that came one after the other are alike; what is derived of them must not be.
BOOST_AUTO_TEST_CASE(is_told_apart_however_alike_events_and_authors_are) {
  const support::manual_clock stands{time_point{1'800'000'000s}};
  uuid_source ids{stands, 1};
  std::set<uuid> all;
  std::vector<id_author> authors;
  for (int i = 0; i < 10; ++i)
    authors.emplace_back("inventory-" + std::to_string(i));
  for (int i = 0; i < 20'000; ++i) {
    const auto from = ids.next();
    for (const auto& by : authors) {
      derived_ids made{by, from};
      all.insert({made.next(), made.next()});
    }
  }
  BOOST_TEST(all.size() == 400'000u);
}

BOOST_AUTO_TEST_CASE(differs_in_half_of_its_bits_where_one_bit_of_the_event_differs) {
  const auto before = some("payment", event).front();
  for (std::size_t bit = 48; bit < 128; ++bit) { // Those of the time are taken over.
    auto other = event;
    other.bytes[bit / 8] = static_cast<std::uint8_t>(other.bytes[bit / 8] ^ (1 << bit % 8));
    const auto after = some("payment", other).front();
    int differ = 0;
    for (std::size_t i = 6; i < 16; ++i)
      differ += __builtin_popcount(static_cast<unsigned>(before.bytes[i] ^ after.bytes[i]));
    BOOST_TEST(differ > 15); // Of 73, in the mean 36 with a deviation of 4.
    BOOST_TEST(differ < 58);
  }
}

BOOST_AUTO_TEST_CASE(of_a_timers_next_event_follows_from_the_one_before_and_the_time) {
  const time_point eight{1'800'000'000s};
  const auto next = following_id(event, eight);
  BOOST_TEST(is_version_7(next));
  BOOST_TEST((next == following_id(event, eight)));
  BOOST_TEST((next != following_id(event, eight + 1us)));
  BOOST_TEST((next != following_id(some("payment", event).front(), eight)));
  const support::manual_clock clock{eight};
  BOOST_TEST(millisecond_of(next) == millisecond_of(uuid_source{clock, 1}.next()));
  BOOST_TEST(millisecond_of(following_id(event, time_point{-1s})) == "00000000-0000");
}

BOOST_AUTO_TEST_SUITE_END()
