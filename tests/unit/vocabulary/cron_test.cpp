// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/cron.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <string>
#include <vector>

using namespace troupe;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

namespace {

/// "2026-11-22 17:43"
calendar_minute minute(const std::string& text) {
  int y = 0, h = 0, min = 0;
  unsigned m = 0, d = 0;
  BOOST_REQUIRE(std::sscanf(text.c_str(), "%d-%u-%u %d:%d", &y, &m, &d, &h, &min) == 5);
  return std::chrono::local_days{std::chrono::year{y} / std::chrono::month{m} /
                                 std::chrono::day{d}} +
         std::chrono::hours{h} + std::chrono::minutes{min};
}

std::string text(calendar_minute t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date{day};
  const auto time = t - day;
  char made[40];
  std::snprintf(made, sizeof made, "%d-%02u-%02u %02d:%02d", int(date.year()),
                unsigned(date.month()), unsigned(date.day()), int(time / 1h),
                int(time % 1h / 1min));
  return made;
}

cron read(const std::string& expression) {
  auto made = cron::parse(expression);
  BOOST_REQUIRE_MESSAGE(made, (made ? "" : to_string(made.failure())));
  return *made;
}

struct row {
  const char* expression;
  const char* after;
  const char* next;
};
std::ostream& operator<<(std::ostream& out, const row& x) {
  return out << x.expression << " after " << x.after;
}

const std::vector<row> minutes_that_come{
    {"* * * * *", "2026-11-22 17:43", "2026-11-22 17:44"},
    {"0 8 * * 1-5", "2026-11-20 07:59", "2026-11-20 08:00"}, // a Friday
    {"0 8 * * 1-5", "2026-11-20 08:00", "2026-11-23 08:00"},
    {"0 8 * * mon-fri", "2026-11-20 08:00", "2026-11-23 08:00"},
    {"0 8 * * MON,Wed", "2026-11-23 08:00", "2026-11-25 08:00"},
    {"*/15 * * * *", "2026-11-22 17:43", "2026-11-22 17:45"},
    {"*/15 * * * *", "2026-11-22 23:45", "2026-11-23 00:00"},
    {"5-59/10 * * * *", "2026-11-22 17:55", "2026-11-22 18:05"},
    {"0 8-18/2 * * *", "2026-11-22 17:43", "2026-11-22 18:00"},
    {"0 8-18/2 * * *", "2026-11-22 18:00", "2026-11-23 08:00"},
    {"1,30,59 4 * * *", "2026-11-22 04:01", "2026-11-22 04:30"},
    {"0 0 1 jan *", "2026-01-01 00:00", "2027-01-01 00:00"},
    {"0 0 31 * *", "2026-01-31 00:00", "2026-03-31 00:00"}, // not every month has one
    {"0 0 29 2 *", "2026-11-22 17:43", "2028-02-29 00:00"},
    {"0 0 29 2 *", "2028-02-29 00:00", "2032-02-29 00:00"},
    {"0 0 29 2 *", "2096-02-29 00:00", "2104-02-29 00:00"}, // 2100 is no leap year
    {"59 23 31 12 *", "2026-12-31 23:58", "2026-12-31 23:59"},
    {"59 23 31 12 *", "2026-12-31 23:59", "2027-12-31 23:59"},
    {"0 0 * * 0", "2026-11-22 00:00", "2026-11-29 00:00"}, // a Sunday
    {"0 0 * * 7", "2026-11-22 00:00", "2026-11-29 00:00"},
    {"0 0 * * fri-sun", "2026-11-28 00:00", "2026-11-29 00:00"},
    {"0 0 * * fri-sun", "2026-11-29 00:00", "2026-12-04 00:00"},
    // The day or the weekday is enough where neither begins with a star.
    {"0 0 13 * 5", "2026-11-22 00:00", "2026-11-27 00:00"},
    {"0 0 13 * 5", "2026-12-11 00:00", "2026-12-13 00:00"},
    {"0 0 30 2 1", "2026-02-23 00:00", "2027-02-01 00:00"},
    // And both count where one does: the first Monday, Tuesday, ... that is an odd day.
    {"0 0 */2 * 1", "2026-11-22 00:00", "2026-11-23 00:00"},
    {"0 0 */2 * 1", "2026-11-23 00:00", "2026-12-07 00:00"},
    {"@hourly", "2026-11-22 17:43", "2026-11-22 18:00"},
    {"@daily", "2026-11-22 17:43", "2026-11-23 00:00"},
    {"@midnight", "2026-11-22 17:43", "2026-11-23 00:00"},
    {"@weekly", "2026-11-22 17:43", "2026-11-29 00:00"},
    {"@monthly", "2026-11-22 17:43", "2026-12-01 00:00"},
    {"@yearly", "2026-11-22 17:43", "2027-01-01 00:00"},
    {"@Annually", "2026-11-22 17:43", "2027-01-01 00:00"},
    {"  0\t8  * * *  ", "2026-11-22 17:43", "2026-11-23 08:00"},
};

struct mistake {
  const char* expression;
  const char* said;
};
std::ostream& operator<<(std::ostream& out, const mistake& x) {
  return out << x.expression;
}

const std::vector<mistake> mistakes{
    {"", "it has 0 fields and not 5"},
    {"0 8 * *", "it has 4 fields and not 5: minute, hour, day of the month, month, weekday"},
    {"0 0 8 * * 1", "it has 6 fields"},
    {"60 * * * *", "its minute 60 is not within 0 to 59"},
    {"* 24 * * *", "its hour 24 is not within 0 to 23"},
    {"* * 0 * *", "its day of the month 0 is not within 1 to 31"},
    {"* * * 13 *", "its month 13 is not within 1 to 12"},
    {"* * * * 8", "its weekday 8 is not within 0 to 7"},
    {"* * * june *", "its month \"june\" is neither a number from 1 to 12 nor a name such as feb"},
    {"x * * * *", "its minute \"x\" is not a number from 0 to 59"},
    {"-1 * * * *", "its minute \"\" is not a number"},
    {"1,,2 * * * *", "its minute \"\" is not a number"},
    {"* 22-4 * * *", "its hour range \"22-4\" runs backwards"},
    {"*/0 * * * *", "its minute step \"0\" is not a number from 1 to 59"},
    {"*/x * * * *", "its minute step \"x\""},
    {"5/10 * * * *", "its minute \"5/10\" has a step and no range; write 5-59/10"},
    {"0 0 30 2 *", "none of its months has such a day"},
    {"0 0 31 4,6,9,11 *", "none of its months has such a day"},
    {"@reboot", "troupe::on_start"},
    {"@dayly", "known short names are @hourly, @daily"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_cron_expression)

BOOST_DATA_TEST_CASE(names_the_minute_that_comes_next, data::make(minutes_that_come), x) {
  const auto next = read(x.expression).next(minute(x.after));
  BOOST_REQUIRE(next.has_value());
  BOOST_TEST(text(*next) == x.next);
}

BOOST_DATA_TEST_CASE(that_is_wrong_is_refused_with_a_reason, data::make(mistakes), x) {
  const auto made = cron::parse(x.expression);
  BOOST_REQUIRE(!made.has_value());
  const auto& said = made.failure().what;
  BOOST_TEST(said.find(x.said) != std::string::npos, said);
  BOOST_TEST(said.find('"' + std::string{x.expression} + '"') != std::string::npos, said);
}

// The search goes month by month and day by day; a slow way of looking must find the same.
BOOST_AUTO_TEST_CASE(names_no_minute_between) {
  const auto rare = read("7,31 3,21 5,28-30 2,6 3");
  auto t = minute("2027-12-31 23:59");
  for (int i = 0; i < 40; ++i) {
    const auto next = rare.next(t);
    BOOST_REQUIRE(next.has_value());
    for (auto between = t + 1min; between < *next; between += 1min) {
      const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(between)};
      const auto time = between - std::chrono::floor<std::chrono::days>(between);
      const auto d = unsigned(date.day());
      const auto m = unsigned(date.month());
      const bool day =
          d == 5 || (d >= 28 && d <= 30) ||
          std::chrono::weekday{std::chrono::local_days{date}} == std::chrono::Wednesday;
      const bool clock =
          (time / 1h == 3 || time / 1h == 21) && (time % 1h == 7min || time % 1h == 31min);
      if ((m == 2 || m == 6) && day && clock)
        BOOST_FAIL(text(between) << " was left out");
    }
    t = *next;
  }
}

BOOST_AUTO_TEST_CASE(names_nothing_after_the_year_9999) {
  BOOST_TEST(!read("* * * * *").next(minute("9999-12-31 23:59")).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
