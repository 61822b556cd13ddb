// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/sqlite_columns.hpp"
#include "support/journal_values.hpp"

#include <boost/test/unit_test.hpp>

namespace troupe::journal::trial {

BOOST_AUTO_TEST_SUITE(failed_attempts_as_text)

BOOST_AUTO_TEST_CASE(are_a_json_array_that_sql_can_read) {
  BOOST_TEST(attempts_text({}) == "[]");
  const attempt_record one{time_point{std::chrono::microseconds{7}}, "payment/1", "say \"no\""};
  BOOST_TEST(attempts_text({one, one}) ==
             R"([{"at":7,"instance":"payment/1","error":"say \"no\""},)"
             R"({"at":7,"instance":"payment/1","error":"say \"no\""}])");
}

BOOST_AUTO_TEST_CASE(are_read_as_they_were_written) {
  const std::vector<attempt_record> all{attempt(1), attempt(2), {at(-1), "", "\xff\n\x01"}};
  BOOST_TEST((value_of(parse_attempts(attempts_text(all))) == all));
  BOOST_TEST((value_of(parse_attempts("[]")).empty()));
}

BOOST_AUTO_TEST_CASE(say_how_they_failed) {
  auto one = attempt(1);
  one.why = failure::timeout;
  BOOST_TEST(attempts_text({one}).find(R"("class":"timeout")") != std::string::npos);
  for (const auto why : {failure::retry, failure::reject, failure::undecodable, failure::crash,
                         failure::timeout, failure::signal}) {
    one.why = why;
    BOOST_TEST((value_of(parse_attempts(attempts_text({one}))).front().why == why));
  }
}

// Rows of a version that did not say it, and of one that knows more of them.
BOOST_AUTO_TEST_CASE(need_not_say_how_they_failed) {
  for (const char* text : {R"([{"at":1,"instance":"a","error":"b"}])",
                           R"([{"at":1,"instance":"a","error":"b","class":"of_its_own"}])"})
    BOOST_TEST((value_of(parse_attempts(text)).front().why == failure::unsaid));
}

BOOST_AUTO_TEST_CASE(grow_by_one_at_the_end) {
  BOOST_TEST((value_of(parse_attempts(append_attempt(attempts_text({}), attempt(1)))) ==
              std::vector{attempt(1)}));
  BOOST_TEST((value_of(parse_attempts(append_attempt(attempts_text({attempt(1)}), attempt(2)))) ==
              std::vector{attempt(1), attempt(2)}));
}

BOOST_AUTO_TEST_CASE(that_somebody_changed_by_hand_are_damage) {
  for (const char* text :
       {"", "{}", "[1]", "[{}]", "[", R"([{"at":"x","instance":"a","error":"b"}])",
        R"([{"at":1,"instance":2,"error":"b"}])",
        R"([{"at":1,"instance":"a","error":"b","class":3}])"}) {
    BOOST_TEST_CONTEXT(text) {
      const auto read = parse_attempts(text);
      BOOST_REQUIRE(!read);
      BOOST_TEST((read.failure().code == ec::damaged));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
