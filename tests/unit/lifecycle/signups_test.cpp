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

const std::string gone = R"({"unsubscribed":{"user_id":"ada"}})";
const std::string bob = R"({"signed_up":{"user_id":"bob","email":"b@b","name":"Bob","plan":"x"}})";
const std::string of_bob = R"({"step_completed":{"user_id":"bob","step":"confirm"}})";

using stage = troupe::testing::rehearsal<file_position, signups_options>;

struct facts_file {
  troupe::support::scratch_folder folder;
  void append(const std::string& file, const std::string& text) const {
    std::ofstream{folder.file(file), std::ios::app} << text;
  }
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

BOOST_AUTO_TEST_CASE(follows_to_the_next_file_once_the_one_that_was_moved_is_read) {
  auto x = source(ada + '\n', true);
  x.when_pulled().then(user_signed_up{"ada", "a@b", "Ada", "x"});
  const auto path = folder.file("facts");
  std::filesystem::rename(path, folder.file("facts.1"));
  x.when_pulled().then_nothing(); // there is no other yet
  append("facts.1", done + '\n');
  folder.write("facts", "");
  x.when_pulled().then(step_completed{"ada", "confirm"}); // whoever writes has not noticed
  append("facts.1", gone);                                // a last line without its end
  append("facts", bob + '\n');
  x.when_pulled().then(user_unsubscribed{"ada"});
  x.when_pulled().then(user_signed_up{"bob", "b@b", "Bob", "x"});
  append("facts", of_bob + '\n');
  x.when_pulled().then(step_completed{"bob", "confirm"});
}

BOOST_AUTO_TEST_CASE(brings_in_the_first_lines_of_a_file_that_is_moved_at_once) {
  auto x = source("", true);
  x.run_once("only who has the file open can know that it was moved");
  x.when_pulled().then_nothing();
  append("facts", ada + '\n' + done + '\n');
  std::filesystem::rename(folder.file("facts"), folder.file("facts.1"));
  folder.write("facts", bob + '\n');
  x.when_pulled().then(user_signed_up{"ada", "a@b", "Ada", "x"}, step_completed{"ada", "confirm"});
  x.when_pulled().then(user_signed_up{"bob", "b@b", "Bob", "x"});
}

BOOST_AUTO_TEST_CASE(follows_a_file_that_is_emptied) {
  auto x = source(ada + '\n' + done + '\n', true);
  x.when_pulled();
  folder.write("facts", "");
  x.when_pulled().then_nothing();
  append("facts", bob + '\n');
  x.when_pulled().then(user_signed_up{"bob", "b@b", "Bob", "x"});
}

BOOST_AUTO_TEST_CASE(follows_a_file_that_has_grown_past_its_place_again) {
  auto x = source(ada + '\n', true);
  x.when_pulled();
  folder.write("facts", bob + '\n' + of_bob + '\n' + gone + '\n'); // written over in place
  x.when_pulled().then(user_signed_up{"bob", "b@b", "Bob", "x"}, step_completed{"bob", "confirm"},
                       user_unsubscribed{"ada"});
}

BOOST_AUTO_TEST_CASE(finds_the_rest_of_a_file_that_was_moved_while_it_was_down) {
  auto before = source(ada + '\n' + done + '\n', true);
  before.when_pulled(1).then(user_signed_up{"ada", "a@b", "Ada", "x"});
  std::filesystem::rename(folder.file("facts"), folder.file("facts.1"));
  folder.write("facts.0", bob + '\n');
  folder.write("facts", of_bob + '\n');
  const auto moved = event_file::find_moved(folder.file("facts").string(), before.state());
  BOOST_REQUIRE(moved);
  BOOST_TEST(moved->position().lines == 1u);
  // The source itself keeps the one that it has open, and gets on to the same.
  before.when_pulled().then(step_completed{"ada", "confirm"});
  before.when_pulled().then(step_completed{"bob", "confirm"});
}

BOOST_AUTO_TEST_CASE(knows_a_fact_again_wherever_it_stands) {
  BOOST_TEST(id_of(*parse_fact(ada)) == id_of(*parse_fact(' ' + ada + '\r')));
  BOOST_TEST(id_of(*parse_fact(ada)) != id_of(*parse_fact(bob)));
  BOOST_TEST(id_of(*parse_fact(done)) != id_of(*parse_fact(gone)));
}

BOOST_AUTO_TEST_CASE(does_not_go_on_amid_a_line_where_one_before_was_corrected) {
  std::string many;
  for (int i = 0; i < 200; ++i)
    many += ada + '\n';
  auto x = source(many);
  x.when_pulled();
  folder.write("facts", many.substr(0, 6000) + ' ' + many.substr(6000) + done + '\n');
  BOOST_TEST(event_file::open(folder.file("facts").string(), x.state())->is_another());
  auto of_before = x.state(); // as a journal has it that knows of no last line
  of_before.last.reset();
  BOOST_TEST(!event_file::open(folder.file("facts").string(), of_before)->is_another());
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
