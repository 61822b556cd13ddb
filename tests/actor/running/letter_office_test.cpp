// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "actor/running/numbers.hpp"
#include "assembly/letter_changes.hpp"
#include "assembly/letter_edit.hpp"
#include "support/journal_values.hpp"
#include "support/kept_journal.hpp"
#include "troupe/dead_letter_events.hpp"
#include "troupe/supervision_events.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <future>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// What a handler was told of a delivery: "2", "2 again", "2 again, late".
std::string told_of(const counted& x, const delivery& d) {
  return std::to_string(x.number) + (d.replay ? " again" : "") + (d.late ? ", late" : "");
}

/// Rejects even numbers until it is mended, and negative ones always.
auto particular(notes<std::string>& seen, std::atomic<bool>& mended) {
  return [&](service<>*) -> behavior {
    return {[&](const counted& x, const delivery& d) -> outcome {
      if ((x.number % 2 == 0 && !mended) || x.number < 0)
        return reject(std::to_string(x.number) + " is even");
      seen.add(told_of(x, d));
      return done();
    }};
  };
}

template <class Event>
std::vector<Event> published(support::kept_journal& kept) {
  std::vector<Event> all;
  for (const auto& e : kept.events(std::string{Event::type.name}))
    all.push_back(*from_json<Event>(e.payload));
  return all;
}

template <class F>
bool comes_true(F fact) {
  const auto limit = system_time().elapsed() + 30s;
  while (!fact() && system_time().elapsed() < limit)
    std::this_thread::yield();
  return fact();
}

std::vector<uuid> ids_of(const std::vector<journal::dead_letter_record>& letters) {
  std::vector<uuid> ids;
  for (const auto& x : letters)
    ids.push_back(x.id);
  return ids;
}

/// As a command asks it of a deployment that runs.
control::letters_moved move(support::deployed& shop, const control::move_letters& what) {
  std::promise<result<control::letters_moved>> told;
  shop.running().move(what,
                      [&](result<control::letters_moved> x) { told.set_value(std::move(x)); });
  return journal::trial::value_of(told.get_future().get());
}

result<control::letter_edited> edit(support::deployed& shop, const control::edit_letter& what) {
  std::promise<result<control::letter_edited>> told;
  shop.running().edit(what,
                      [&](result<control::letter_edited> x) { told.set_value(std::move(x)); });
  return told.get_future().get();
}

std::size_t lines_with(const support::deployed& shop, const std::string& part) {
  const auto lines = shop.lines();
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const auto& x) {
    return x.find(part) != std::string::npos;
  }));
}

using texts = std::vector<std::string>;

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(texts)

BOOST_AUTO_TEST_SUITE(the_dead_letter_office)

BOOST_AUTO_TEST_CASE(replays_in_order_of_the_events_and_tells_the_handler_that_it_does) {
  support::kept_journal kept;
  notes<std::string> seen;
  std::atomic<bool> mended{false};
  support::deployed shop;
  shop.add("accounts", particular(seen, mended));
  shop.start(kept.open());
  shop.publish(counted{"a", 2}, counted{"a", 3}, counted{"a", 4}, counted{"b", 5}, counted{"b", 6});
  shop.settle();
  mended = true;
  auto ids = ids_of(kept.dead_letters());
  BOOST_TEST_REQUIRE(ids.size() == 3u);
  std::reverse(ids.begin(), ids.end());
  BOOST_TEST(move(shop, {control::letter_verb::replay, ids, "anna", ""}).moved == 3u);
  shop.settle();
  BOOST_TEST(shop.stop());
  // The last event of its partition does not come late.
  auto of_a = seen.all(), of_b = of_a;
  std::erase_if(of_a, [](const auto& x) { return x[0] == '5' || x[0] == '6'; });
  std::erase_if(of_b, [](const auto& x) { return x[0] != '5' && x[0] != '6'; });
  BOOST_TEST(of_a == (texts{"3", "2 again, late", "4 again"}));
  BOOST_TEST(of_b == (texts{"5", "6 again"}));
  BOOST_TEST(kept.dead_letters().empty());
  const auto trail = journal::trial::value_of(kept.look()->audits(0, 9));
  BOOST_TEST_REQUIRE(trail.size() == 3u);
  BOOST_TEST(trail[0].who == "anna");
  BOOST_TEST(trail[0].topic == "numbers.counted");
  const auto told = published<reports::dead_letters_replayed>(kept);
  BOOST_TEST_REQUIRE(told.size() == 1u);
  BOOST_TEST(told[0].count == 3u);
}

BOOST_AUTO_TEST_CASE(tells_what_was_resolved_and_what_was_dropped_by_different_events) {
  support::kept_journal kept;
  notes<std::string> seen;
  std::atomic<bool> mended{false};
  support::deployed shop;
  shop.add("accounts", particular(seen, mended)).after_dead_letter =
      deploy::after_dead_letters::hold;
  shop.add("others", particular(seen, mended));
  shop.start(kept.open());
  shop.publish(counted{"a", 2});
  shop.settle();
  for (const auto& letter : kept.dead_letters()) {
    const auto how = letter.holds ? control::letter_verb::resolve : control::letter_verb::drop;
    BOOST_TEST(move(shop, {how, {letter.id}, "anna", "paid by hand"}).moved == 1u);
  }
  shop.settle();
  BOOST_TEST(shop.stop());
  const auto resolved = published<reports::dead_letters_resolved>(kept);
  BOOST_TEST_REQUIRE(resolved.size() == 1u);
  BOOST_TEST(resolved[0].count == 1u);
  BOOST_TEST(resolved[0].who == "anna");
  BOOST_TEST(resolved[0].reason == "paid by hand");
  BOOST_TEST(published<reports::dead_letters_dropped>(kept).size() == 1u);
}

BOOST_AUTO_TEST_CASE(delivers_what_was_edited_to_the_service_that_failed_and_keeps_the_original) {
  support::kept_journal kept;
  notes<std::string> seen;
  notes<std::string> others;
  std::atomic<bool> mended{false};
  support::deployed shop;
  shop.add("accounts", particular(seen, mended));
  shop.add("onlooker", [&](service<>*) -> behavior {
    return {[&](const counted& x, const delivery& d) { others.add(told_of(x, d)); }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 2}, counted{"a", 3});
  shop.settle();
  const auto id = kept.dead_letters().at(0).id;
  BOOST_TEST(!edit(shop, {id, R"({"name":"b","number":7})", "anna", ""}));
  BOOST_TEST(!edit(shop, {id, R"({"name":"a","number":"7"})", "anna", ""}));
  BOOST_TEST(!edit(shop, {id, R"({"name":"a","numbr":7})", "anna", ""}));
  BOOST_TEST(edit(shop, {id, R"({"name":"a","number":-1})", "anna", ""})->decoded);
  BOOST_TEST(move(shop, {control::letter_verb::replay, {id}, "anna", ""}).moved == 1u);
  shop.settle();
  // It failed again, and its letter knows what the event was.
  const auto again = kept.dead_letters();
  BOOST_TEST_REQUIRE(again.size() == 1u);
  BOOST_TEST(again[0].event->payload == R"({"name":"a","number":-1})");
  BOOST_TEST(again[0].original.value_or("") == to_json(counted{"a", 2}));
  BOOST_TEST(again[0].error == "-1 is even");
  BOOST_TEST(edit(shop, {again[0].id, R"({"name":"a","number":9})", "anna", ""})->decoded);
  BOOST_TEST(move(shop, {control::letter_verb::replay, {again[0].id}, "anna", ""}).moved == 1u);
  shop.settle();
  BOOST_TEST(shop.stop());
  BOOST_TEST(seen.all() == (texts{"3", "9 again, late"}));
  BOOST_TEST(others.all() == (texts{"2", "3"}));
  BOOST_TEST(kept.events("numbers.counted").at(0).payload == to_json(counted{"a", 2}));
  BOOST_TEST(published<reports::dead_letter_edited>(kept).size() == 2u);
}

BOOST_AUTO_TEST_CASE(works_on_a_deployment_that_is_stopped) {
  support::kept_journal kept;
  notes<std::string> seen;
  std::atomic<bool> mended{false};
  const auto run = [&](const std::vector<counted>& numbers) {
    support::deployed shop;
    shop.add("accounts", particular(seen, mended));
    shop.start(kept.open());
    for (const auto& x : numbers)
      shop.publish(x);
    shop.settle();
    BOOST_TEST(shop.stop());
  };
  run({{"a", 2}, {"a", 4}, {"a", 5}});
  auto letters = kept.dead_letters();
  BOOST_TEST_REQUIRE(letters.size() == 2u);
  const auto handlers = [](const std::string&) { return std::span<const event_handler>{}; };
  const auto reader = kept.look();
  const auto now = system_time().now();
  BOOST_TEST(!assembly::edit_letter(kept.storage(), *reader,
                                    {letters[0].id, R"({"name":"a","number":11})", "anna", ""},
                                    handlers, 1000, now)
                  ->decoded);
  BOOST_TEST(assembly::move_letters(kept.storage(), *reader,
                                    {control::letter_verb::replay, ids_of(letters), "anna", ""},
                                    now)
                 ->moved == 2u);
  mended = true;
  run({});
  BOOST_TEST(seen.all() == (texts{"5", "11 again, late", "4 again, late"}));
}

BOOST_AUTO_TEST_CASE(tells_what_threw_in_which_module) {
  support::kept_journal kept;
  support::deployed shop;
  shop.add("accounts", [](service<>*) -> behavior {
    return {[](const counted&) { throw std::range_error("too late"); }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 1});
  shop.settle();
  BOOST_TEST(shop.stop());
  const auto letters = kept.dead_letters();
  BOOST_TEST_REQUIRE(letters.size() == 1u);
  BOOST_TEST(letters[0].error == "too late");
  BOOST_TEST(letters[0].error_type == "std::range_error");
  for (const auto& each : letters[0].attempts)
    BOOST_TEST(each.error_type == "std::range_error");
  BOOST_TEST(letters[0].module == "accounts");
  BOOST_TEST(letters[0].module_version.find("troupe ") == 0u);
}

BOOST_AUTO_TEST_CASE(publishes_what_was_added_and_a_service_can_watch_it) {
  support::kept_journal kept;
  notes<reports::dead_letter_added> added;
  notes<std::string> seen;
  std::atomic<bool> mended{false};
  support::deployed shop;
  shop.add("accounts", particular(seen, mended));
  shop.add("watch", [&](service<>*) -> behavior {
    return {[&](const reports::dead_letter_added& x) { added.add(x); }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 2});
  BOOST_TEST(added.wait_for(1));
  shop.settle();
  BOOST_TEST(shop.stop());
  const auto letter = kept.dead_letters().at(0);
  const auto told = added.all().at(0);
  BOOST_TEST((told.letter == letter.id));
  BOOST_TEST(told.service == "accounts");
  BOOST_TEST(told.reason == "rejected");
  BOOST_TEST(told.error == "2 is even");
  BOOST_TEST(told.topic == "numbers.counted");
  BOOST_TEST(told.event_key == "a");
  BOOST_TEST(told.sequence == 1u);
  BOOST_TEST((kept.events("troupe.dead_letters.added").at(0).causation == letter.event->id));
}

BOOST_AUTO_TEST_CASE(makes_no_further_event_of_a_letter_about_a_letter) {
  support::kept_journal kept;
  notes<std::string> seen;
  std::atomic<bool> mended{false};
  support::deployed shop;
  shop.add("accounts", particular(seen, mended));
  shop.add("watch", [](service<>*) -> behavior {
    return {[](const reports::dead_letter_added&) { throw std::runtime_error("no pager"); }};
  });
  shop.start(kept.open());
  shop.publish(counted{"a", 2});
  BOOST_TEST(comes_true([&] { return kept.dead_letters().size() == 2u; }));
  shop.settle();
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.dead_letters().size() == 2u);
  BOOST_TEST(kept.events("troupe.dead_letters.>").size() == 1u);
  BOOST_TEST(kept.events("troupe.supervision.>").empty());
}

BOOST_AUTO_TEST_CASE(publishes_and_logs_a_bounded_number_and_counts_the_rest) {
  support::kept_journal kept;
  notes<std::string> seen;
  std::atomic<bool> mended{false};
  support::deployed shop;
  shop.what.dead_letters.events = 4;
  shop.add("accounts", particular(seen, mended));
  shop.start(kept.open());
  for (int i = 0; i < 500; ++i)
    shop.publish(counted{"a", 2});
  shop.settle();
  BOOST_TEST(shop.stop());
  BOOST_TEST(kept.dead_letters().size() == 500u);
  BOOST_TEST(published<reports::dead_letter_added>(kept).size() < 250u);
  BOOST_TEST(!published<reports::dead_letter_added>(kept).empty());
  BOOST_TEST(lines_with(shop, "accounts: dead letter: numbers.counted a: 2 is even") == 10u);
  BOOST_TEST(lines_with(shop, "accounts: 490 more dead letters of accounts, which the log does not "
                              "show") == 1u);
}

BOOST_AUTO_TEST_CASE(deletes_what_is_too_old_after_it_was_announced) {
  support::kept_journal kept;
  auto old = journal::trial::dead_letter(1);
  old.last_seen = old.first_seen = system_time().now() - 48h;
  auto young = journal::trial::dead_letter(2);
  young.last_seen = system_time().now();
  journal::trial::write_one(kept.storage(), journal::trial::build{}.letter(old).letter(young));
  notes<std::string> seen;
  std::atomic<bool> mended{false};
  support::deployed shop;
  shop.what.dead_letters.retain.age = 10s;
  shop.add("accounts", particular(seen, mended)).start = deploy::starts::now;
  shop.start(kept.open());
  BOOST_TEST(comes_true([&] { return kept.dead_letters().size() == 1u; }));
  BOOST_TEST(comes_true([&] { return !published<reports::dead_letters_expired>(kept).empty(); }));
  BOOST_TEST(shop.stop());
  BOOST_TEST((kept.dead_letters().at(0).id == young.id));
  BOOST_TEST(
      lines_with(shop, "1 dead letter is beyond dead_letters.retain and will be deleted at") == 1u);
  BOOST_TEST(lines_with(shop, "deleted 1 dead letter, as dead_letters.retain says") == 1u);
  const auto trail = journal::trial::value_of(kept.look()->audits(0, 9));
  BOOST_TEST_REQUIRE(trail.size() == 1u);
  BOOST_TEST((trail[0].what == journal::letter_deed::expired));
  BOOST_TEST(trail[0].who == "retention");
}

BOOST_AUTO_TEST_SUITE_END()
