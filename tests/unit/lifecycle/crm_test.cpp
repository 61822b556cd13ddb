// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/crm.hpp"

#include "lifecycle/events.hpp"
#include "lifecycle/postgres.hpp"
#include "lifecycle/sqlite.hpp"
#include "support/scratch_folder.hpp"
#include "troupe/testing/rehearsal.hpp"

#include <boost/test/unit_test.hpp>

#include <sqlite3.h>

using namespace lifecycle;

namespace {

const user_signed_up ada{"ada", "ada@example.org", "Ada Byron", "team"};

struct crm_file {
  troupe::support::scratch_folder folder;
  std::string path = folder.file("crm.db").string();

  crm_options in_file() const {
    crm_options chosen;
    chosen.file = path;
    return chosen;
  }

  /// The rows of a query, members with '|' between.
  std::vector<std::string> rows(const std::string& query) const {
    std::vector<std::string> all;
    sqlite3* file = nullptr;
    BOOST_REQUIRE(sqlite3_open(path.c_str(), &file) == SQLITE_OK);
    const auto add = [](void* into, int count, char** texts, char**) {
      std::string row;
      for (int i = 0; i < count; ++i)
        row += (i == 0 ? "" : "|") + std::string{texts[i] ? texts[i] : "null"};
      static_cast<std::vector<std::string>*>(into)->push_back(std::move(row));
      return 0;
    };
    BOOST_TEST(sqlite3_exec(file, query.c_str(), add, &all, nullptr) == SQLITE_OK);
    sqlite3_close(file);
    return all;
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_crm_service, crm_file)

BOOST_AUTO_TEST_CASE(has_each_delivery_once_however_often_it_comes) {
  troupe::testing::rehearsal office{crm, in_file()};
  office.given(ada, step_completed{"ada", "confirm"}); // the kit has each handled twice
  office.when_again();
  BOOST_TEST(rows("select user_id, email, name, plan, steps, mails from contacts") ==
                 std::vector<std::string>{"ada|ada@example.org|Ada Byron|team|1|0"},
             boost::test_tools::per_element());
  BOOST_TEST(rows("select what from activities order by at, what") ==
                 (std::vector<std::string>{"completed confirm", "signed up"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(keeps_what_a_delivery_does_not_say) {
  troupe::testing::rehearsal office{crm, in_file()};
  office.given(ada, user_unsubscribed{"ada"}, mail_sent{"ada", "welcome", "1@example.org"},
               onboarding_ended{"ada", onboarding_outcome::unsubscribed});
  BOOST_TEST(rows("select name, onboarding, unsubscribed_at is null, mails from contacts") ==
                 std::vector<std::string>{"Ada Byron|unsubscribed|0|1"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(tries_again_where_there_is_no_database) {
  auto chosen = in_file();
  chosen.file = folder.file("no/such/folder.db").string();
  troupe::testing::rehearsal office{crm, chosen};
  office.when(ada);
  BOOST_TEST((office.last().how == troupe::testing::ending::retry));
  chosen.in = crm_store::postgres;
  chosen.connection = "host=127.0.0.1 port=1";
  troupe::testing::rehearsal other{crm, chosen};
  other.when(ada);
  BOOST_TEST((other.last().how == troupe::testing::ending::retry));
  BOOST_TEST(other.last().text.find("the CRM's database: ") == 0u, other.last().text);
}

BOOST_AUTO_TEST_CASE(complains_about_options_that_cannot_be) {
  crm_options chosen;
  BOOST_TEST(chosen.complaints().empty());
  chosen.file.clear();
  chosen.timeout = std::chrono::milliseconds{1};
  BOOST_TEST(chosen.complaints().size() == 2u);
  chosen.in = crm_store::postgres;
  BOOST_TEST(chosen.complaints().front().option == "connection");
}

BOOST_AUTO_TEST_CASE(takes_for_final_what_is_wrong_with_the_values) {
  BOOST_TEST(is_final_state("22021")); // a byte that is no UTF-8
  BOOST_TEST(is_final_state("23502")); // null where there must be a value
  for (const auto* state : {"57P01", "08006", "40001", "53300", "42P01", "28P01"})
    BOOST_TEST(!is_final_state(state), state);
}

BOOST_AUTO_TEST_CASE(takes_for_final_what_a_file_refuses_of_the_values) {
  auto opened = open_sqlite(path);
  BOOST_REQUIRE(opened);
  auto& file = **opened;
  BOOST_REQUIRE(file.execute("create table t (id text primary key, n integer not null)", {}));
  BOOST_REQUIRE(file.execute("insert into t values ($1, 1)", {"a"}));
  const auto twice = file.execute("insert into t values ($1, 1)", {"a"});
  BOOST_TEST((!twice && twice.failure().code == troupe::ec::invalid));
  const auto none = file.execute("insert into t values ('b', $1)", {std::nullopt});
  BOOST_TEST((!none && none.failure().code == troupe::ec::invalid));
  const auto nowhere = file.execute("insert into u values ($1)", {"a"});
  BOOST_TEST((!nowhere && nowhere.failure().code == troupe::ec::io));
}

BOOST_AUTO_TEST_CASE(shortens_no_text_at_a_nul_character) {
  troupe::testing::rehearsal office{crm, in_file()};
  using namespace std::string_literals;
  for (const auto& each : {user_signed_up{"eve\0x"s, "eve@example.org", "Eve", "free"},
                           user_signed_up{"eve", "eve@example.org", "Eve\0x"s, "free"}}) {
    office.when(each);
    BOOST_TEST((office.last().how == troupe::testing::ending::reject));
    BOOST_TEST(office.last().text.find(" has a NUL character") != std::string::npos);
  }
  BOOST_TEST(rows("select * from contacts").empty());
  BOOST_TEST(rows("select * from activities").empty());
}

BOOST_AUTO_TEST_CASE(undoes_what_was_begun_on_a_connection_that_failed) {
  auto opened = open_sqlite(path);
  BOOST_REQUIRE(opened);
  BOOST_REQUIRE(prepare_crm(**opened));
  crm_entry entry;
  entry.delivery = "crm/1";
  entry.user_id = "ada";
  entry.what = "signed up";
  BOOST_REQUIRE((*opened)->execute("drop table contacts", {}));
  BOOST_TEST(!write_entry(**opened, entry));
  opened->reset();
  BOOST_TEST(rows("select * from activities").empty());
}

BOOST_AUTO_TEST_SUITE_END()
