// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/writer.hpp"
#include "support/journal_failing_engine.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <thread>

namespace troupe::journal::trial {
namespace {

/// Everything that the writer says, in its order.
struct protocol final : writer_listener {
  std::vector<std::string> lines;
  std::vector<batch_ptr> batches;

  void committed(const batch_ptr& made) override {
    batches.push_back(made);
    lines.push_back("committed " + std::to_string(made->events.front().sequence) + "-" +
                    std::to_string(made->events.back().sequence));
  }
  void timers_set(time_point earliest) override {
    lines.push_back("timers " + std::to_string((earliest - at(0)).count() / 1'000'000));
  }
  void letters_added(std::vector<dead_letter_record> letters) override {
    lines.push_back("letters " + std::to_string(letters.front().id.bytes[15]) + "+" +
                    std::to_string(letters.size() - 1));
  }
  void failed(const error& why) override { lines.push_back("failed: " + why.what); }

  writer::completion expect(std::string name) {
    return [this, name = std::move(name)](const verdict& x) {
      lines.push_back(
          name + (x.accepted() ? " first " + std::to_string(x.first) : " no: " + x.failure->what));
    };
  }
};

struct desk {
  memory_engine memory;
  failing_engine storage{memory};
  protocol heard;
  subscription_number orders = value_of(memory.subscribe("orders", 0));

  standing look(writer& at_once) {
    standing seen;
    at_once.inspect([&](const standing& x) { seen = x; });
    BOOST_TEST(at_once.step());
    return seen;
  }
};

using lines = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(a_writer)

BOOST_FIXTURE_TEST_CASE(does_nothing_where_nothing_waits, desk) {
  writer x{storage, heard};
  BOOST_TEST(!x.step());
  BOOST_TEST(storage.groups() == 0u);
}

BOOST_FIXTURE_TEST_CASE(writes_what_waits_as_one_group_in_order, desk) {
  writer x{storage, heard};
  x.submit(some_events(1, 2), heard.expect("a"));
  std::vector<std::pair<commit, writer::completion>> more;
  more.emplace_back(some_events(3, 1), heard.expect("b"));
  more.emplace_back(build{orders}.state("k", "v"), heard.expect("c"));
  x.submit(std::move(more));
  x.submit(some_events(4, 1), {});
  BOOST_TEST(heard.lines.empty());
  BOOST_TEST(x.step());
  BOOST_TEST(storage.groups() == 1u);
  BOOST_TEST((heard.lines == lines{"committed 1-4", "a first 1", "b first 3", "c first 0"}));
  BOOST_TEST((heard.batches[0]->events[2].id == id(3)));
  BOOST_TEST(!x.step());
}

BOOST_FIXTURE_TEST_CASE(tells_of_dead_letters_that_were_not_there_before, desk) {
  writer x{storage, heard};
  x.submit(build{}.letter(dead_letter(1)).letter(dead_letter(2)), heard.expect("a"));
  x.submit(build{}.remove(id(1)).letter(dead_letter(1)), heard.expect("an edit"));
  x.submit(build{}.letter(dead_letter(2)), {});
  x.submit(build{}.remove(id(1)).letter(dead_letter(1)).letter(dead_letter(3)), {});
  x.step();
  BOOST_TEST((heard.lines == lines{"letters 1+1", "letters 3+0", "a first 0", "an edit first 0"}));
}

BOOST_FIXTURE_TEST_CASE(lets_the_engine_rest_when_nothing_waits, desk) {
  writer x{storage, heard};
  x.submit(some_events(1, 1), {});
  BOOST_TEST(x.wait());
  BOOST_TEST(storage.rests() == 0u);
  x.step();
  const auto submitted = std::async(std::launch::async, [&] {
    while (storage.rests() == 0)
      std::this_thread::yield();
    x.submit(some_events(2, 1), {});
  });
  BOOST_TEST(x.wait());
  BOOST_TEST(storage.rests() == 1u);
  x.step();
  x.stop();
  BOOST_TEST(!x.wait());
  BOOST_TEST(storage.rests() == 1u);
}

BOOST_FIXTURE_TEST_CASE(says_at_once_that_the_engine_failed_while_it_rested, desk) {
  struct : writer_listener {
    std::promise<std::string> told;
    void committed(const batch_ptr&) override {}
    void timers_set(time_point) override {}
    void failed(const error& why) override { told.set_value(why.what); }
  } alarm;
  writer x{storage, alarm};
  storage.fail({ec::io, "the disk is gone"});
  auto told = alarm.told.get_future();
  const auto waiting = std::async(std::launch::async, [&] { x.wait(); });
  BOOST_TEST((told.wait_for(std::chrono::seconds{30}) == std::future_status::ready));
  x.stop();
  waiting.wait();
  BOOST_TEST(told.get() == "the disk is gone");
}

BOOST_FIXTURE_TEST_CASE(publishes_no_event_of_a_refused_commit, desk) {
  writer x{storage, heard};
  x.submit(some_events(1, 1), heard.expect("a"));
  x.submit(build{}.event(event(2)).fire(id(9)).set(timer(1, 5)), heard.expect("b"));
  x.submit(some_events(3, 1), heard.expect("c"));
  x.step();
  BOOST_REQUIRE(heard.lines.size() == 4u);
  BOOST_TEST(heard.lines[0] == "committed 1-2");
  BOOST_TEST(heard.lines[2].starts_with("b no: timer "));
  BOOST_TEST(heard.lines[3] == "c first 2");
}

BOOST_FIXTURE_TEST_CASE(says_nothing_of_a_group_without_events, desk) {
  writer x{storage, heard};
  x.submit(build{orders}.state("k", "v"), heard.expect("a"));
  x.step();
  BOOST_TEST((heard.lines == lines{"a first 0"}));
}

BOOST_FIXTURE_TEST_CASE(tells_the_earliest_timer_of_a_group, desk) {
  writer x{storage, heard};
  x.submit(build{}.set(timer(1, 50)), {});
  x.submit(build{}.set(timer(2, 20)).set(timer(3, 30)), heard.expect("a"));
  x.step();
  BOOST_TEST((heard.lines == lines{"timers 20", "a first 0"}));
}

BOOST_FIXTURE_TEST_CASE(takes_no_more_than_its_most_commits_at_once, desk) {
  writer x{storage, heard, 3};
  for (std::uint64_t n = 0; n < 7; ++n)
    x.submit(build{orders}.state("k", std::to_string(n)), {});
  BOOST_TEST(x.step());
  BOOST_TEST(storage.commits() == 3u);
  BOOST_TEST(look(x).waiting);
  BOOST_TEST(storage.commits() == 6u);
  BOOST_TEST(!look(x).waiting);
  BOOST_TEST(storage.groups() == 3u);
}

BOOST_FIXTURE_TEST_CASE(takes_no_further_commit_once_the_group_holds_its_most_events, desk) {
  writer x{storage, heard, 10};
  for (std::uint64_t n = 0; n < 4; ++n)
    x.submit(some_events(n * 6, 6), {});
  x.step();
  x.step();
  BOOST_TEST((heard.lines == lines{"committed 1-12", "committed 13-24"}));
}

BOOST_FIXTURE_TEST_CASE(takes_no_further_commit_once_the_group_holds_its_most_text, desk) {
  writer x{storage, heard};
  for (std::uint64_t n = 0; n < 4; ++n) {
    auto large = some_events(n, 1);
    large.events.front().payload = std::string(5 << 20, 'x');
    x.submit(std::move(large), {});
  }
  x.step();
  x.step();
  BOOST_TEST((heard.lines == lines{"committed 1-2", "committed 3-4"}));
}

BOOST_FIXTURE_TEST_CASE(remembers_notes_until_the_next_group, desk) {
  writer x{storage, heard};
  x.submit(some_events(1, 9), {});
  x.step();
  x.submit(build{orders}.settle(4), heard.expect("note"));
  x.submit(build{orders}.settle(6), {});
  x.submit(build{orders}.settle(5), {});
  BOOST_TEST(x.step());
  BOOST_TEST(storage.groups() == 1u);
  BOOST_TEST(heard.lines.back() == "note first 0");
  const auto seen = value_of(memory.open_reader());
  BOOST_TEST(value_of(seen->subscriptions())[0].settled == 0u);
  BOOST_TEST(look(x).settled[orders] == 6u);
  BOOST_TEST(storage.groups() == 1u);

  x.submit(build{orders}.move(0, 6, 7), heard.expect("move"));
  x.step();
  BOOST_TEST(heard.lines.back() == "move first 0");
  BOOST_TEST(storage.groups() == 2u);
  BOOST_TEST(value_of(seen->subscriptions())[0].settled == 6u);
  x.flush();
  BOOST_TEST(storage.groups() == 2u);
}

BOOST_FIXTURE_TEST_CASE(writes_its_last_notes_when_it_is_flushed, desk) {
  writer x{storage, heard};
  x.submit(some_events(1, 9), {});
  x.submit(build{orders}.settle(9), {});
  x.step();
  const auto mail = value_of(memory.subscribe("mail", 0));
  x.submit(build{mail}.settle(8), {});
  x.step();
  x.flush();
  const auto all = value_of(value_of(memory.open_reader())->subscriptions());
  BOOST_TEST(all[0].settled == 9u);
  BOOST_TEST(all[1].settled == 8u);
}

BOOST_FIXTURE_TEST_CASE(shows_how_things_stand_after_the_group, desk) {
  writer x{storage, heard};
  x.submit(build{orders}
               .events({event(1, "a"), event(2, "b"), event(3, "a")})
               .park(parked_row(1, "k", 1)),
           {});
  auto seen = look(x);
  BOOST_TEST(!seen.waiting);
  BOOST_TEST(seen.head == 3u);
  BOOST_TEST(seen.last_of_topic["a"] == 3u);
  BOOST_TEST(seen.last_of_topic["b"] == 2u);
  BOOST_TEST(seen.settled[orders] == 0u);
  BOOST_TEST(seen.parked == 1u);
  BOOST_TEST(seen.parked_of[orders] == 1u);
  x.submit(build{orders}.take(1, 1), {});
  seen = look(x);
  BOOST_TEST(seen.parked == 0u);
  BOOST_TEST(seen.parked_of[orders] == 0u);
}

BOOST_FIXTURE_TEST_CASE(knows_a_subscription_made_between_two_groups, desk) {
  writer x{storage, heard};
  look(x);
  const auto late = value_of(memory.subscribe("late", 0));
  BOOST_TEST(look(x).settled.contains(late));
}

BOOST_FIXTURE_TEST_CASE(takes_nothing_more_once_the_engine_failed, desk) {
  writer x{storage, heard};
  x.submit(some_events(1, 1), heard.expect("a"));
  x.step();
  storage.fail({ec::io, "the disk is full"});
  x.submit(some_events(2, 1), heard.expect("b"));
  x.submit(some_events(3, 1), heard.expect("c"));
  x.step();
  x.submit(build{orders}.settle(1), heard.expect("note"));
  x.submit(some_events(4, 1), heard.expect("d"));
  x.step();
  x.submit(build{orders}.settle(1), heard.expect("late note"));
  x.step();
  x.flush();
  BOOST_TEST((heard.lines == lines{"committed 1-1", "a first 1", "failed: the disk is full",
                                   "b no: the disk is full", "c no: the disk is full",
                                   "note no: the disk is full", "d no: the disk is full",
                                   "late note no: the disk is full"}));
  BOOST_TEST(look(x).waiting);
}

BOOST_FIXTURE_TEST_CASE(answers_what_still_waits_when_it_ends, desk) {
  {
    writer x{storage, heard};
    x.submit(some_events(1, 1), heard.expect("a"));
    x.submit(build{orders}.settle(0), {});
  }
  BOOST_REQUIRE(heard.lines.size() == 1u);
  BOOST_TEST(heard.lines[0].starts_with("a no: the journal is closed"));
  BOOST_TEST(memory.head() == 0u);
}

BOOST_FIXTURE_TEST_CASE(lets_a_completion_submit_more, desk) {
  writer x{storage, heard};
  x.submit(some_events(1, 1),
           [&](const verdict&) { x.submit(some_events(2, 1), heard.expect("b")); });
  x.step();
  BOOST_TEST(memory.head() == 1u);
  x.step();
  BOOST_TEST(heard.lines.back() == "b first 2");
}

BOOST_FIXTURE_TEST_CASE(waits_until_something_is_there_or_it_is_stopped, desk) {
  writer x{storage, heard};
  x.submit(some_events(1, 1), {});
  BOOST_TEST(x.wait());
  x.stop();
  BOOST_TEST(x.wait());
  x.step();
  BOOST_TEST(!x.wait());
}

BOOST_FIXTURE_TEST_CASE(writes_for_many_threads_each_in_its_order, desk) {
  writer x{storage, heard, 64};
  std::thread journal{[&] {
    while (x.wait())
      x.step();
    x.flush();
  }};
  constexpr std::uint64_t threads = 4;
  constexpr std::uint64_t each = 500;
  std::vector<std::promise<void>> done(threads);
  std::vector<std::vector<sequence_number>> got(threads);
  std::vector<std::thread> publishers;
  for (std::uint64_t t = 0; t < threads; ++t)
    publishers.emplace_back([&, t] {
      for (std::uint64_t n = 0; n < each; ++n)
        x.submit(some_events(t * each + n, 1), [&, t](const verdict& v) {
          got[t].push_back(v.first);
          if (got[t].size() == each)
            done[t].set_value();
        });
    });
  for (auto& thread : publishers)
    thread.join();
  for (auto& promise : done)
    promise.get_future().wait();
  x.stop();
  journal.join();
  BOOST_TEST(memory.head() == threads * each);
  const auto seen = value_of(memory.open_reader());
  for (std::uint64_t t = 0; t < threads; ++t)
    for (std::uint64_t n = 0; n < each; ++n)
      BOOST_REQUIRE((value_of(seen->event(got[t][n]))->id == id(t * each + n)));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
