// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe::trial;

namespace {

std::vector<boost::json::value> events(const stage& in, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"events", "shop.yaml", "--format", "json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto ran = in.troupe(arguments);
  BOOST_TEST(ran.exit_code == 0);
  std::vector<boost::json::value> all;
  for (const auto& line : lines_of(ran.out))
    all.push_back(json_of(line));
  return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_command_events)

BOOST_AUTO_TEST_CASE(shows_the_whole_journal_in_order) {
  const stage in;
  in.run();
  const auto all = events(in);
  BOOST_TEST_REQUIRE(all.size() == 20u);
  for (std::size_t i = 0; i < all.size(); ++i)
    BOOST_TEST(all[i].at("sequence").as_int64() == static_cast<std::int64_t>(i + 1));
  BOOST_TEST(lines_of(in.troupe({"events", "shop.yaml"}).out).size() == 20u);
}

BOOST_AUTO_TEST_CASE(shows_only_what_is_asked_for) {
  const stage in;
  in.run();
  BOOST_TEST(events(in, {"--topic", "numbers.added"}).size() == 10u);
  BOOST_TEST(events(in, {"--topic", "numbers.*"}).size() == 20u);
  BOOST_TEST(events(in, {"--topic", "orders.>"}).empty());
  BOOST_TEST(events(in, {"--key", "7"}).size() == 2u);
  BOOST_TEST(events(in, {"--from", "19"}).size() == 2u);
  BOOST_TEST(events(in, {"--from", "21"}).empty());
  BOOST_TEST(
      events(in, {"--topic", "numbers.drawn", "--topic", "numbers.added", "--key", "3"}).size() ==
      2u);
}

BOOST_AUTO_TEST_CASE(shows_what_followed_from_one_first_event) {
  const stage in;
  in.run();
  const auto first = events(in, {"--key", "7"}).front();
  const std::string correlation{first.at("correlation").as_string()};
  const auto story = events(in, {"--correlation", correlation});
  BOOST_TEST_REQUIRE(story.size() == 2u);
  BOOST_TEST(story[0].at("topic").as_string() == "numbers.drawn");
  BOOST_TEST(story[0].at("causation").is_null());
  BOOST_TEST(story[0].at("payload").at("number").as_int64() == 7);
  BOOST_TEST(story[1].at("topic").as_string() == "numbers.added");
  BOOST_TEST(story[1].at("causation") == story[0].at("id"));
  BOOST_TEST(story[1].at("source").as_string() == "adder");
}

BOOST_AUTO_TEST_CASE(ends_with_75_where_there_is_no_journal_yet) {
  const stage in;
  const auto ran = in.troupe({"events", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 75);
  BOOST_TEST(holds(ran.err, "no journal here yet"));
  BOOST_TEST(!std::filesystem::exists(in.file("shop.db")));
  BOOST_TEST(in.troupe({"events", "shop.yaml", "--from", "-3"}).exit_code == 64);
}

BOOST_AUTO_TEST_CASE(follows_a_deployment_that_runs_until_it_is_stopped) {
  const stage in;
  in.run();
  auto following = in.start({"events", "shop.yaml", "--from", "21", "--follow"});
  auto running = in.start({"run", "shop.yaml", "--set", "numbers.count=11"});
  BOOST_TEST(following.prints("\"sum\":66"));
  following.signal(SIGINT);
  const auto ended = following.end();
  BOOST_TEST(ended.exit_code == 0);
  BOOST_TEST(lines_of(ended.out).size() == 2u);
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
}

BOOST_AUTO_TEST_SUITE_END()
