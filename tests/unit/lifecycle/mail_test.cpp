// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/mail.hpp"

#include "lifecycle/events.hpp"
#include "support/scratch_folder.hpp"
#include "troupe/testing/rehearsal.hpp"

#include <boost/test/unit_test.hpp>

using namespace lifecycle;

namespace {

const user_signed_up ada{"ada", "ada@example.org", "Ada Byron", "team"};
const step_missed missed{"ada", "ada@example.org", "Ada Byron", "confirm", "your address", 1};

struct outbox_folder {
  troupe::support::scratch_folder folder;

  mail_options to_folder() const {
    mail_options chosen;
    chosen.folder = folder.file("outbox").string();
    return chosen;
  }
  troupe::testing::rehearsal<mail_record, mail_options> post() const {
    return {mail, troupe::publishes<mail_sent>, to_folder()};
  }
  std::vector<std::string> mails() const {
    std::vector<std::string> all;
    if (std::filesystem::exists(folder.file("outbox")))
      for (const auto& each : std::filesystem::directory_iterator{folder.file("outbox")})
        all.push_back(troupe::support::bytes_of(each.path()));
    return all;
  }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_mail_service, outbox_folder)

BOOST_AUTO_TEST_CASE(welcomes_who_signed_up_with_one_file) {
  auto office = post();
  office.when(ada); // the kit has it handled twice, with a crash between
  BOOST_REQUIRE(mails().size() == 1u);
  BOOST_TEST(mails()[0].find("To: \"Ada Byron\" <ada@example.org>\r\n") != std::string::npos);
  BOOST_TEST(mails()[0].find("Subject: Welcome, Ada\r\n") != std::string::npos);
  BOOST_TEST(office.state("ada").welcomed);
  BOOST_REQUIRE(office.last().published.size() == 1u);
  const auto sent = troupe::from_json<mail_sent>(office.last().published[0].payload);
  BOOST_TEST(sent->mail == "welcome");
  BOOST_TEST(mails()[0].find("Message-ID: <" + sent->message_id + ">\r\n") == 0u);
}

BOOST_AUTO_TEST_CASE(welcomes_nobody_twice) {
  post().given(ada).when(ada).then_nothing();
  BOOST_TEST(mails().size() == 1u);
}

BOOST_AUTO_TEST_CASE(reminds_with_a_way_to_get_no_more) {
  post().given(missed);
  BOOST_REQUIRE(mails().size() == 1u);
  BOOST_TEST(mails()[0].find("List-Unsubscribe: <https://example.org/unsubscribe?user=ada>") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(does_not_remind_who_has_unsubscribed) {
  post().given(user_unsubscribed{"ada"}).when(missed).then_nothing();
  BOOST_TEST(mails().empty());
}

BOOST_AUTO_TEST_CASE(rejects_what_is_no_address) {
  post()
      .when(user_signed_up{"bob", "bob", "Bob", "free"})
      .then_reject("\"bob\" is no mail address; correct it and replay this");
}

BOOST_AUTO_TEST_CASE(rejects_an_address_that_no_header_holds_as_it_is) {
  auto office = post();
  for (const auto* address : {"josé@example.org", "jose@例え.jp"}) {
    office.when(user_signed_up{"jose", address, "José", "free"});
    BOOST_TEST((office.last().how == troupe::testing::ending::reject));
    BOOST_TEST(office.last().text.find("has letters beyond ASCII") != std::string::npos);
  }
  BOOST_TEST(mails().empty());
}

BOOST_AUTO_TEST_CASE(tries_again_where_the_folder_cannot_be_written) {
  troupe::support::write_bytes(folder.file("outbox"), "a file");
  auto office = post();
  office.when(ada);
  BOOST_TEST((office.last().how == troupe::testing::ending::retry));
  BOOST_TEST(office.last().text.find("cannot write ") == 0u, office.last().text);
}

BOOST_AUTO_TEST_CASE(sends_nothing_where_it_only_says_so) {
  auto chosen = to_folder();
  chosen.by = mail_way::log;
  troupe::testing::rehearsal office{mail, chosen};
  office.given(ada);
  BOOST_TEST(mails().empty());
}

BOOST_AUTO_TEST_CASE(tries_again_where_no_server_is) {
  auto chosen = to_folder();
  chosen.by = mail_way::smtp;
  chosen.smtp.url = "smtp://127.0.0.1:1";
  troupe::testing::rehearsal office{mail, chosen};
  office.when(ada);
  BOOST_TEST((office.last().how == troupe::testing::ending::retry));
  BOOST_TEST(office.last().text.find("the mail server cannot be used: ") == 0u, office.last().text);
}

BOOST_AUTO_TEST_CASE(complains_about_options_that_cannot_be) {
  mail_options chosen;
  BOOST_TEST(chosen.complaints().empty());
  chosen.folder.clear();
  chosen.from = "nobody";
  BOOST_TEST(chosen.complaints().size() == 2u);
  chosen.unsubscribe = "https://example.org/\r\nBcc: all";
  BOOST_TEST(chosen.complaints().size() == 3u);
  chosen.unsubscribe.clear();
  chosen.by = mail_way::smtp;
  chosen.smtp.user = "troupe";
  chosen.smtp.timeout = std::chrono::milliseconds{1};
  BOOST_TEST(chosen.complaints().size() == 4u);
  BOOST_TEST(chosen.complaints().front().option == "smtp.url");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(an_answer_of_a_mail_server)

BOOST_AUTO_TEST_CASE(is_final_only_where_it_is_about_this_mail) {
  using kind = troupe::outcome::kind;
  struct row {
    std::string_view command;
    long code;
    kind means;
  };
  for (const auto& [command, code, means] : {
           row{"RCPT", 550, kind::reject}, // no such mailbox
           row{"RCPT", 450, kind::retry},  // greylisting
           row{"DATA", 554, kind::reject}, // the mail itself
           row{"DATA", 452, kind::retry},  // no room
           row{"AUTH", 535, kind::retry},  // a wrong password would bury all mails
           row{"MAIL", 530, kind::retry},
           row{"EHLO", 421, kind::retry},
       })
    BOOST_TEST((outcome_of(command, code, "said").what() == means), command << ' ' << code);
  BOOST_TEST(outcome_of("RCPT", 550, "550 no such user").reason() ==
             "the mail server refuses it for good: 550 no such user");
}

BOOST_AUTO_TEST_SUITE_END()
