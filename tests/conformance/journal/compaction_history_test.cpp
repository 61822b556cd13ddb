// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/verify.hpp"
#include "support/journal_history.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>
#include <map>
#include <random>
#include <set>
#include <utility>

namespace troupe::journal::trial {
namespace {

struct in_file : in_sqlite {
  in_file() { options_.sync = sync_mode::normal; }
  std::vector<std::string> findings() const { return value_of(verify(folder_.file())).findings; }
};
struct in_memory_alone : in_memory {
  static std::vector<std::string> findings() { return {}; }
};

using sequence_set = std::set<sequence_number>;

bool is_compacted(const event_record& x) {
  return x.topic != "orders.placed" && !x.key.empty();
}

/// Two subscriptions with whatever becomes of their deliveries, and what is known of them.
template <class Engine>
class shop {
public:
  explicit shop(std::uint64_t seed) : random_(seed) {
    for (std::size_t i = 0; i < subscriptions_.size(); ++i)
      subscriptions_[i].number = value_of(storage().subscribe("service-" + std::to_string(i), 0));
  }

  engine& storage() { return journal_.storage(); }
  std::size_t below(std::size_t end) { return random_() % end; }

  void do_something() {
    switch (below(10)) {
    case 0:
    case 1:
    case 2:
      return publish();
    case 3:
    case 4:
      return settle(subscriptions_[below(2)]);
    case 5:
      return handle_parked(subscriptions_[below(2)]);
    case 6:
      return give_up_parked(subscriptions_[below(2)]);
    case 7:
      return move_letter();
    case 8:
      return below(6) == 0 ? go_back(subscriptions_[below(2)]) : publish();
    default:
      return publish();
    }
  }

  void trim() {
    trim_request what;
    what.keep.count = 50 + below(200);
    what.now = at(1'000'000);
    for (const auto& each : subscriptions_)
      what.holders.push_back(each.number);
    const auto before = events();
    const auto work = value_of(storage().trim(what, [](const trimmed&) {}));
    while (!value_of(work->step())) {
    }
    const auto after = events();
    BOOST_TEST(after.size() >= std::min<std::size_t>(*what.keep.count, before.size()));
    // It is where the retention left it; the compaction may have taken that event since.
    const auto first_before = std::exchange(first_, value_of(journal_.look()->first()));
    BOOST_TEST(first_ == (after.size() < before.size() ? after.begin()->first : first_before));
    check_all();
  }

  /// With other work between its steps, and then alone: what is left then is what has to be.
  void compact() {
    const auto before = events();
    const auto setbacks = storage().setbacks();
    const auto noisy = trial::compact(storage(), request(), [this] {
      if (below(3) == 0)
        do_something();
    });
    if (noisy.is_cut_short)
      BOOST_TEST(storage().setbacks() != setbacks);
    const auto between = events();
    for (const auto sequence : stay(before, noisy.upto))
      BOOST_TEST(between.contains(sequence), sequence << " is gone");
    check_all();

    const auto quiet = trial::compact(storage(), request());
    BOOST_TEST(!quiet.is_cut_short);
    BOOST_TEST(quiet.upto == std::min(subscriptions_[0].settled, subscriptions_[1].settled));
    const auto left = events();
    sequence_set there;
    for (const auto& [sequence, event] : left)
      there.insert(sequence);
    BOOST_TEST(there == stay(between, quiet.upto), boost::test_tools::per_element());
    BOOST_TEST(between.size() - left.size() == quiet.events());
    taken_ += noisy.events() + quiet.events();
    check_all();
  }

  std::uint64_t taken() const { return taken_; }

private:
  struct subscriber {
    subscription_number number = 0;
    sequence_number settled = 0;
    sequence_set parked{};
    std::map<sequence_number, uuid> letters{};
  };
  using event_map = std::map<sequence_number, event_record>;

  compact_request request() {
    compact_request what{{"prices.changed", "stock.changed"}};
    for (const auto& each : subscriptions_)
      what.holders.push_back(each.number);
    what.memory = below(2) == 0 ? 500 : 1 << 20;
    what.setbacks = storage().setbacks();
    return what;
  }

  event_map events() {
    event_map all;
    const auto reader = journal_.look();
    event_query query;
    query.limit = 50 + below(500);
    for (bool at_end = false; !at_end;) {
      const auto page = value_of(reader->read(query));
      for (const auto& x : page.events->events)
        all.emplace(x.sequence, x);
      at_end = page.upto == page.head;
      query.after = page.upto;
    }
    return all;
  }

  bool is_referred_to(sequence_number x) const {
    return std::any_of(subscriptions_.begin(), subscriptions_.end(), [&](const subscriber& each) {
      return each.parked.contains(x) || each.letters.contains(x);
    });
  }

  /// Of these events, those that a compaction up to there must leave.
  sequence_set stay(const event_map& all, sequence_number upto) const {
    std::map<std::pair<std::string, std::string>, sequence_number> newest;
    for (const auto& [sequence, event] : all)
      if (sequence <= upto)
        newest[{event.topic, event.key}] = sequence;
    sequence_set made;
    for (const auto& [sequence, event] : all)
      if (sequence > upto || !is_compacted(event) || is_referred_to(sequence) ||
          newest[{event.topic, event.key}] == sequence)
        made.insert(sequence);
    return made;
  }

  /// Whatever was done, the newest of each key is there, and all that is referred to.
  void check_all() {
    const auto there = events();
    for (const auto& [key, sequence] : newest_)
      if (sequence >= first_)
        BOOST_TEST(there.contains(sequence), "the newest of " << key.second << " is gone");
    for (const auto& each : subscriptions_) {
      for (const auto sequence : each.parked)
        BOOST_TEST(there.contains(sequence), sequence << " is parked, and gone");
      for (const auto& [sequence, letter] : each.letters)
        BOOST_TEST(there.contains(sequence), sequence << " is a dead letter, and gone");
    }
    BOOST_TEST(value_of(journal_.look()->compacted()) ==
               storage().head() + 1 - first_ - there.size());
    BOOST_TEST(journal_.findings() == std::vector<std::string>{}, boost::test_tools::per_element());
  }

  void write(const commit& c) {
    const auto written = write_one(storage(), c);
    BOOST_REQUIRE_MESSAGE(written.accepted(), written.failure.value_or(error{}).what);
  }

  void publish() {
    const char* topics[] = {"prices.changed", "stock.changed", "orders.placed"};
    commit made;
    for (auto count = 1 + below(40); count > 0; --count) {
      const auto key = below(8) == 0 ? std::string{} : "k" + std::to_string(below(25));
      made.events.push_back(event(storage().head() + count, topics[below(3)], key));
    }
    auto sequence = storage().head();
    write(made);
    for (const auto& each : made.events)
      newest_[{each.topic, each.key}] = ++sequence;
  }

  /// Some more is handled, but for a few events, which are parked.
  void settle(subscriber& of) {
    const auto there = events();
    const auto to = of.settled + below(storage().head() - of.settled + 1);
    build made{of.number};
    for (auto at = there.upper_bound(of.settled); at != there.end() && at->first <= to; ++at)
      if (below(12) == 0 && !of.parked.contains(at->first)) {
        made.park(parked_row(at->first, at->second.key, 1));
        of.parked.insert(at->first);
      }
    write(made.settle(to));
    of.settled = to;
  }

  sequence_number one_parked(const subscriber& of) {
    return of.parked.empty() ? 0
                             : *std::next(of.parked.begin(),
                                          static_cast<std::ptrdiff_t>(below(of.parked.size())));
  }

  void handle_parked(subscriber& of) {
    const auto sequence = one_parked(of);
    if (sequence == 0)
      return;
    write(build{of.number}.take(sequence, 1));
    of.parked.erase(sequence);
  }

  void give_up_parked(subscriber& of) {
    const auto sequence = one_parked(of);
    if (sequence == 0 || of.letters.contains(sequence))
      return;
    auto letter = dead_letter(++last_letter_);
    letter.event->sequence = sequence;
    write(build{of.number}.take(sequence, 1).letter(letter));
    of.parked.erase(sequence);
    of.letters.emplace(sequence, letter.id);
  }

  /// It is replayed, edited or dropped.
  void move_letter() {
    auto& of = subscriptions_[below(2)];
    if (of.letters.empty())
      return;
    const auto [sequence, letter] = *of.letters.begin();
    build made{of.number};
    made.remove(letter);
    of.letters.erase(sequence);
    const auto how = below(3);
    if (how == 0 && !of.parked.contains(sequence)) {
      made.park(parked_row(sequence, "k", 1));
      of.parked.insert(sequence);
    } else if (how == 1) {
      auto edited = dead_letter(++last_letter_);
      edited.event->sequence = sequence;
      made.letter(edited);
      of.letters.emplace(sequence, edited.id);
    }
    write(made);
  }

  void go_back(subscriber& of) {
    const auto to = std::max(first_ - 1, below(of.settled + 1));
    if (to > of.settled)
      return;
    commit made = build{of.number, storage().next_epoch()};
    for (std::size_t p = 0; p < partition_count; ++p)
      made.claims.push_back(static_cast<partition_number>(p));
    made.sought = seek{to, seek::fates::keep};
    write(made);
    of.settled = to;
    std::erase_if(of.parked, [=](sequence_number x) { return x > to; });
  }

  Engine journal_;
  std::mt19937_64 random_;
  std::array<subscriber, 2> subscriptions_{};
  std::map<std::pair<std::string, std::string>, sequence_number> newest_;
  sequence_number first_ = 1;
  std::uint64_t last_letter_ = 0;
  std::uint64_t taken_ = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_history_that_is_compacted)

using both_engines = std::tuple<in_memory_alone, in_file>;

BOOST_AUTO_TEST_CASE_TEMPLATE(keeps_the_newest_of_each_key_and_what_somebody_needs, Engine,
                              both_engines) {
  const auto seed = chosen_seed(std::random_device{}());
  std::cout << "TROUPE_SEED=" << seed << "\n";
  std::uint64_t taken = 0;
  for (std::uint64_t history = 0; history < 8; ++history) {
    shop<Engine> made{seed + history};
    for (int round = 0; round < 8; ++round) {
      for (int i = 0; i < 25; ++i)
        made.do_something();
      made.compact();
      if (made.below(3) == 0)
        made.trim();
    }
    taken += made.taken();
  }
  BOOST_TEST_MESSAGE(taken << " events were taken");
  BOOST_TEST(taken > 1000u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
