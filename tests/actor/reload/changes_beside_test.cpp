// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/reload/reloaded.hpp"
#include "support/kept_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <condition_variable>
#include <mutex>

using namespace troupe;
using namespace troupe::trial;

namespace {

/// A journal that does not come to its end with such a commit before it is let.
class held_at : public support::in_front {
public:
  held_at(std::shared_ptr<journal::engine> behind, bool (*is)(const journal::commit&))
      : in_front(std::move(behind)), is_(is) {}

  result<std::vector<journal::verdict>> write(std::span<journal::commit> group) override {
    if (std::any_of(group.begin(), group.end(), is_)) {
      is_there_.set_value();
      let_go_.get_future().wait();
    }
    return in_front::write(group);
  }
  void wait() { is_there_.get_future().wait(); }
  void let_go() { let_go_.set_value(); }

private:
  bool (*is_)(const journal::commit&);
  std::promise<void> is_there_, let_go_;
};

/// What a change came to, whatever it is told.
class told {
public:
  template <class T>
  auto operator()() {
    return [said = said_](const result<T>& became) {
      said->set_value(became ? std::string{} : became.failure().what);
    };
  }
  std::string get() { return said_->get_future().get(); }

private:
  std::shared_ptr<std::promise<std::string>> said_ = std::make_shared<std::promise<std::string>>();
};

struct changing {
  support::scratch_folder folder;
  std::shared_ptr<journal::engine> kept = std::make_shared<journal::memory_engine>();
  reloaded shop{folder.path()};

  changing() {
    shop.say("one", {adder("x")});
    shop.say("two", {adder("x"), adder("y")});
  }

  template <class Run>
  void check_held(held_at& held, Run run, const control::change_subscription& what) {
    run();
    told changed;
    shop.running().change(what, changed.operator()<control::subscription_changed>());
    held.wait();
    const auto early = shop.reload("two");
    BOOST_REQUIRE(!early);
    BOOST_TEST((early.failure().code == ec::busy));
    BOOST_TEST(early.failure().what ==
               "a child, a subscription or dead letters are being changed; try again soon");
    held.let_go();
    BOOST_TEST(changed.get() == "");
    shop.must_reload("two");
    BOOST_TEST(shop.stop());
  }
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_change_beside_a_reload)

BOOST_FIXTURE_TEST_CASE(comes_to_its_end_before_the_reload_begins, changing) {
  auto storage = std::make_unique<held_at>(
      kept, [](const journal::commit& x) { return x.paused.has_value(); });
  check_held(*storage, [&] { shop.run("one", std::move(storage)); },
             {control::subscription_verb::pause, "x"});
}

BOOST_FIXTURE_TEST_CASE(comes_to_its_end_also_where_it_is_of_what_the_reload_puts_back, changing) {
  auto storage =
      std::make_unique<held_at>(kept, [](const journal::commit& x) { return x.forgotten; });
  check_held(*storage,
             [&] {
               shop.run("two", std::move(storage));
               shop.must_reload("one");
             },
             {control::subscription_verb::forget, "y"});
}

BOOST_FIXTURE_TEST_CASE(is_refused_while_the_reload_is_under_way, changing) {
  std::vector<std::string> refused;
  shop.tell = [&](const std::string& line) {
    if (line != "reload: makes subscriptions")
      return;
    auto& running = shop.running();
    told paused, sought, forgotten, moved, restarted;
    running.change(control::change_subscription{control::subscription_verb::pause, "x"},
                   paused.operator()<control::subscription_changed>());
    running.seek(control::seek_subscription{"x", starting_point{}},
                 sought.operator()<control::subscription_sought>());
    running.change(control::change_subscription{control::subscription_verb::forget, "z"},
                   forgotten.operator()<control::subscription_changed>());
    running.move(control::move_letters{control::letter_verb::drop, {}},
                 moved.operator()<control::letters_moved>());
    running.change(control::change_child{control::child_verb::restart, "x"},
                   restarted.operator()<control::child_changed>());
    for (auto* each : {&paused, &sought, &forgotten, &moved, &restarted})
      refused.push_back(each->get());
  };
  shop.run("one", std::make_unique<support::in_front>(kept));
  shop.must_reload("two");
  BOOST_TEST(refused.size() == 5u);
  for (const auto& each : refused)
    BOOST_TEST(each.find("a reload of ") == 0u, each);
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
