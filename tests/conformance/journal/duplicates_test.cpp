// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace troupe::journal::trial {
namespace {

using duplicates = std::vector<verdict::duplicate>;

event_record from(std::string source, std::uint64_t n) {
  auto e = event(n);
  e.source = std::move(source);
  return e;
}

std::vector<uuid> ids_in(reader& seen) {
  const auto page = value_of(seen.read({}));
  std::vector<uuid> all;
  for (const auto& each : page.events->events)
    all.push_back(each.id);
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_journal_to_which_events_are_brought)

BOOST_AUTO_TEST_CASE_TEMPLATE(takes_the_first_of_a_name_and_answers_the_others_with_it, Engine,
                              every_engine) {
  Engine journal;
  set_up(journal.storage(), some_events(1, 3));
  const auto first = write_one(journal.storage(), build{}.bring(from("shop", 4), "A-1"));
  BOOST_TEST(first.first == 4u);
  BOOST_TEST(first.duplicates.empty());
  journal.look(); // What it knows is on the disk.
  for (std::uint64_t n = 5; n < 8; ++n) {
    auto again = from("shop", n);
    again.payload = R"({"another":"payload"})";
    const auto said = write_one(journal.storage(), build{}.bring(again, "A-1"));
    BOOST_TEST(said.accepted());
    BOOST_TEST(said.first == 0u);
    BOOST_TEST((said.duplicates == duplicates{{0, 4}}));
  }
  BOOST_TEST(journal.storage().head() == 4u);
  BOOST_TEST((ids_in(*journal.look()) == std::vector{id(1), id(2), id(3), id(4)}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(knows_a_name_from_an_earlier_commit_of_the_same_group, Engine,
                              every_engine) {
  Engine journal;
  const auto said = write(journal.storage(), {build{}.bring(from("shop", 1), "A-1"),
                                              build{}.bring(from("shop", 2), "A-1"),
                                              build{}.bring(from("shop", 3), "A-2")});
  BOOST_TEST(said[0].first == 1u);
  BOOST_TEST((said[1].duplicates == duplicates{{0, 1}}));
  BOOST_TEST(said[2].first == 2u);
  BOOST_TEST((ids_in(*journal.look()) == std::vector{id(1), id(3)}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(knows_a_name_from_the_same_commit, Engine, every_engine) {
  Engine journal;
  const auto said = write_one(journal.storage(), build{}
                                                     .event(event(1))
                                                     .bring(from("shop", 2), "A-1")
                                                     .bring(from("shop", 3), "A-1")
                                                     .event(event(4))
                                                     .bring(from("shop", 5), "A-2")
                                                     .bring(from("shop", 6), "A-1")
                                                     .event(event(7)));
  BOOST_TEST(said.first == 1u);
  BOOST_TEST((said.duplicates == duplicates{{2, 2}, {5, 2}}));
  BOOST_TEST((ids_in(*journal.look()) == std::vector{id(1), id(2), id(4), id(5), id(7)}));
  const auto again = write_one(journal.storage(), build{}.bring(from("shop", 8), "A-2"));
  BOOST_TEST((again.duplicates == duplicates{{0, 4}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(gives_the_events_of_a_commit_their_sequences_without_its_duplicates,
                              Engine, every_engine) {
  Engine journal;
  set_up(journal.storage(), build{}.bring(from("shop", 1), "A-1"));
  std::vector<commit> group{
      build{}.bring(from("shop", 2), "A-1").event(event(3)).bring(from("shop", 4), "A-2")};
  const auto said = value_of(journal.storage().write(group)).front();
  BOOST_TEST(said.first == 2u);
  BOOST_TEST((said.duplicates == duplicates{{0, 1}}));
  BOOST_REQUIRE(group[0].events.size() == 2u);
  BOOST_TEST((group[0].events[0].id == id(3)));
  BOOST_TEST(group[0].events[0].sequence == 2u);
  BOOST_TEST((group[0].events[1].id == id(4)));
  BOOST_TEST(group[0].events[1].sequence == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(tells_names_apart_by_source_and_by_id, Engine, every_engine) {
  Engine journal;
  auto& to = journal.storage();
  const std::vector<std::pair<std::string, std::string>> names{
      {"shop", "1"}, {"shop", "11"}, {"shop1", "1"}, {"sho", "p1"},
      {"Shop", "1"}, {"shop", "1 "}, {"shop ", "1"}, {"shop", "\xc3\xa4"}};
  std::uint64_t n = 0;
  for (const auto& [source, name] : names) {
    ++n;
    BOOST_TEST(write_one(to, build{}.bring(from(source, n), name)).first == n);
  }
  std::uint64_t first = 0;
  for (const auto& [source, name] : names) {
    const auto said = write_one(to, build{}.bring(from(source, ++n), name));
    BOOST_TEST((said.duplicates == duplicates{{0, ++first}}));
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(takes_all_else_of_a_commit_whose_event_is_a_duplicate, Engine,
                              every_engine) {
  Engine journal;
  auto& to = journal.storage();
  const auto orders = value_of(to.subscribe("orders", 0));
  set_up(to, build{}.bring(from("shop", 1), "A-1"));
  const auto said = write_one(
      to,
      build{orders}.bring(from("shop", 2), "A-1").state("k", "7").move(0, 0, 1).set(timer(3, 9)));
  BOOST_TEST(said.accepted());
  const auto seen = journal.look();
  BOOST_TEST(value_of(seen->state(orders, "k")).value_or("") == "7");
  BOOST_TEST(value_of(seen->positions(orders))[0].position == 1u);
  BOOST_TEST(value_of(seen->timer_count()) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(knows_nothing_of_a_commit_that_was_refused, Engine, every_engine) {
  Engine journal;
  const auto said = write(journal.storage(), {build{}.bring(from("shop", 1), "A-1").remove(id(77)),
                                              build{}.bring(from("shop", 2), "A-1")});
  BOOST_TEST(!said[0].accepted());
  BOOST_TEST(said[0].duplicates.empty());
  BOOST_TEST(said[1].first == 1u);
  BOOST_TEST(said[1].duplicates.empty());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(refuses_a_commit_that_names_events_it_does_not_hold, Engine,
                              every_engine) {
  Engine journal;
  commit beyond = build{}.bring(event(1), "A-1");
  beyond.brought.front().event = 1;
  commit twice = build{}.bring(event(1), "A-1");
  twice.brought.push_back({0, "A-2"});
  for (const auto& wrong : {beyond, twice}) {
    const auto said = write_one(journal.storage(), wrong);
    BOOST_REQUIRE(!said.accepted());
    BOOST_TEST((said.failure->code == ec::refused));
  }
  BOOST_TEST(write_one(journal.storage(), build{}.bring(event(1), "A-1")).first == 1u);
}

/// `event(n)` is of second n.
BOOST_AUTO_TEST_CASE_TEMPLATE(forgets_a_name_when_an_event_comes_that_is_so_much_later, Engine,
                              every_engine) {
  Engine journal{{std::chrono::seconds{60}, 1000}};
  auto& to = journal.storage();
  const auto brought = [&](std::uint64_t second) {
    return write_one(to, build{}.bring(from("shop", second), "A-1"));
  };
  BOOST_TEST(brought(100).first == 1u);
  BOOST_TEST((brought(159).duplicates == duplicates{{0, 1}})); // It counts from the first.
  BOOST_TEST(brought(160).first == 2u);
  BOOST_TEST((brought(219).duplicates == duplicates{{0, 2}}));
  BOOST_TEST((brought(10).duplicates == duplicates{{0, 2}})); // By a clock that went back.
  BOOST_TEST(brought(220).first == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(forgets_a_name_when_so_many_others_came_after_it, Engine,
                              every_engine) {
  Engine journal{{std::chrono::hours{24}, 3}};
  const auto brought = [&](const std::string& name) {
    return write_one(journal.storage(), build{}.bring(from("shop", 1), name));
  };
  for (const auto* name : {"a", "b", "c"})
    BOOST_TEST(brought(name).duplicates.empty());
  journal.look();
  BOOST_TEST((brought("a").duplicates == duplicates{{0, 1}})); // A duplicate is none that came.
  BOOST_TEST(brought("d").first == 4u);
  BOOST_TEST((brought("b").duplicates == duplicates{{0, 2}}));
  BOOST_TEST(brought("a").first == 5u);
  BOOST_TEST(brought("b").first == 6u);
  BOOST_TEST((brought("d").duplicates == duplicates{{0, 4}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(remembers_what_its_window_says_and_no_more, Engine, every_engine) {
  constexpr std::uint64_t window = 50;
  Engine journal{{std::chrono::hours{24}, window}};
  std::map<std::uint64_t, std::uint64_t> number_of; // By name, when it was kept last.
  std::uint64_t kept = 0, state = 1;
  for (int i = 0; i < 2000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const auto name = (state >> 33) % 120;
    const auto said =
        write_one(journal.storage(), build{}.bring(from("shop", 1), std::to_string(name)));
    const auto known = number_of.find(name);
    const bool is_known = known != number_of.end() && kept - known->second < window;
    BOOST_REQUIRE(said.duplicates.empty() != is_known);
    if (!is_known)
      number_of[name] = ++kept;
    if (i % 100 == 0)
      journal.look();
  }
  BOOST_TEST(kept > 1000u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
