// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace troupe::trial;

namespace {

/// A shop whose adder may be broken, with waits of a hundredth of the usual ones.
const std::string restless = R"(troupe: 1
name: shop
modules: [trial]
journal: {path: shop.db}
defaults:
  retry: {attempts: 2, first: 1ms, factor: 1, max: 1ms, jitter: 0}
  backoff: {first: 10ms, max: 500ms, jitter: 0.5}
limits: {crashes: 3}
guard: {intensity: 0}
tree:
  intensity: 6
  auto_shutdown: any
  children:
    - {id: onlooker, service: trial.onlooker}
    - {id: adder, service: trial.adder}
    - {id: numbers, service: trial.source, restart: transient, significant: true}
)";

const std::string odd = R"(troupe: 1
name: shop
modules: [trial]
journal: {path: shop.db}
tree:
  period: 5s
  children:
    - {id: numbers, service: trial.source, restart: temporary, backoff: {max: 1s}}
    - id: adder
      service: trial.adder
      backoff: {first: 1s}
check: {unhandled: [numbers.added, reminders.due]}
)";

const auto numbers_are_odd =
    "odd.yaml:8:73: the child 'numbers': a temporary child is not restarted, so its backoff is of "
    "no use; leave it out\n";
const auto adder_is_odd = "odd.yaml:11:16: the child 'adder': its restarts wait so long that there "
                          "are never more than 10 "
                          "within 5s; raise period, lower intensity or the backoff's max\n";

} // namespace

BOOST_AUTO_TEST_SUITE(restarts_and_what_ends_them)

BOOST_AUTO_TEST_CASE(end_with_0_and_the_name_of_the_significant_child_that_has_done_its_work) {
  const stage in;
  in.write("shop.yaml", restless);
  const auto ran =
      in.troupe({"run", "shop.yaml", "--set", "numbers.stops=true", "--format", "json"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "shop: done, as its significant child numbers has ended\n"));
    BOOST_TEST(holds(ran.err, "shop/numbers: all numbers are drawn\n"
                              "  shop: ended, as its significant child numbers did"));
    BOOST_TEST(!holds(ran.err, "error"));
  }
  BOOST_TEST(json_of(ran.out).at("ended").as_string() == "auto_shutdown");
  BOOST_TEST(json_of(ran.out).at("ended_by").as_string() == "numbers");
  // Nothing of it is lost: the rest is added up in the next run.
  const auto next = in.run({"--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(next.exit_code == 0);
  BOOST_TEST(json_of(next.out).at("sum").as_int64() == 55);
}

BOOST_AUTO_TEST_CASE(never_take_a_subtree_down_for_one_bad_event) {
  const stage in;
  in.write("shop.yaml", restless);
  const auto ran = in.run({"--set", "adder.fails=crash", "--set", "adder.fails_every=7", "--set",
                           "tree.intensity=0", "--ask", "trial.get_sums", "--format", "json"});
  BOOST_TEST(ran.exit_code == 0);
  // Others come behind it, so that its last restart is over when all work is done.
  BOOST_TEST(json_of(ran.out).at("sum").as_int64() == 55 - 7);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, "crashes       2, restarts 2"));
    BOOST_TEST(holds(ran.err, "dead letters  1"));
  }
}

BOOST_AUTO_TEST_CASE(escalate_when_describe_says_they_do) {
  const stage in;
  in.write("shop.yaml", restless);
  const auto told = in.troupe({"describe", "shop.yaml", "--format", "json"});
  const auto adder = json_of(told.out).at("tree").at("children").at(1).at("failing");
  BOOST_TEST(adder.at("words").as_string() == "escalates at its 7th failure, after 0 to 1 s");
  const auto ran = in.troupe({"run", "shop.yaml", "--set", "adder.fails=crash", "--set",
                              "defaults.retry.attempts=1", "--no-guard", "--format", "json"});
  BOOST_TEST(ran.exit_code == 70);
  BOOST_TEST_CONTEXT(ran.err) {
    // Three different events are charged with their crashes, and seven failures are its own.
    BOOST_TEST(json_of(ran.out).at("crashes").as_int64() == 3 + 7);
    BOOST_TEST(holds(ran.err, "shop: gave up at the end of its child adder: more than 6 restarts"));
    BOOST_TEST(holds(ran.err, "shop/adder: is started again in "));
  }
  // 10 + 20 + 40 + 80 + 160 ms are the waits, and chance lengthens each by up to a half.
  const auto step = adder.at("steps").at(0);
  BOOST_TEST(step.at("failure").as_int64() == 7);
  BOOST_TEST(step.at("at_least").as_string() == "310ms");
  BOOST_TEST(step.at("at_most").as_string() == "465ms");
  BOOST_TEST(json_of(ran.out).at("seconds").as_double() >= 0.31);
}

BOOST_AUTO_TEST_CASE(are_described_where_they_are_not_as_ever) {
  const stage in;
  in.write("shop.yaml", restless);
  const auto ran = in.troupe({"describe", "shop.yaml"});
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "restarts backoff from 10ms to 500ms, each start within 10s\n"));
    BOOST_TEST(holds(ran.out, "once 3 different ones in a row have crashed a service"));
    BOOST_TEST(holds(ran.out, "at most 6 restarts within 1m30s, auto_shutdown any\n"));
    BOOST_TEST(holds(ran.out, "trial.source (source), transient, significant\n"));
    BOOST_TEST(holds(ran.out, "failing  escalates at its 7th failure, after 0 to 1 s\n"));
  }
  const auto none = in.troupe({"describe", "shop.yaml", "--set", "adder.backoff=none"});
  BOOST_TEST_CONTEXT(none.out) {
    BOOST_TEST(holds(none.out, "trial.adder, no backoff\n"));
    BOOST_TEST(holds(none.out, "failing  escalates at its 7th failure, at once\n"));
  }
  const auto graph = in.troupe({"describe", "shop.yaml", "--format", "dot"});
  BOOST_TEST_CONTEXT(graph.out) {
    BOOST_TEST(holds(graph.out, "label=\"shop: one_for_one, auto_shutdown any\""));
    BOOST_TEST(holds(graph.out, "[label=\"numbers\", shape=box, peripheries=2]"));
  }
}

BOOST_AUTO_TEST_CASE(are_warned_of_where_a_limit_can_never_act) {
  const stage in;
  in.write("odd.yaml", odd);
  const auto checked = in.troupe({"check", "odd.yaml"});
  BOOST_TEST(checked.exit_code == 0);
  BOOST_TEST(checked.out == "odd.yaml: sound, 2 services, 2 warnings\n");
  BOOST_TEST(checked.err ==
             "warning: " + std::string{numbers_are_odd} + "warning: " + adder_is_odd);
  const auto ran = in.troupe({"run", "odd.yaml", "--until-idle"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.err) {
    BOOST_TEST(holds(ran.err, std::string{" warning shop: "} + adder_is_odd));
  }
}

BOOST_AUTO_TEST_CASE(are_warned_of_at_the_option_of_the_command_line_that_they_stand_in) {
  const stage in;
  const auto checked = in.troupe({"check", "shop.yaml", "--set",
                                  "numbers.backoff={first: 9m, "
                                  "max: 9m}"});
  BOOST_TEST(checked.exit_code == 0);
  BOOST_TEST_CONTEXT(checked.err) {
    BOOST_TEST(holds(checked.err, "warning: --set numbers.backoff: the child 'numbers': "));
  }
}

BOOST_AUTO_TEST_SUITE_END()
