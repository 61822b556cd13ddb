// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/signups.hpp"

#include "support/scratch_folder.hpp"
#include "troupe/testing/rehearsal.hpp"

#include <boost/test/unit_test.hpp>

using namespace lifecycle;

namespace {

const std::string ada = R"({"signed_up":{"user_id":"ada","email":"a@b","name":"Ada","plan":"x"}})";
const std::string done = R"({"step_completed":{"user_id":"ada","step":"confirm"}})";

using stage = troupe::testing::rehearsal<file_position, signups_options>;

struct facts_file {
  troupe::support::scratch_folder folder;
  stage source(const std::string& text, bool follow = false) const {
    return stage{signups, {folder.write("facts", text), follow}};
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_source_of_signups, facts_file)

BOOST_AUTO_TEST_CASE(brings_in_a_fact_a_line) {
  auto x = source(ada + "\n\n" + done + '\n');
  x.when_pulled().then(user_signed_up{"ada", "a@b", "Ada", "x"}, step_completed{"ada", "confirm"});
  BOOST_TEST(x.state().lines == 3u);
}

BOOST_AUTO_TEST_CASE(goes_on_where_it_stopped) {
  auto x = source(ada + '\n' + done + '\n');
  x.when_pulled(1).then(user_signed_up{"ada", "a@b", "Ada", "x"});
  x.when_pulled(1).then(step_completed{"ada", "confirm"});
  x.when_pulled(1).then_nothing();
}

BOOST_AUTO_TEST_CASE(takes_a_last_line_without_an_end) {
  source(done).when_pulled().then(step_completed{"ada", "confirm"});
}

BOOST_AUTO_TEST_CASE(waits_for_the_end_of_a_line_where_it_follows) {
  auto x = source(ada + '\n' + done, true);
  x.when_pulled().then(user_signed_up{"ada", "a@b", "Ada", "x"});
  folder.write("facts", ada + '\n' + done + '\n');
  x.when_pulled().then(step_completed{"ada", "confirm"});
}

BOOST_AUTO_TEST_CASE(makes_a_dead_letter_of_what_is_no_fact_and_goes_on) {
  auto x = source("nonsense\n"
                  R"({"signed_up":{"user_id":"","email":"x"}})"
                  "\n" +
                  done + '\n');
  x.when_pulled().then(step_completed{"ada", "confirm"});
  BOOST_REQUIRE(x.last().dead_letters.size() == 2u);
}

BOOST_AUTO_TEST_CASE(begins_anew_with_another_file) {
  auto x = source(ada + '\n' + done + '\n');
  x.when_pulled();
  folder.write("facts", done + '\n' + ada + '\n' + done + '\n');
  auto reopened = event_file::open(folder.file("facts").string(), x.state());
  BOOST_REQUIRE(reopened);
  BOOST_TEST(reopened->is_another());
  BOOST_TEST(reopened->position().bytes == 0u);
  folder.write("facts", ada + '\n' + done + '\n' + done + '\n');
  BOOST_TEST(!event_file::open(folder.file("facts").string(), x.state())->is_another());
}

BOOST_AUTO_TEST_CASE(does_not_start_without_its_file) {
  BOOST_CHECK_THROW((stage{signups, {"/nowhere/facts", false}}), troupe::testing::failed);
}

BOOST_AUTO_TEST_CASE(brings_in_nothing_where_no_file_is_named) {
  stage{signups}.when_pulled().then_nothing();
}

BOOST_AUTO_TEST_SUITE_END()
