// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/orphans.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace troupe;
using namespace troupe::assembly;
using namespace std::chrono_literals;

namespace {

using numbers = std::vector<journal::subscription_number>;
using names = std::vector<std::string>;

time_point at(int seconds) {
  return time_point{std::chrono::seconds{seconds}};
}

journal::subscription_record known(journal::subscription_number number, std::string name,
                                   std::optional<time_point> orphaned = {}) {
  journal::subscription_record made;
  made.number = number;
  made.name = std::move(name);
  made.orphaned = orphaned;
  return made;
}

has_child those(numbers all) {
  return [all = std::move(all)](const journal::subscription_record& x) {
    return std::find(all.begin(), all.end(), x.number) != all.end();
  };
}

} // namespace

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(numbers)
BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(names)

BOOST_AUTO_TEST_SUITE(orphans)

BOOST_AUTO_TEST_CASE(are_noted_when_they_become_so_and_when_they_are_none_any_more) {
  const auto made = note_orphans({known(1, "has one"), known(2, "has one again", at(5)),
                                  known(3, "has none since long", at(5)), known(4, "has none now"),
                                  known(5, "has none since tomorrow", at(99))},
                                 those({1, 2}), at(50));
  BOOST_REQUIRE(made.size() == 3u);
  BOOST_TEST(made[0].subscription == 2);
  BOOST_TEST(!made[0].orphaned->since.has_value());
  BOOST_TEST(made[1].subscription == 4);
  BOOST_TEST((made[1].orphaned->since == at(50)));
  BOOST_TEST(made[2].subscription == 5);
  BOOST_TEST((made[2].orphaned->since == at(50)));
}

BOOST_AUTO_TEST_CASE(are_announced_by_one_look_and_released_by_the_next) {
  orphan_release keep{10s};
  const std::vector all{known(1, "old", at(1)), known(2, "young", at(5)), known(3, "child", at(1)),
                        known(4, "unnoted")};
  const auto before = keep.look(all, those({3}), at(10));
  BOOST_TEST(before.released.empty());
  BOOST_TEST(before.announced.empty());
  const auto first = keep.look(all, those({3}), at(11));
  BOOST_TEST(first.released.empty());
  BOOST_TEST(first.announced == names{"old"});
  const auto second = keep.look(all, those({3}), at(15));
  BOOST_TEST(second.released == numbers{1});
  BOOST_TEST(second.announced == names{"young"});
  BOOST_TEST(keep.look(all, those({3}), at(16)).released == (numbers{1, 2}));
  BOOST_TEST((keep.end_of(all[0]) == at(11)));
}

BOOST_AUTO_TEST_CASE(are_announced_anew_when_they_had_a_child_meanwhile) {
  orphan_release keep{10s};
  BOOST_TEST(keep.look({known(1, "old", at(1))}, those({}), at(11)).announced == names{"old"});
  BOOST_TEST(keep.look({known(1, "old")}, those({1}), at(12)).announced.empty());
  const std::vector again{known(1, "old", at(20))};
  BOOST_TEST(keep.look(again, those({}), at(30)).announced == names{"old"});
  BOOST_TEST(keep.look(again, those({}), at(31)).released == numbers{1});
}

// Between two looks it was put back and taken out again.
BOOST_AUTO_TEST_CASE(are_announced_anew_when_they_became_so_again) {
  orphan_release keep{10s};
  BOOST_TEST(keep.look({known(1, "old", at(1))}, those({}), at(11)).announced == names{"old"});
  BOOST_TEST(keep.look({known(1, "old", at(12))}, those({}), at(13)).announced.empty());
  BOOST_TEST(keep.look({known(1, "old", at(12))}, those({}), at(22)).announced == names{"old"});
}

BOOST_AUTO_TEST_CASE(are_never_released_where_nothing_is_said) {
  orphan_release keep{std::nullopt};
  const std::vector all{known(1, "old", at(1))};
  for (int i = 0; i < 3; ++i)
    BOOST_TEST(keep.look(all, those({}), at(1'000'000 + i)).released.empty());
  BOOST_TEST(!keep.end_of(all[0]).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
