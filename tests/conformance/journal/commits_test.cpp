// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {

BOOST_AUTO_TEST_SUITE(a_journal)

BOOST_AUTO_TEST_CASE_TEMPLATE(is_empty_at_first, Engine, every_engine) {
  Engine journal;
  const auto seen = journal.look();
  BOOST_TEST(journal.storage().head() == 0u);
  const auto page = value_of(seen->read({}));
  BOOST_TEST(page.events->events.empty());
  BOOST_TEST(page.upto == 0u);
  BOOST_TEST(page.head == 0u);
  BOOST_TEST(value_of(seen->topics()).empty());
  BOOST_TEST(value_of(seen->subscriptions()).empty());
  BOOST_TEST(!value_of(seen->event(1)));
  BOOST_TEST(!value_of(seen->next_timer()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_every_member_of_an_event, Engine, every_engine) {
  Engine journal;
  auto full = event(1);
  full.payload = std::string("{\"text\":\"\xc3\xa4 ' \\u0000\"}");
  full.key = std::string("with\0zero", 9);
  full.expires = full.time + std::chrono::minutes(15);
  const event_record bare;
  set_up(journal.storage(), build{}.events({full, bare}));
  const auto seen = journal.look();
  full.sequence = 1;
  BOOST_TEST((value_of(seen->event(1)) == full));
  auto expected = bare;
  expected.sequence = 2;
  BOOST_TEST((value_of(seen->event(2)) == expected));
  const auto page = value_of(seen->read({}));
  BOOST_REQUIRE(page.events->events.size() == 2u);
  BOOST_TEST((page.events->events[0] == full));
  BOOST_TEST((page.events->events[1] == expected));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(gives_sequences_in_place_without_gaps, Engine, every_engine) {
  Engine journal;
  std::vector<commit> group{some_events(1, 20), commit{}, some_events(21, 3)};
  const auto verdicts = value_of(journal.storage().write(group));
  BOOST_TEST(verdicts[0].first == 1u);
  BOOST_TEST(verdicts[1].first == 0u);
  BOOST_TEST(verdicts[2].first == 21u);
  BOOST_TEST(group[0].events[19].sequence == 20u);
  BOOST_TEST(group[2].events[2].sequence == 23u);
  BOOST_TEST(journal.storage().head() == 23u);
  BOOST_TEST(write_one(journal.storage(), some_events(24, 1)).first == 24u);
  const auto seen = journal.look();
  BOOST_TEST(all_sequences(*seen, {}).size() == 24u);
  BOOST_TEST(journal.storage().head() == 24u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(leaves_no_gap_after_a_refusal, Engine, every_engine) {
  Engine journal;
  auto& storage = journal.storage();
  const auto verdicts = write(
      storage, {some_events(1, 2), build{}.event(event(9)).remove(id(77)), some_events(3, 2)});
  BOOST_TEST(verdicts[0].accepted());
  BOOST_TEST((verdicts[1].failure->code == ec::refused));
  BOOST_TEST(verdicts[1].first == 0u);
  BOOST_TEST(verdicts[2].first == 3u);
  const auto seen = journal.look();
  const auto page = value_of(seen->read({}));
  BOOST_REQUIRE(page.events->events.size() == 4u);
  BOOST_TEST((page.events->events[2].id == id(3)));
}

/// Everything that a commit can hold, beside a subscription with something parked, a timer and a
/// letter.
struct world {
  subscription_number orders;
  subscription_number mail;
};

world populate(engine& storage) {
  const auto orders = value_of(storage.subscribe("orders", 0));
  const auto mail = value_of(storage.subscribe("mail", 0));
  set_up(storage, some_events(1, 10));
  commit first = build{orders, 5}
                     .claim(1)
                     .claim(2)
                     .state("a", "1")
                     .state("gone", "x")
                     .park(parked_row(3, "a", 2, 1))
                     .set(timer(50, 5))
                     .letter(dead_letter(60));
  BOOST_REQUIRE(write_one(storage, first).accepted());
  return {orders, mail};
}

/// A commit that would be accepted after `populate`, and changes everything.
build everything(const world& of) {
  build made{of.orders, 5};
  made.event(event(99))
      .move(1, 0, 4)
      .guard(2)
      .state("a", "2")
      .state("gone", std::nullopt)
      .state("new", "3")
      .take(3, 2)
      .park(parked_row(5, "b", 1, 2))
      .set(timer(51, 1))
      .clear(id(50))
      .letter(dead_letter(61))
      .remove(id(60))
      .settle(2);
  return made;
}

void check_untouched(engine& storage, reader& seen, const world& of) {
  BOOST_TEST(storage.head() == 10u);
  BOOST_TEST(all_sequences(seen, {}).size() == 10u);
  BOOST_TEST(value_of(seen.topics()).size() == 1u);
  BOOST_TEST((value_of(seen.state(of.orders, "a")) == "1"));
  BOOST_TEST((value_of(seen.state(of.orders, "gone")) == "x"));
  BOOST_TEST(!value_of(seen.state(of.orders, "new")));
  const auto positions = value_of(seen.positions(of.orders));
  BOOST_TEST(positions[1].position == 0u);
  BOOST_TEST(value_of(seen.subscriptions())[0].settled == 0u);
  const auto parked = value_of(seen.parked(of.orders));
  BOOST_REQUIRE(parked.size() == 1u);
  BOOST_TEST(parked[0].row.sequence == 3u);
  BOOST_TEST(parked[0].row.attempts.size() == 2u);
  BOOST_TEST((value_of(seen.next_timer()) == at(5)));
  BOOST_TEST(value_of(seen.timer_count()) == 1u);
  const auto letters = value_of(seen.dead_letters({}));
  BOOST_REQUIRE(letters.size() == 1u);
  BOOST_TEST((letters[0].id == id(60)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(commits_everything_together, Engine, every_engine) {
  Engine journal;
  const auto of = populate(journal.storage());
  BOOST_TEST(write_one(journal.storage(), everything(of)).first == 11u);
  const auto seen = journal.look();
  BOOST_TEST((value_of(seen->event(11))->id == id(99)));
  BOOST_TEST((value_of(seen->state(of.orders, "a")) == "2"));
  BOOST_TEST(!value_of(seen->state(of.orders, "gone")));
  BOOST_TEST((value_of(seen->state(of.orders, "new")) == "3"));
  const auto positions = value_of(seen->positions(of.orders));
  BOOST_TEST(positions[1].position == 4u);
  BOOST_TEST(positions[9].position == 2u);
  const auto parked = value_of(seen->parked(of.orders));
  BOOST_REQUIRE(parked.size() == 1u);
  BOOST_TEST(parked[0].row.sequence == 5u);
  BOOST_TEST((value_of(seen->next_timer()) == at(1)));
  BOOST_TEST(value_of(seen->timer_count()) == 1u);
  const auto letters = value_of(seen->dead_letters({}));
  BOOST_REQUIRE(letters.size() == 1u);
  BOOST_TEST((letters[0].id == id(61)));
}

/// Each row breaks one precondition of a commit that holds everything.
struct objectionable {
  const char* why;
  void (*spoil)(commit&);
};

const objectionable objections[] = {
    {"an unknown subscription", [](commit& c) { c.subscription = 99; }},
    {"no subscription", [](commit& c) { c.subscription = 0; }},
    {"an older epoch", [](commit& c) { c.epoch = 4; }},
    {"a newer epoch that nobody claimed", [](commit& c) { c.epoch = 6; }},
    {"a guard that is not owned", [](commit& c) { c.guards = {7}; }},
    {"a guard that is no partition", [](commit& c) { c.guards = {64}; }},
    {"a move in a partition that is not owned",
     [](commit& c) {
       c.moves.push_back({7, 0, 4});
     }},
    {"a move in no partition",
     [](commit& c) {
       c.moves.push_back({64, 0, 4});
     }},
    {"a partition moved twice",
     [](commit& c) {
       c.moves.push_back({1, 4, 5});
     }},
    {"an expected position ahead", [](commit& c) { c.moves[0].expected = 1; }},
    {"a move to where it stands", [](commit& c) { c.moves[0].to = 0; }},
    {"a move past the end", [](commit& c) { c.moves[0].to = 11; }},
    {"a row that is not parked", [](commit& c) { c.unparks[0].sequence = 4; }},
    {"a row with more attempts", [](commit& c) { c.unparks[0].attempts = 1; }},
    {"a row with fewer attempts", [](commit& c) { c.unparks[0].attempts = 3; }},
    {"a row taken twice", [](commit& c) { c.unparks.push_back(c.unparks[0]); }},
    {"a row taken and parked again",
     [](commit& c) {
       c.reparks.push_back({3, 2, at(1), {}});
     }},
    {"a row to park again that is not parked",
     [](commit& c) {
       c.reparks.push_back({4, 2, at(1), {}});
     }},
    {"an event parked twice", [](commit& c) { c.parks.push_back(c.parks[0]); }},
    {"an event that is parked already",
     [](commit& c) {
       c.unparks.clear();
       c.parks[0].sequence = 3;
     }},
    {"parking in a partition that is not owned", [](commit& c) { c.parks[0].partition = 9; }},
    {"parking in no partition", [](commit& c) { c.parks[0].partition = 64; }},
    {"a timer that is not set",
     [](commit& c) {
       c.timer_fired = {id(52), id(52)};
     }},
    {"a dead letter that is not there", [](commit& c) { c.dead_letters_removed = {id(62)}; }},
    {"a dead letter removed twice",
     [](commit& c) { c.dead_letters_removed.push_back(c.dead_letters_removed[0]); }},
    {"a dead letter that is there already",
     [](commit& c) {
       c.dead_letters_removed.clear();
       c.dead_letters[0].id = id(60);
     }},
    {"a dead letter made twice", [](commit& c) { c.dead_letters.push_back(c.dead_letters[0]); }},
    {"a claim that does not grow", [](commit& c) { c.claims = {1}; }},
    {"a claim of no partition", [](commit& c) { c.claims = {64}; }},
    {"settling past the end", [](commit& c) { c.settled = 11; }},
};

BOOST_AUTO_TEST_CASE_TEMPLATE(refuses_whole_what_breaks_one_precondition, Engine, every_engine) {
  Engine journal;
  const auto of = populate(journal.storage());
  std::vector<commit> group;
  for (const auto& [why, spoil] : objections)
    spoil(group.emplace_back(everything(of)));
  const auto verdicts = value_of(journal.storage().write(group));
  for (std::size_t i = 0; i < group.size(); ++i) {
    BOOST_TEST_CONTEXT(objections[i].why) {
      BOOST_REQUIRE(verdicts[i].failure);
      BOOST_TEST((verdicts[i].failure->code == ec::refused));
      BOOST_TEST(!verdicts[i].failure->what.empty());
      BOOST_TEST(verdicts[i].first == 0u);
    }
  }
  const auto seen = journal.look();
  check_untouched(journal.storage(), *seen, of);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(takes_the_neighbours_of_a_refused_commit, Engine, every_engine) {
  Engine journal;
  const auto of = populate(journal.storage());
  commit refused = everything(of);
  refused.epoch = 4;
  const auto verdicts = write(
      journal.storage(), {build{of.mail}.state("m", "1"), refused, build{of.mail}.state("m", "2")});
  BOOST_TEST(verdicts[0].accepted());
  BOOST_TEST(!verdicts[1].accepted());
  BOOST_TEST(verdicts[2].accepted());
  const auto seen = journal.look();
  check_untouched(journal.storage(), *seen, of);
  BOOST_TEST((value_of(seen->state(of.mail, "m")) == "2"));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(shows_a_commit_the_earlier_ones_of_its_group, Engine, every_engine) {
  Engine journal;
  const auto of = populate(journal.storage());
  const auto verdicts =
      write(journal.storage(),
            {
                everything(of),                      // 0
                everything(of),                      // 1: position, row, timer and letter are gone
                build{of.orders, 5}.move(1, 4, 11),  // 2: the event that commit 0 published
                build{of.orders, 5}.take(5, 1),      // 3: the row that commit 0 parked
                build{of.orders, 5}.take(5, 1),      // 4
                build{}.fire(id(50)),                // 5: cleared by commit 0
                build{}.fire(id(51)),                // 6: set by commit 0
                build{}.fire(id(51)),                // 7
                build{}.remove(id(61)),              // 8: made by commit 0
                build{}.letter(dead_letter(61)),     // 9
                build{of.orders, 6}.claim(1),        // 10
                build{of.orders, 5}.move(1, 11, 12), // 11: an older owner
            });
  std::string accepted;
  for (const auto& x : verdicts)
    accepted += x.accepted() ? 'y' : 'n';
  BOOST_TEST(accepted == "ynyynnynyyyn");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(shows_no_refused_commit_to_the_later_ones, Engine, every_engine) {
  Engine journal;
  const auto of = populate(journal.storage());
  commit refused = everything(of);
  refused.guards = {9};
  const auto verdicts = write(journal.storage(), {refused, everything(of)});
  BOOST_TEST(!verdicts[0].accepted());
  BOOST_TEST(verdicts[1].accepted());
  BOOST_TEST(verdicts[1].first == 11u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(takes_groups_of_any_size, Engine, every_engine) {
  Engine journal;
  BOOST_TEST(write(journal.storage(), {}).empty());
  std::vector<commit> group;
  for (std::uint64_t n = 1; n <= 700; ++n)
    group.push_back(some_events(n, 1, "t" + std::to_string(n % 37)));
  BOOST_TEST(value_of(journal.storage().write(group)).back().first == 700u);
  const auto seen = journal.look();
  BOOST_TEST(all_sequences(*seen, {}).size() == 700u);
  BOOST_TEST(value_of(seen->topics()).size() == 37u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
