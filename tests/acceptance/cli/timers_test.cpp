// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"
#include "troupe/time.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <iostream>
#include <random>
#include <sstream>

using namespace troupe::trial;
using namespace std::chrono_literals;

namespace {

/// A folder with a deployment whose only service sets timers.
class belfry : public stage {
public:
  belfry() {
    write("belfry.yaml", R"(troupe: 1
name: belfry
modules: [metronome]
journal: {path: belfry.db, sync: normal}
limits: {missed_timers: 100000}
tree:
  children:
    - {id: beats, service: metronome.beats}
)");
  }

  outcome_of_program ring() const { return troupe({"run", "belfry.yaml", "--until-idle"}); }
  outcome_of_program list(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"timers", "list", "belfry.yaml"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }
  outcome_of_program cancel(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"timers", "cancel", "belfry.yaml"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return troupe(arguments);
  }
  /// The times of all beats, in the order in which they were published.
  std::vector<troupe::time_point> beats() const {
    std::vector<troupe::time_point> all;
    const auto ran =
        troupe({"events", "belfry.yaml", "--topic", "beats.beaten", "--format", "json"});
    for (const auto& line : lines_of(ran.out))
      all.push_back(*troupe::parse_time(std::string{json_of(line).at("time").as_string()}));
    return all;
  }
};

/// With one blank between two words.
std::string in_words(const std::string& text) {
  std::istringstream in{text};
  std::string made;
  for (std::string word; in >> word;)
    made += (made.empty() ? "" : " ") + word;
  return made;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_command_timers_list, belfry)

BOOST_AUTO_TEST_CASE(shows_what_is_to_be_published_the_earliest_first) {
  BOOST_TEST(ring().exit_code == 0);
  const auto ran = list();
  BOOST_TEST(ran.exit_code == 0);
  const auto lines = lines_of(ran.out);
  const auto words = in_words(ran.out);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_REQUIRE(lines.size() == 4u);
    BOOST_TEST(in_words(lines[0]) == "due service name or id recurs missed publishes");
    BOOST_TEST(holds(words, "Z beats beat every 1h all beats.beaten "));
    BOOST_TEST(holds(words, "Z beats bell cron 0 8 * * * in Europe/Berlin once bells.rung north "));
    BOOST_TEST(holds(in_words(lines[3]), "Z beats late once - bells.rung south"));
  }
}

BOOST_AUTO_TEST_CASE(prints_json_for_programs) {
  BOOST_TEST(ring().exit_code == 0);
  const auto all = json_of(list({"--format", "json", "--service", "beats"}).out);
  BOOST_TEST(all.at("count").as_int64() == 3);
  for (const auto& each : all.at("timers").as_array()) {
    BOOST_TEST(each.at("service").as_string() == "beats");
    BOOST_TEST(troupe::parse_time(std::string{each.at("due").as_string()}).has_value());
  }
  const auto& late = all.at("timers").at(2);
  BOOST_TEST(late.at("name").as_string() == "late");
  BOOST_TEST(late.at("recurrence").is_null());
  BOOST_TEST(late.at("missed").is_null());
  BOOST_TEST(late.at("topic").as_string() == "bells.rung");
  BOOST_TEST(late.at("key").as_string() == "south");
  BOOST_TEST(late.at("payload").at("tower").as_string() == "south");
}

BOOST_AUTO_TEST_CASE(shows_as_many_lines_as_it_is_told) {
  BOOST_TEST(ring().exit_code == 0);
  const auto two = list({"--limit", "2"}).out;
  BOOST_TEST(lines_of(two).size() == 4u);
  BOOST_TEST(holds(two, "these are the earliest of 3 in the journal; --limit 0 shows all"));
  BOOST_TEST(lines_of(list({"--limit", "0"}).out).size() == 4u);
}

BOOST_AUTO_TEST_CASE(tells_which_are_held_while_their_service_is_taken_out) {
  const auto are_held = [this](const std::string& service) {
    std::vector<bool> all;
    const auto found = json_of(list({"--format", "json", "--service", service}).out);
    for (const auto& each : found.at("timers").as_array())
      all.push_back(each.at("held").as_bool());
    return all;
  };
  const std::vector<bool> none(3, false), all(3, true);
  auto with_beats = bytes("belfry.yaml");
  const auto children = with_beats.find("    - {id: beats");
  write("belfry.yaml", with_beats.replace(children, std::string::npos,
                                          "    - {id: beats, service: metronome.beats, "
                                          "options: {every: 1ms}}\n"));
  auto running = start({"run", "belfry.yaml"});
  BOOST_TEST_REQUIRE(running.says("beat 3;"));
  BOOST_TEST((are_held("beats") == none));
  write("belfry.yaml", with_beats.substr(0, children) +
                           "    - {id: others, service: metronome.beats, start: now}\n");
  const auto out = troupe({"reload", "belfry.yaml"});
  BOOST_TEST(out.exit_code == 0, out.err);
  BOOST_TEST(holds(out.out, "beats is orphaned: it keeps its position"), out.out);
  BOOST_TEST(holds(out.out, "its timers, which are held; put back, it goes on from there"));
  BOOST_TEST((are_held("beats") == all));
  BOOST_TEST((are_held("others") == none));
  BOOST_TEST(holds(list({"--service", "beats"}).out, "Z, held"));

  const auto before = beats().size();
  BOOST_TEST(troupe({"status", "belfry.yaml"}).exit_code == 0); // Time for a lot of beats.
  BOOST_TEST(beats().size() == before);
  write("belfry.yaml", with_beats);
  const auto back = troupe({"reload", "belfry.yaml"});
  BOOST_TEST(back.exit_code == 0, back.err);
  BOOST_TEST(running.says("beat " + std::to_string(before + 3) + ";"));
  BOOST_TEST((are_held("beats") == none));
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
}

BOOST_AUTO_TEST_CASE(is_summed_up_by_the_status) {
  BOOST_TEST(ring().exit_code == 0);
  const auto said = troupe({"status", "belfry.yaml"}).out;
  BOOST_TEST(holds(said, "3 timers, the next at 20"), said);
  BOOST_TEST(holds(said, "Z; see troupe timers list belfry.yaml"), said);
  const auto status = json_of(troupe({"status", "belfry.yaml", "--format", "json"}).out);
  BOOST_TEST(status.at("timers").as_int64() == 3);
  const auto first = json_of(list({"--format", "json"}).out).at("timers").at(0).at("due");
  BOOST_TEST(status.at("next_timer") == first);
}

BOOST_AUTO_TEST_CASE(says_so_where_there_are_none) {
  const stage in;
  in.run();
  BOOST_TEST(in.troupe({"timers", "list", "shop.yaml"}).out == "no timers\n");
  BOOST_TEST(in.troupe({"timers", "list", "shop.yaml", "--format", "json"}).out ==
             "{\"timers\":[],\"count\":0}\n");
}

BOOST_AUTO_TEST_CASE(refuses_a_service_that_the_journal_does_not_know) {
  BOOST_TEST(ring().exit_code == 0);
  const auto ran = list({"--service", "beat"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "--service: the journal has no service beat; did you mean \"beats\"?"),
             ran.err);
}

BOOST_AUTO_TEST_CASE(ends_with_75_where_there_is_no_journal_yet) {
  BOOST_TEST(list().exit_code == 75);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(the_command_timers_cancel, belfry)

BOOST_AUTO_TEST_CASE(cancels_by_name_and_by_id_while_the_deployment_is_stopped) {
  BOOST_TEST(ring().exit_code == 0);
  const auto by_name = cancel({"--service", "beats", "late"});
  BOOST_TEST(by_name.out == "cancelled 1 timer\n", by_name.out + by_name.err);
  BOOST_TEST(by_name.exit_code == 0);
  const auto left = json_of(list({"--format", "json"}).out);
  BOOST_TEST(left.at("count").as_int64() == 2);
  std::vector<std::string> ids;
  for (const auto& each : left.at("timers").as_array())
    ids.emplace_back(each.at("id").as_string());
  BOOST_TEST(holds(cancel(ids).out, "cancelled 2 timers\n"));
  BOOST_TEST(list().out == "no timers\n");
}

BOOST_AUTO_TEST_CASE(cancels_them_while_the_deployment_runs) {
  auto running = start({"run", "belfry.yaml", "--set", "beats.every=20ms"});
  BOOST_REQUIRE(running.says("beat 3;"));
  BOOST_TEST(
      cancel({"--service", "beats", "beat", "late"}).out ==
      "cancelled 2 timers\n1 of them recurs: a service that sets such a timer when it starts "
      "sets it again then\n");
  BOOST_TEST_REQUIRE(running.says(" cancelled the timer "));
  const auto beaten = beats().size(); // No more come: what was committed before is there.
  BOOST_TEST(json_of(list({"--format", "json"}).out).at("count").as_int64() == 1);
  running.signal(SIGTERM);
  BOOST_TEST(running.end().exit_code == 0);
  BOOST_TEST(beats().size() == beaten);
}

BOOST_AUTO_TEST_CASE(says_which_are_not_there) {
  BOOST_TEST(ring().exit_code == 0);
  const auto ran = cancel({"--service", "beats", "late", "early"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(ran.out == "cancelled 1 timer\n");
  BOOST_TEST(holds(ran.err, "there is no timer 'early' of beats: it has fired, or was cancelled"),
             ran.err);
  BOOST_TEST(cancel({"01936c5e-4f2a-7cc3-98a1-0123456789ab"}).exit_code == 64);
}

BOOST_AUTO_TEST_CASE(wants_timers_that_are_named_in_full) {
  BOOST_TEST(ring().exit_code == 0);
  for (const auto& wrong :
       std::vector<std::vector<std::string>>{{}, {"--service", "beats"}, {"late"}})
    BOOST_TEST(cancel(wrong).exit_code == 64);
  BOOST_TEST(json_of(list({"--format", "json"}).out).at("count").as_int64() == 3);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_recurring_timer_of_a_process_that_is_killed, belfry)

BOOST_AUTO_TEST_CASE(publishes_each_of_its_times_once) {
  const auto seed = std::random_device{}();
  std::cout << "seed " << seed << '\n';
  std::mt19937 random{seed};
  constexpr auto every = 7ms;
  std::size_t beaten = 0;
  for (int life = 0; life < 15; ++life) {
    auto running = start({"run", "belfry.yaml", "--no-guard", "--set", "beats.every=7ms"});
    const auto last = beaten + 1 + random() % 25;
    BOOST_REQUIRE(running.says("beat " + std::to_string(last) + ";"));
    running.signal(SIGKILL);
    BOOST_REQUIRE(running.end().exit_code == 128 + SIGKILL);
    const auto all = beats();
    BOOST_TEST(all.size() >= last);
    beaten = all.size();
    for (std::size_t i = 1; i < all.size(); ++i)
      BOOST_REQUIRE_MESSAGE(all[i] - all[i - 1] == every, "beat " << i + 1 << " of life " << life
                                                                  << " is not 7 ms after the one "
                                                                  << "before");
  }
  BOOST_TEST(beaten > 100u);
}

BOOST_AUTO_TEST_SUITE_END()
