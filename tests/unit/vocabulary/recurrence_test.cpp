// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/recurrence.hpp"

#include "troupe/time.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace troupe;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

namespace {

time_point time(const std::string& text) {
  const auto made = parse_time(text);
  BOOST_REQUIRE_MESSAGE(made, text);
  return *made;
}

recurrence read(const std::string& text) {
  auto made = recurrence::parse(text);
  BOOST_REQUIRE_MESSAGE(made, (made ? "" : to_string(made.failure())));
  return *made;
}

struct row {
  const char* rule;
  const char* after;
  std::vector<const char*> next;
};
std::ostream& operator<<(std::ostream& out, const row& x) {
  return out << x.rule << " after " << x.after;
}

const std::vector<row> times_that_come{
    {"cron 0 8 * * 1-5 in UTC",
     "2026-11-20T07:59:59.999999Z",
     {"2026-11-20T08:00:00Z", "2026-11-23T08:00:00Z"}},
    {"cron 0 8 * * 1-5 in Europe/Berlin", "2026-11-20T07:00:00Z", {"2026-11-23T07:00:00Z"}},
    {"cron 0 8 * * * in Europe/Berlin",
     "2026-03-28T00:00:00Z",
     {"2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z"}}, // summer time has begun
    {"cron 0 8 * * * in Asia/Kolkata", "2026-03-28T00:00:00Z", {"2026-03-28T02:30:00Z"}},
    // Berlin leaps from 2:00 to 3:00 on March 29th, 2026, which is 1:00 UTC.
    {"cron 30 2 * * * in Europe/Berlin",
     "2026-03-28T12:00:00Z",
     {"2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"}},
    {"cron 0 2 * * * in Europe/Berlin",
     "2026-03-28T12:00:00Z",
     {"2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z"}},
    {"cron */20 * * * * in Europe/Berlin",
     "2026-03-29T00:20:00Z",
     {"2026-03-29T00:40:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:20:00Z"}},
    {"cron 30 2,3 * * * in Europe/Berlin",
     "2026-03-28T12:00:00Z",
     {"2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"}},
    // It shows 2:00 to 3:00 twice on October 25th: from 0:00 and from 1:00 UTC.
    {"cron 30 2 * * * in Europe/Berlin",
     "2026-10-24T12:00:00Z",
     {"2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"}},
    {"cron 30 2 * * * in Europe/Berlin", "2026-10-25T01:15:00Z", {"2026-10-26T01:30:00Z"}},
    {"cron 0 * * * * in Europe/Berlin",
     "2026-10-24T23:30:00Z",
     {"2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"}},
    // New York: March 8th 2:00 is 7:00 UTC, November 1st 1:00 to 2:00 is 5:00 and 6:00 UTC.
    {"cron 15 2 * * * in America/New_York",
     "2026-03-07T12:00:00Z",
     {"2026-03-08T07:00:00Z", "2026-03-09T06:15:00Z"}},
    {"cron 30 1 * * * in America/New_York",
     "2026-10-31T12:00:00Z",
     {"2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"}},
    // Half an hour of summer time.
    {"cron 15 2 * * * in Australia/Lord_Howe",
     "2026-10-02T20:00:00Z",
     {"2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z"}},
    // Apia had no December 30th in 2011.
    {"cron 0 12 30 12 * in Pacific/Apia",
     "2011-12-01T00:00:00Z",
     {"2011-12-30T10:00:00Z", "2012-12-29T22:00:00Z"}},
    {"cron 0 0 29 2 * in Europe/Berlin",
     "2026-01-01T00:00:00Z",
     {"2028-02-28T23:00:00Z", "2032-02-28T23:00:00Z"}},
    // The database lists no year after 2037; its rules hold on.
    {"cron 0 8 * * * in America/New_York", "2060-07-14T00:00:00Z", {"2060-07-14T12:00:00Z"}},
    {"cron 0 8 * * * in America/New_York", "2060-12-14T00:00:00Z", {"2060-12-14T13:00:00Z"}},
    {"cron 30 2 * * * in Europe/Berlin",
     "2040-03-24T12:00:00Z",
     {"2040-03-25T01:00:00Z", "2040-03-26T00:30:00Z"}},
    {"cron 0 0 29 2 * in Europe/Berlin", "2039-01-01T00:00:00Z", {"2040-02-28T23:00:00Z"}},
    {"cron 0 8 * * * in UTC from 2026-12-24T08:00:00Z",
     "2026-11-22T00:00:00Z",
     {"2026-12-24T08:00:00Z", "2026-12-25T08:00:00Z"}},
};

struct mistake {
  const char* rule;
  const char* said;
};
std::ostream& operator<<(std::ostream& out, const mistake& x) {
  return out << x.rule;
}

const std::vector<mistake> mistakes{
    {"every 0s", "nothing can recur every 0s; a period is at least 1ms"},
    {"every -1m", "nothing can recur every -1m"},
    {"every 999us", "at least 1ms"},
    {"every 1ms1ns", "in whole microseconds"},
    {"every 10", "is not a duration"},
    {"every 1m from noon", "noon"},
    {"cron 61 * * * * in UTC", "its minute 61 is not within 0 to 59"},
    {"cron * * * * * in Europe/Berln",
     "there is no time zone \"Europe/Berln\"; did you mean \"Europe/Berlin\"?"},
    {"cron * * * * * in Middle/Earth",
     "there is no time zone \"Middle/Earth\"; name one as Europe/Berlin"},
    {"cron * * * * * in ", "a time zone has a name"},
    {"cron * * * * *", "does not say when something recurs"},
    {"now and then", "does not say when something recurs"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_recurrence)

BOOST_DATA_TEST_CASE(by_cron_follows_its_zones_clocks, data::make(times_that_come), x) {
  const auto rule = read(x.rule);
  auto t = time(x.after);
  for (const auto* expected : x.next) {
    const auto next = rule.next(t, t);
    BOOST_REQUIRE(next.has_value());
    BOOST_TEST(format_time(*next) == format_time(time(expected)));
    t = *next;
  }
}

BOOST_DATA_TEST_CASE(that_is_wrong_is_refused_with_a_reason, data::make(mistakes), x) {
  const auto made = recurrence::parse(x.rule);
  BOOST_REQUIRE(!made.has_value());
  BOOST_TEST(made.failure().what.find(x.said) != std::string::npos, made.failure().what);
}

BOOST_AUTO_TEST_CASE(comes_every_so_often_after_it_is_set) {
  const auto rule = read("every 10m");
  const auto set = time("2026-11-22T17:43:18Z");
  BOOST_TEST((rule.first(set) == set + 10min));
  BOOST_TEST((rule.next(set + 10min, set + 10min) == set + 20min));
}

BOOST_AUTO_TEST_CASE(keeps_its_beat_however_far_it_is_looked_for) {
  const auto rule = read("every 10m");
  const auto known = time("2026-11-22T17:43:18Z");
  BOOST_TEST((rule.next(known, known + 1440h + 1s) == known + 1440h + 10min));
  BOOST_TEST((rule.next(known, known + 1440h) == known + 1440h + 10min));
  BOOST_TEST((rule.next(known, known - 1s) == known));
  BOOST_TEST((rule.next(known, known - 1440h - 1s) == known - 1440h));
  BOOST_TEST((rule.next(known, known - 1440h) == known - 1440h + 10min));
}

BOOST_AUTO_TEST_CASE(counts_from_where_it_is_told_and_does_not_come_before) {
  const auto from = time("2026-11-22T18:00:00Z");
  const auto rule = read("every 1h from 2026-11-22T18:00:00Z");
  BOOST_TEST((rule.first(from - 24h) == from));
  BOOST_TEST((rule.first(from) == from + 1h));
  BOOST_TEST((rule.first(from + 90min) == from + 2h));
  BOOST_TEST((rule.next(from, from - 24h) == from));
}

BOOST_AUTO_TEST_CASE(is_the_same_after_it_was_text) {
  for (const std::string text :
       {"every 1h30m", "every 1ms from 2026-11-22T18:00:00.000000Z",
        "cron 0 8 * * mon-fri in Europe/Berlin", "cron @daily in America/Argentina/Buenos_Aires",
        "cron */5 * * * * in UTC from 2026-11-22T18:00:00.000000Z"})
    BOOST_TEST(read(text).text() == text);
}

BOOST_AUTO_TEST_CASE(ends_with_the_calendar) {
  const auto last = time("9999-12-31T23:59:30Z");
  BOOST_TEST(!read("every 1m").next(last, last).has_value());
  BOOST_TEST(!read("cron * * * * * in UTC").next(last, last).has_value());
}

// Every local minute comes once, whatever the clocks do, over years and zones.
BOOST_AUTO_TEST_CASE(ascends_strictly_through_every_change_of_the_clocks) {
  for (const std::string zone : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                 "Pacific/Apia", "Africa/Casablanca", "UTC"}) {
    const auto rule = read("cron */30 * * * * in " + zone);
    auto t = time("2025-12-31T23:00:00Z");
    const auto end = t + 9000h;
    std::size_t count = 0;
    for (; t < end; ++count) {
      const auto next = rule.next(t, t).value();
      BOOST_REQUIRE(next > t);
      BOOST_REQUIRE((next - t <= 90min));
      t = next;
    }
    BOOST_TEST(count >= 17990u);
    BOOST_TEST(count <= 18000u);
  }
}

BOOST_AUTO_TEST_SUITE_END()
