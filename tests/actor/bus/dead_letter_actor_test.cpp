// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bus/dead_letter_actor.hpp"

#include "execution/unit.hpp"
#include "support/journal_values.hpp"
#include "support/manual_clock.hpp"

#include <boost/test/unit_test.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/send.hpp>

#include <set>

using namespace troupe;
using journal::trial::value_of;

namespace {

class stage : private journal::writer_listener {
public:
  support::manual_clock time;
  uuid_source ids{time, 1};
  journal::memory_engine storage;
  bus::dead_letter_box box{time, ids, [this] {
                             if (actor_)
                               caf::anon_send(actor_, bus::box_filled{});
                           }};

  ~stage() override { end(); }

  void start() {
    actor_ = execution::spawn_placed<bus::dead_letter_actor>(actors_, {"dead letters", &unit_}, box,
                                                             writer_);
    unit_.run();
  }
  void end() {
    if (actor_)
      execution::send_urgent_exit(actor_, caf::exit_reason::kill);
    unit_.run();
    actor_ = nullptr;
  }
  void put(int count) {
    for (int i = 0; i < count; ++i) {
      journal::dead_letter_record letter;
      letter.text = std::to_string(++put_);
      box.put(std::move(letter));
    }
  }
  void run() { unit_.run(); }
  void write() {
    while (writer_.step()) {
    }
  }
  std::vector<std::string> kept() {
    journal::dead_letter_query all;
    all.limit = 1'000'000;
    std::vector<std::string> texts;
    for (const auto& letter : value_of(value_of(storage.open_reader())->dead_letters(all)))
      texts.push_back(letter.text);
    return texts;
  }

private:
  void committed(const journal::batch_ptr&) override {}
  void timers_set(time_point) override {}
  void failed(const error&) override {}

  caf::actor_system_config config_;
  caf::actor_system actors_{config_};
  execution::unit unit_{actors_};
  journal::writer writer_{storage, *this};
  caf::actor actor_;
  int put_ = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_dead_letter_actor, stage)

BOOST_AUTO_TEST_CASE(brings_letters_into_the_journal) {
  start();
  put(1000);
  run();
  BOOST_TEST(box.size() == 1000u);
  write();
  BOOST_TEST(box.size() == 0u);
  BOOST_TEST(kept().size() == 1000u);
}

BOOST_AUTO_TEST_CASE(begins_with_what_is_in_the_box) {
  put(3);
  start();
  write();
  BOOST_TEST((kept() == std::vector<std::string>{"1", "2", "3"}));
}

BOOST_AUTO_TEST_CASE(loses_and_doubles_none_when_it_crashes_at_any_moment) {
  for (int moment = 0; moment < 4; ++moment) {
    start();
    put(300);
    if (moment == 0)
      end();
    run();
    if (moment == 1)
      end();
    put(10);
    if (moment == 2)
      end();
    start();
    if (moment == 3)
      write();
    put(1);
    run();
    write();
    end();
  }
  const auto texts = kept();
  BOOST_TEST(texts.size() == 4u * 311u);
  BOOST_TEST((std::set<std::string>{texts.begin(), texts.end()}.size()) == texts.size());
  BOOST_TEST(box.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
