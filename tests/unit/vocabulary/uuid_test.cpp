// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/uuid.hpp"

#include "support/manual_clock.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <thread>
#include <unordered_set>
#include <vector>

using troupe::parse_uuid;
using troupe::uuid;
using troupe::uuid_source;
using troupe::support::manual_clock;

namespace {

const std::vector<std::string> refused{
    "",
    "01936c5e4f2a7cc398a10123456789ab",
    "01936c5e-4f2a-7cc3-98a1-0123456789a",
    "01936c5e-4f2a-7cc3-98a1-0123456789abc",
    "01936c5e-4f2a-7cc3-98a1-0123456789ag",
    "01936c5e_4f2a-7cc3-98a1-0123456789ab",
    "{1936c5e-4f2a-7cc3-98a1-0123456789a}",
    "01936c5e-4f2a-7cc3-98a1--123456789ab",
    "-1936c5e-4f2a-7cc3-98a1-0123456789ab",
};

std::uint64_t milliseconds_in(const uuid& id) {
  std::uint64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i)
    ms = ms << 8 | id.bytes[i];
  return ms;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_uuid)

BOOST_AUTO_TEST_CASE(is_written_and_read_in_its_canonical_form) {
  const auto id = parse_uuid("01936C5E-4f2a-7cc3-98a1-0123456789aB");
  BOOST_TEST_REQUIRE(id.has_value());
  BOOST_TEST(to_string(*id) == "01936c5e-4f2a-7cc3-98a1-0123456789ab");
  BOOST_TEST(id->bytes[0] == 0x01);
  BOOST_TEST(id->bytes[15] == 0xab);
}

BOOST_DATA_TEST_CASE(refuses_any_other_form, refused) {
  BOOST_TEST(!parse_uuid(sample).has_value());
}

BOOST_AUTO_TEST_CASE(is_nil_unless_made) {
  BOOST_TEST(uuid{}.is_nil());
  BOOST_TEST(!uuid{{1}}.is_nil());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_uuid_source)

BOOST_AUTO_TEST_CASE(makes_version_7_of_the_time) {
  manual_clock clock{troupe::time_point{std::chrono::microseconds{1'645'557'742'000'500}}};
  uuid_source source{clock, 1};
  const auto id = source.next();
  BOOST_TEST(milliseconds_in(id) == 1'645'557'742'000u);
  BOOST_TEST(to_string(id).starts_with("017f22e2-79b0-7800-"));
  BOOST_TEST((id.bytes[8] & 0xc0) == 0x80);
}

BOOST_AUTO_TEST_CASE(grows_strictly_while_the_clock_stands) {
  manual_clock clock;
  uuid_source source{clock, 1};
  auto last = source.next();
  for (int i = 0; i < 10'000; ++i) {
    const auto id = source.next();
    BOOST_TEST_REQUIRE((last < id));
    BOOST_TEST_REQUIRE((id.bytes[6] >> 4) == 7);
    last = id;
  }
}

BOOST_AUTO_TEST_CASE(sets_many_aside_that_are_nobody_elses) {
  manual_clock clock;
  uuid_source source{clock, 1};
  std::unordered_set<uuid> all;
  for (std::size_t count = 0; count < 50; ++count) {
    auto some = source.take(count);
    BOOST_TEST(all.insert(source.next()).second);
    uuid last;
    for (std::size_t i = 0; i < count; ++i) {
      const auto id = some.next();
      BOOST_TEST_REQUIRE((last < id));
      BOOST_TEST_REQUIRE((id.bytes[6] >> 4) == 7);
      BOOST_TEST_REQUIRE((id.bytes[8] & 0xc0) == 0x80);
      BOOST_TEST_REQUIRE(all.insert(id).second);
      last = id;
    }
  }
}

BOOST_AUTO_TEST_CASE(grows_strictly_when_the_clock_goes_back_and_follows_it_again_later) {
  manual_clock clock;
  uuid_source source{clock, 1};
  const auto before = source.next();
  clock.advance(-std::chrono::hours{1});
  const auto during = source.next();
  BOOST_TEST((before < during));
  BOOST_TEST(milliseconds_in(before) == milliseconds_in(during));
  clock.advance(std::chrono::hours{2});
  const auto after = source.next();
  BOOST_TEST(milliseconds_in(after) == milliseconds_in(before) + 3'600'000);
}

BOOST_AUTO_TEST_CASE(gives_other_ids_for_another_seed_and_the_same_for_the_same) {
  manual_clock clock;
  BOOST_TEST((uuid_source{clock, 1}.next() == uuid_source{clock, 1}.next()));
  BOOST_TEST((uuid_source{clock, 1}.next() != uuid_source{clock, 2}.next()));
}

BOOST_AUTO_TEST_CASE(serves_threads_at_once_without_giving_an_id_twice) {
  constexpr std::size_t each = 20'000;
  manual_clock clock;
  uuid_source source{clock, 1};
  std::vector<std::vector<uuid>> taken(4);
  std::vector<std::thread> threads;
  for (auto& ids : taken)
    threads.emplace_back([&source, &ids] {
      for (std::size_t i = 0; i < each; ++i)
        ids.push_back(source.next());
    });
  for (auto& thread : threads)
    thread.join();
  std::unordered_set<uuid> all;
  for (const auto& ids : taken) {
    BOOST_TEST(std::is_sorted(ids.begin(), ids.end()));
    all.insert(ids.begin(), ids.end());
  }
  BOOST_TEST(all.size() == each * taken.size());
}

BOOST_AUTO_TEST_SUITE_END()
