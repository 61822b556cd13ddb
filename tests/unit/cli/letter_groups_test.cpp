// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letter_groups.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::cli;
using journal::dead_letter_reason;

namespace {

time_point at(const char* text) {
  return *parse_time(text);
}

journal::dead_letter_kind kind(const char* error, std::uint64_t count,
                               const char* first = "2026-11-22T12:03:00Z",
                               const char* last = "2026-11-22T12:10:00Z") {
  return {"payment", dead_letter_reason::attempts_spent, error, count, at(first), at(last)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(errors_that_differ_in_numbers_and_ids_only)

BOOST_AUTO_TEST_CASE(are_alike) {
  const struct {
    const char* error;
    const char* alike;
  } rows[] = {
      {"", ""},
      {"gateway timeout", "gateway timeout"},
      {"no answer within 2500 ms", "no answer within <n> ms"},
      {"line 7, column 12: bad", "line <n>, column <n>: bad"},
      {"order A17 is unknown", "order A<n> is unknown"},
      {"-12.50 EUR", "-<n>.<n> EUR"},
      {"payment 01936c5e-4f2a-7cc3-98a1-0123456789ab failed", "payment <id> failed"},
      {"(01936C5E-4F2A-7CC3-98A1-0123456789AB)", "(<id>)"},
      {"commit 3f2a91c04b", "commit <id>"},
      {"pointer 0x7ffe01a2b3c4", "pointer <n>x<n>ffe<n>a<n>b<n>c<n>"},
      {"deadbeef is no number", "deadbeef is no number"},
      {"3f2a91c is too short", "<n>f<n>a<n>c is too short"},
      {"3f2a91c04_x is a name", "<n>f<n>a<n>c<n>_x is a name"},
      {"card 12345678 refused", "card <n> refused"},
      {" two\n\tlines  with  blanks ", "two lines with blanks"},
      {"caf\xc3\xa9 5", "caf\xc3\xa9 <n>"},
  };
  for (const auto& row : rows)
    BOOST_TEST(alike(row.error) == row.alike);
}

BOOST_AUTO_TEST_CASE(have_one_name_and_others_another) {
  const auto name = [](const char* service, dead_letter_reason reason, const char* error) {
    return group_name(service, reason, error);
  };
  const auto rejected = dead_letter_reason::rejected;
  BOOST_TEST(name("a", rejected, "order 1").size() == 12u);
  BOOST_TEST(name("a", rejected, "order 1") == name("a", rejected, "order  2"));
  BOOST_TEST(name("a", rejected, "order 1") != name("b", rejected, "order 1"));
  BOOST_TEST(name("a", rejected, "order 1") !=
             name("a", dead_letter_reason::undecodable, "order 1"));
  BOOST_TEST(name("a", rejected, "b") != name("", rejected, "ab"));
  // It is written down by people, so it may not change from version to version.
  BOOST_TEST(name("payment", rejected, "no card") == "d2d4635e0dc9");
}

BOOST_AUTO_TEST_CASE(are_counted_as_one_group_from_the_first_to_the_newest) {
  const auto all = groups_of({kind("order 1", 2, "2026-11-22T12:05:00Z"),
                              kind("order 22", 3, "2026-11-22T12:01:00Z", "2026-11-22T12:07:00Z"),
                              kind("no card", 9)});
  BOOST_TEST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].error == "no card");
  BOOST_TEST(all[1].error == "order <n>");
  BOOST_TEST(all[1].count == 5u);
  BOOST_CHECK(all[1].first_seen == at("2026-11-22T12:01:00Z"));
  BOOST_CHECK(all[1].last_seen == at("2026-11-22T12:10:00Z"));
}

BOOST_AUTO_TEST_CASE(are_a_line_for_a_person) {
  const auto now = at("2026-11-22T12:10:01Z");
  const auto groups = groups_of({kind("gateway timeout", 1204), kind("no card", 1)});
  const auto text = groups_text(groups, now, 0);
  BOOST_TEST(text.find("1 205 dead letters in 2 groups (times in UTC)\n\n" + groups[0].name +
                       "  1 204 x payment: gateway timeout (attempts_spent), since 12:03, newest "
                       "1 s ago\n" +
                       groups[1].name + "      1 x payment: no card") == 0u,
             text);
  BOOST_TEST(groups_text(groups, at("2026-11-24T12:10:00Z"), 0)
                 .find("since 2026-11-22 12:03, newest 2 d ago") != std::string::npos);
  const auto one = groups_text(groups, now, 1);
  BOOST_TEST(one.find("no card") == std::string::npos);
  BOOST_TEST(one.find("these are the largest 1; --limit 0 shows all") != std::string::npos);
  BOOST_TEST(groups_text({}, now, 0) == "no dead letters\n");
}

BOOST_AUTO_TEST_CASE(are_an_object_for_a_program) {
  const auto groups = groups_of({kind("gateway timeout", 3)});
  BOOST_TEST(groups_json(groups) ==
             "{\"groups\":[{\"group\":\"" + groups[0].name +
                 "\",\"service\":\"payment\",\"reason\":\"attempts_spent\",\"error\":\"gateway "
                 "timeout\",\"count\":3,\"first_seen\":\"2026-11-22T12:03:00.000000Z\","
                 "\"last_seen\":\"2026-11-22T12:10:00.000000Z\"}],\"count\":3}");
}

BOOST_AUTO_TEST_CASE(are_so_long_ago) {
  using namespace std::chrono_literals;
  const std::pair<std::chrono::nanoseconds, const char*> rows[] = {
      {-1s, "0 s"}, {999ms, "0 s"}, {59s, "59 s"}, {60s, "1 min"},      {59min, "59 min"},
      {1h, "1 h"},  {47h, "47 h"},  {49h, "2 d"},  {24h * 400, "400 d"}};
  for (const auto& [time, text] : rows)
    BOOST_TEST(ago(time) == text);
}

BOOST_AUTO_TEST_SUITE_END()
