// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/running/numbers.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <future>
#include <random>
#include <thread>

using namespace troupe;
using namespace troupe::trial;
using namespace std::chrono_literals;
using control::child_verb;
using control::letter_verb;

namespace {

/// A deployment that is told what to do, and answers.
class told_shop : public support::deployed {
public:
  std::string change(child_verb how, const std::string& id) {
    const auto said = wait_for<control::child_changed>([&](auto then) {
      running().change({how, id}, std::move(then));
    });
    return said ? said->id + ' ' + said->state : to_string(said.failure());
  }

  control::letters_moved move(letter_verb how, const std::vector<uuid>& ids) {
    const auto said = wait_for<control::letters_moved>([&](auto then) {
      running().move({how, ids}, std::move(then));
    });
    BOOST_REQUIRE_MESSAGE(said, (said ? "" : to_string(said.failure())));
    return *said;
  }

  control::status status() {
    const auto said =
        wait_for<control::status>([&](auto then) { running().tell_status(std::move(then)); });
    BOOST_REQUIRE_MESSAGE(said, (said ? "" : to_string(said.failure())));
    return *said;
  }

  control::child_view child(const std::string& id) {
    const auto all = status().children;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.id == id; });
    BOOST_REQUIRE_MESSAGE(found != all.end(), "there is no child " << id);
    return *found;
  }

private:
  template <class Value, class Ask>
  result<Value> wait_for(Ask ask) {
    const auto answer = std::make_shared<std::promise<result<Value>>>();
    auto said = answer->get_future();
    ask([answer](const result<Value>& x) { answer->set_value(x); });
    BOOST_REQUIRE(said.wait_for(60s) == std::future_status::ready);
    return said.get();
  }
};

/// Rejects a name's numbers while it is told to.
struct picky {
  std::atomic<bool> rejects{true};
  std::atomic<int> rejects_every{1};

  behavior operator()(service<account>* self) {
    return {[self, this](const counted& x) -> outcome {
              if (rejects && x.number % rejects_every == 0)
                return reject("not this one");
              self->state().numbers.push_back(x.number);
              return done();
            },
            [](const get_account&, const service<account>& kept) { return kept.state(); }};
  }
};

std::vector<uuid> ids_of(const std::vector<journal::dead_letter_record>& letters) {
  std::vector<uuid> ids;
  for (const auto& each : letters)
    ids.push_back(each.id);
  return ids;
}

std::vector<int> sorted(std::vector<int> all) {
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<int> up_to(int last) {
  std::vector<int> all;
  for (int i = 1; i <= last; ++i)
    all.push_back(i);
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_deployment_that_runs)

BOOST_AUTO_TEST_CASE(handles_replayed_letters_at_once_and_each_once) {
  support::kept_journal kept;
  told_shop shop;
  auto mind = std::make_shared<picky>();
  shop.add("accounts", [mind](service<account>* self) { return (*mind)(self); }).instances = 3;
  shop.start(kept.open());
  for (int i = 1; i <= 20; ++i)
    shop.publish(counted{"a", i}, counted{"b", i});
  shop.settle();
  const auto letters = ids_of(kept.dead_letters());
  BOOST_TEST_REQUIRE(letters.size() == 40u);
  mind->rejects = false;
  const auto first = shop.move(letter_verb::replay, letters);
  BOOST_TEST(first.moved == 40u);
  BOOST_TEST(first.left.empty());
  const auto again = shop.move(letter_verb::replay, letters);
  BOOST_TEST(again.moved == 0u);
  BOOST_TEST((again.missing == letters));
  shop.settle();
  BOOST_TEST(sorted(shop.ask(get_account{"a"}).numbers) == up_to(20));
  BOOST_TEST(sorted(shop.ask(get_account{"b"}).numbers) == up_to(20));
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(puts_a_replayed_letter_behind_what_waits_for_its_key) {
  support::kept_journal kept;
  told_shop shop;
  auto jammed = std::make_shared<std::atomic<bool>>(true);
  auto& child = shop.add("accounts", [jammed](service<account>* self) -> behavior {
    return {[self, jammed](const counted& x, const delivery& d) -> outcome {
              if (x.number == 1 && *jammed)
                return d.attempt == 1 ? reject("no") : retry("later");
              if (x.number == 2 && *jammed)
                return retry("later");
              self->state().numbers.push_back(x.number);
              return done();
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  child.retry.attempts = 1'000'000;
  shop.start(kept.open());
  shop.publish(counted{"a", 1}, counted{"a", 2}, counted{"a", 3});
  while (kept.subscription("accounts").parked < 2)
    std::this_thread::yield();
  BOOST_TEST(shop.move(letter_verb::replay, ids_of(kept.dead_letters())).moved == 1u);
  BOOST_TEST(kept.subscription("accounts").parked == 3u);
  *jammed = false;
  shop.publish(counted{"a", 4});
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == (std::vector<int>{2, 3, 1, 4}));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(loses_and_doubles_nothing_that_is_replayed_while_instances_crash) {
  support::kept_journal kept;
  told_shop shop;
  auto mind = std::make_shared<picky>();
  mind->rejects_every = 3;
  auto crashes = std::make_shared<std::atomic<int>>(0);
  auto& child = shop.add("accounts", [mind, crashes](service<account>* self) -> behavior {
    return {[self, mind, crashes](const counted& x) -> outcome {
              if (mind->rejects && x.number % 3 == 0)
                return reject("not this one");
              if (++*crashes % 7 == 0)
                throw std::runtime_error("the drawer fell out");
              self->state().numbers.push_back(x.number);
              return done();
            },
            [](const get_account&, const service<account>& seen) { return seen.state(); }};
  });
  child.instances = 2;
  child.retry.attempts = 1'000'000;
  shop.what.limits.crashes = 1'000'000;
  shop.start(kept.open());
  constexpr int most = 60;
  for (int i = 1; i <= most; ++i)
    for (const auto* name : {"a", "b", "c"})
      shop.publish(counted{name, i});
  while (kept.dead_letters().size() < 3 * most / 3)
    std::this_thread::yield();
  mind->rejects = false;
  std::mt19937 random{7};
  auto left = ids_of(kept.dead_letters());
  std::shuffle(left.begin(), left.end(), random);
  // Some twice and at once, beside events that go on coming.
  for (int round = 1; !left.empty(); ++round) {
    const auto count = std::min<std::size_t>(left.size(), 1 + random() % 9);
    const std::vector<uuid> some{left.end() - static_cast<std::ptrdiff_t>(count), left.end()};
    std::promise<void> twice;
    shop.running().move({letter_verb::replay, some}, [&](const auto&) { twice.set_value(); });
    const auto told = shop.move(letter_verb::replay, some);
    twice.get_future().get();
    BOOST_TEST(told.left.empty());
    left.resize(left.size() - count);
    for (const auto* name : {"a", "b", "c"})
      shop.publish(counted{name, most + round});
  }
  shop.settle();
  BOOST_TEST(kept.dead_letters().empty());
  for (const auto* name : {"a", "b", "c"}) {
    const auto seen = shop.ask(get_account{name}).numbers;
    BOOST_TEST(sorted(seen) == up_to(static_cast<int>(seen.size())));
    std::vector<int> others;
    for (const int each : seen)
      if (each % 3 != 0 || each > most)
        others.push_back(each);
    BOOST_TEST(others == sorted(others));
    BOOST_TEST(seen.size() > static_cast<std::size_t>(most));
  }
  BOOST_TEST(*crashes > 20);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(leaves_letters_of_a_child_that_is_down_and_says_so) {
  support::kept_journal kept;
  told_shop shop;
  auto mind = std::make_shared<picky>();
  shop.add("accounts", [mind](service<account>* self) { return (*mind)(self); });
  shop.start(kept.open());
  shop.publish(counted{"a", 1});
  shop.settle();
  const auto letters = ids_of(kept.dead_letters());
  BOOST_TEST(shop.change(child_verb::terminate, "accounts") == "accounts down");
  const auto told = shop.move(letter_verb::replay, letters);
  BOOST_TEST(told.moved == 0u);
  BOOST_TEST_REQUIRE(told.left.size() == 1u);
  BOOST_TEST(told.left.front().why.find("no instance that could take it runs") !=
             std::string::npos);
  BOOST_TEST(shop.move(letter_verb::drop, letters).moved == 1u);
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(lets_a_key_wait_behind_its_dead_letter_until_that_is_replayed_or_resolved) {
  support::kept_journal kept;
  auto mind = std::make_shared<picky>();
  mind->rejects_every = 3;
  const auto offer = [mind](service<account>* self) { return (*mind)(self); };
  const auto holds = [](deploy::service& child) {
    child.after_dead_letter = deploy::after_dead_letters::hold;
    child.instances = 2;
  };
  told_shop shop;
  holds(shop.add("accounts", offer));
  shop.start(kept.open());
  for (int i = 1; i <= 7; ++i)
    shop.publish(counted{"a", i}, counted{"b", i + 3});
  shop.settle(); // What waits for a person is not waited for.
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == (std::vector<int>{1, 2}));
  BOOST_TEST(shop.ask(get_account{"b"}).numbers == (std::vector<int>{4, 5}));
  BOOST_TEST(kept.dead_letters().size() == 2u);
  const auto first = kept.dead_letters();
  BOOST_TEST(shop.move(letter_verb::drop, ids_of(first)).left.size() == 2u);
  BOOST_TEST(shop.change(child_verb::restart, "accounts") == "accounts running");
  shop.publish(counted{"a", 8}, counted{"b", 11});
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).numbers.size() == 2u);
  const auto of_a = first[0].delivery_key == "a" ? first[0].id : first[1].id;
  const auto of_b = first[0].delivery_key == "a" ? first[1].id : first[0].id;
  mind->rejects = false; // Before the first resolving: what it frees is tried at once.
  BOOST_TEST(shop.move(letter_verb::resolve, {of_a}).moved == 1u);
  BOOST_TEST(shop.move(letter_verb::replay, {of_b}).moved == 1u);
  shop.settle();
  // Without three, and not held by six any more, which was not tried before.
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == (std::vector<int>{1, 2, 4, 5, 6, 7, 8}));
  BOOST_TEST(shop.ask(get_account{"b"}).numbers == (std::vector<int>{4, 5, 6, 7, 8, 9, 10, 11}));
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(kept.subscription("accounts").parked == 0u);
  BOOST_TEST(shop.stop());
}

// Whoever replays it wants it all the same.
BOOST_AUTO_TEST_CASE(replays_what_has_expired) {
  support::kept_journal kept;
  told_shop shop;
  auto seen = std::make_shared<notes<std::string>>();
  shop.add("mailing", [seen](service<nothing>*) -> behavior {
    return {[seen](const offer_made& x, const delivery& d) {
      seen->add(x.customer + (d.replay ? " again" : ""));
    }};
  });
  shop.start(kept.open());
  shop.publish(offer_made{"anna", system_time().now() - 1s});
  shop.settle();
  BOOST_TEST(seen->all().empty());
  BOOST_TEST(shop.move(letter_verb::replay, ids_of(kept.dead_letters())).moved == 1u);
  shop.settle();
  BOOST_TEST(seen->all() == std::vector<std::string>{"anna again"},
             boost::test_tools::per_element());
  BOOST_TEST(kept.dead_letters().empty());
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(finds_a_key_that_a_dead_letter_held_in_another_run) {
  support::kept_journal kept;
  auto mind = std::make_shared<picky>();
  const auto offer = [mind](service<account>* self) { return (*mind)(self); };
  {
    support::deployed shop;
    shop.add("accounts", offer).after_dead_letter = deploy::after_dead_letters::hold;
    shop.start(kept.open());
    shop.publish(counted{"a", 1}, counted{"a", 2});
    shop.settle();
    BOOST_TEST(shop.stop());
  }
  mind->rejects = false;
  // That dead letters hold no more changes nothing for those that do.
  told_shop shop;
  shop.add("accounts", offer);
  shop.start(kept.open());
  shop.publish(counted{"a", 3});
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).numbers.empty());
  BOOST_TEST(shop.move(letter_verb::replay, ids_of(kept.dead_letters())).moved == 1u);
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == (std::vector<int>{1, 2, 3}));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(stops_and_starts_a_child_by_hand_and_nothing_is_lost_meanwhile) {
  told_shop shop;
  shop.add("accounts", accounts).instances = 2;
  shop.add("others", accounts);
  shop.start();
  BOOST_TEST(shop.change(child_verb::start, "accounts").find("'restart' stops it") !=
             std::string::npos);
  BOOST_TEST(shop.change(child_verb::terminate, "accounts") == "accounts down");
  BOOST_TEST(shop.child("accounts").state == "down");
  shop.publish(counted{"a", 1}, counted{"b", 2});
  shop.settle(); // What is down because somebody wants it is not waited for.
  BOOST_TEST(shop.ask(get_account{"a"}).numbers.empty());
  BOOST_TEST(shop.change(child_verb::terminate, "accounts") == "accounts down");
  BOOST_TEST(shop.change(child_verb::start, "accounts") == "accounts running");
  shop.settle();
  BOOST_TEST(shop.ask(get_account{"a"}).numbers == std::vector<int>{1});
  BOOST_TEST(shop.ask(get_account{"b"}).numbers == std::vector<int>{2});
  const auto before = shop.child("accounts/2").instance;
  BOOST_TEST(shop.change(child_verb::restart, "accounts/2") == "accounts/2 running");
  BOOST_TEST(shop.child("accounts/2").instance > before);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_a_child_that_was_terminated_while_it_waited_to_be_started) {
  told_shop shop;
  auto starts = std::make_shared<std::atomic<int>>(0);
  auto& child = shop.add("accounts", [starts](service<account>* self) -> behavior {
    return {on_start([starts] {
              if (++*starts > 1)
                throw std::runtime_error("the till is locked");
            }),
            [self](const counted& x) {
              if (x.name == "end")
                self->stop("for the test");
            }};
  });
  child.backoff = backoff_policy::usual();
  child.backoff.first = 24h;
  child.backoff.max = 24h;
  shop.start();
  shop.publish(counted{"end", 1}, counted{"a", 2});
  while (*starts < 2 || shop.child("accounts").state != "restarting")
    std::this_thread::yield();
  BOOST_TEST(shop.change(child_verb::terminate, "accounts") == "accounts down");
  BOOST_TEST((shop.settle().what == assembly::ending::kind::idle));
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(finds_a_child_wherever_it_is_and_says_what_it_cannot_do) {
  told_shop shop;
  auto& deep = shop.add("accounts", accounts);
  deploy::supervisor back;
  back.id = "back";
  back.children.push_back({deep});
  shop.what.tree.children.clear();
  shop.what.tree.children.push_back({back});
  shop.add("once", accounts).restart = deploy::restarts::temporary;
  shop.start();
  shop.settle(); // The whole tree has started.
  BOOST_TEST(shop.change(child_verb::restart, "shop/back/accounts") ==
             "shop/back/accounts running");
  BOOST_TEST(shop.change(child_verb::restart, "back") == "back running");
  BOOST_TEST(shop.change(child_verb::restart, "acounts") ==
             "there is no child 'acounts'; did you mean \"accounts\"?");
  BOOST_TEST(shop.change(child_verb::restart, "accounts/1").find("there is no child") == 0u);
  BOOST_TEST(shop.change(child_verb::terminate, "shop").find("nobody's child") !=
             std::string::npos);
  BOOST_TEST(shop.change(child_verb::restart, "once").find("is temporary") != std::string::npos);
  BOOST_TEST(shop.child("once").state == "running");
  BOOST_TEST(shop.change(child_verb::terminate, "once") == "once down");
  BOOST_TEST(shop.child("once").state == "down");
  BOOST_TEST(shop.change(child_verb::start, "once").find("'once' is temporary and has ended") ==
             0u);
  BOOST_TEST(shop.change(child_verb::terminate, "back") == "back down");
  BOOST_TEST(shop.child("accounts").state == "down");
  BOOST_TEST(shop.change(child_verb::restart, "accounts").find("the supervisor of 'accounts'") ==
             0u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(says_how_a_child_failed_to_start) {
  told_shop shop;
  auto broken = std::make_shared<std::atomic<bool>>(false);
  shop.add("accounts", [broken](service<account>* self) -> behavior {
    return {on_start([broken] {
              if (*broken)
                throw std::runtime_error("the till is locked");
            }),
            [self](const counted& x) { self->state().numbers.push_back(x.number); }};
  });
  shop.start();
  shop.settle(); // It has started.
  *broken = true;
  const auto said = shop.change(child_verb::restart, "accounts");
  BOOST_TEST(said.find("'accounts' did not start and stays down") == 0u, said);
  BOOST_TEST(said.find("the till is locked") != std::string::npos, said);
  BOOST_TEST(shop.child("accounts").state == "down");
  *broken = false;
  BOOST_TEST(shop.change(child_verb::start, "accounts") == "accounts running");
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_CASE(tells_its_status) {
  support::kept_journal kept;
  told_shop shop;
  auto mind = std::make_shared<picky>();
  mind->rejects_every = 5;
  shop.add("accounts", [mind](service<account>* self) { return (*mind)(self); });
  shop.start(kept.open());
  std::vector<outgoing> numbers; // All at once, for a dead letter's event would come between them.
  for (int i = 1; i <= 10; ++i)
    numbers.push_back(encode(counted{"a", i}));
  shop.publish_encoded(std::move(numbers));
  shop.settle();
  const auto all = shop.status();
  BOOST_TEST(all.name == "shop");
  BOOST_TEST(all.runs);
  BOOST_TEST(all.head == 12u); // What is told of the dead letters are events, too.
  BOOST_TEST(all.dead_letters == 2u);
  BOOST_TEST(all.handled == 8u);
  const auto child = shop.child("accounts");
  BOOST_TEST(child.path == "shop/accounts");
  BOOST_TEST(child.state == "running");
  BOOST_TEST_REQUIRE(child.subscription.has_value());
  BOOST_TEST(child.subscription->position == 10u);
  BOOST_TEST(child.subscription->behind == 0u);
  BOOST_TEST(child.dead_letters == 2u);
  BOOST_TEST(child.handled == 8u);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
