// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#define BOOST_TEST_MODULE user_lifecycle
#include <boost/test/unit_test.hpp>

#include <troupe/testing/deployment_rehearsal.hpp>

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using troupe::testing::deployment_rehearsal;

// An event is known by its name, and a program declares of it what it needs. So this test has no
// header of the module that it rehearses, and a mailbox of its own takes the place of the module's.
namespace {

constexpr auto day = 24h;
constexpr auto short_day = 10min; // where 50 seeds go through weeks of them

struct user_signed_up {
  static constexpr troupe::event_type type{"users.signed_up", 1};
  std::string user_id;
  std::string email;
  std::string name;
  std::string plan;
  static constexpr auto key = &user_signed_up::user_id;
};
BOOST_DESCRIBE_STRUCT(user_signed_up, (), (user_id, email, name, plan))

struct step_completed {
  static constexpr troupe::event_type type{"users.step_completed", 1};
  std::string user_id;
  std::string step;
  static constexpr auto key = &step_completed::user_id;
};
BOOST_DESCRIBE_STRUCT(step_completed, (), (user_id, step))

struct step_missed {
  static constexpr troupe::event_type type{"onboarding.step_missed", 1};
  std::string user_id;
  std::string step;
  int day = 0;
  static constexpr auto key = &step_missed::user_id;
};
BOOST_DESCRIBE_STRUCT(step_missed, (), (user_id, step, day))

/// What was sent: "ada: welcome".
using mailbox = std::shared_ptr<std::vector<std::string>>;

// [doc:instead]
deployment_rehearsal first_weeks(const mailbox& sent, std::uint64_t seed = 1, int failures = 0,
                                 const std::string& length_of_day = "24h") {
  troupe::deployment_setup with;
  with.sets = {"signups.file=", "crm.file=:memory:", "onboarding.day=" + length_of_day};
  troupe::testing::deployment_rehearsal_setup setup;
  setup.seed = seed;
  setup.instead.service(
      "lifecycle.mail", [sent, failures](troupe::service<troupe::nothing>*) -> troupe::behavior {
        const auto send = [sent, failures](const std::string& mail, const troupe::delivery& d) {
          if (d.attempt <= failures)
            return troupe::retry("the mail server is away");
          sent->push_back(mail);
          return troupe::done();
        };
        return {
            [send](const user_signed_up& x, const troupe::delivery& d) {
              return send(x.user_id + ": welcome", d);
            },
            [send](const step_missed& x, const troupe::delivery& d) {
              return send(x.user_id + ": " + x.step + ", day " + std::to_string(x.day), d);
            },
        };
      });
  return deployment_rehearsal::load("lifecycle.yaml", std::move(with), std::move(setup));
}
// [doc:end]

const user_signed_up ada{"ada", "ada@example.org", "Ada Byron", "team"};

} // namespace

BOOST_AUTO_TEST_SUITE(the_first_weeks_of_a_user)

BOOST_AUTO_TEST_CASE(bring_a_welcome_and_five_reminders) {
  const auto sent = std::make_shared<std::vector<std::string>>();
  auto weeks = first_weeks(sent);
  weeks.publish(ada);
  weeks.settle();
  BOOST_TEST(*sent == std::vector<std::string>{"ada: welcome"}, boost::test_tools::per_element());
  weeks.advance(15 * day);
  BOOST_TEST(sent->size() == 6u);
  BOOST_TEST(sent->back() == "ada: invite_colleague, day 14");
  weeks.expect_no_dead_letters();
}

BOOST_AUTO_TEST_CASE(bring_no_reminder_of_what_is_done_whatever_crashes) {
  for (const auto seed : troupe::testing::seeds(50)) {
    const auto sent = std::make_shared<std::vector<std::string>>();
    auto weeks = first_weeks(sent, seed, 2, "10m");
    weeks.publish(ada, step_completed{"ada", "confirm_address"});
    weeks.crash("onboarding");
    weeks.advance(5 * short_day);
    weeks.crash("mail");
    weeks.publish(step_completed{"ada", "create_project"});
    weeks.advance(30 * short_day);
    const std::multiset<std::string> expected{"ada: welcome", "ada: create_project, day 3",
                                              "ada: invite_colleague, day 14"};
    if (std::multiset<std::string>(sent->begin(), sent->end()) != expected)
      weeks.fail("three mails were expected, and " + std::to_string(sent->size()) + " were sent");
  }
}

BOOST_AUTO_TEST_SUITE_END()
