// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/letter.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace lifecycle;
namespace data = boost::unit_test::data;

namespace {

letter plain() {
  letter x;
  x.message_id = "mail.1@example.org";
  x.from = "Troupe <hello@example.org>";
  x.to = "ada@example.org";
  x.to_name = "Ada Byron";
  x.subject = "Welcome";
  x.text = "Hello.\n";
  x.date = std::chrono::sys_days{std::chrono::year{2026} / 11 / 26} + std::chrono::hours{20} +
           std::chrono::microseconds{5'000'001};
  return x;
}

std::string body_of(const std::string& text) {
  auto x = plain();
  x.text = text;
  const auto message = as_message(x);
  return message.substr(message.find("\r\n\r\n") + 4);
}

std::string header_of(const letter& x, const std::string& name) {
  const auto message = as_message(x);
  const auto begin = message.find("\r\n" + name + ": ") + name.size() + 4;
  auto end = message.find("\r\n", begin);
  while (message.compare(end, 3, "\r\n ") == 0)
    end = message.find("\r\n", end + 2);
  return message.substr(begin, end - begin);
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_letter)

BOOST_AUTO_TEST_CASE(is_a_message_by_rfc_5322) {
  BOOST_TEST(as_message(plain()) == "Message-ID: <mail.1@example.org>\r\n"
                                    "Date: Thu, 26 Nov 2026 20:00:05 +0000\r\n"
                                    "From: \"Troupe\" <hello@example.org>\r\n"
                                    "To: \"Ada Byron\" <ada@example.org>\r\n"
                                    "Subject: Welcome\r\n"
                                    "MIME-Version: 1.0\r\n"
                                    "Content-Type: text/plain; charset=utf-8\r\n"
                                    "Content-Transfer-Encoding: quoted-printable\r\n"
                                    "Auto-Submitted: auto-generated\r\n"
                                    "\r\n"
                                    "Hello.\r\n");
}

BOOST_AUTO_TEST_CASE(says_how_to_get_no_more_where_that_can_be_had) {
  auto x = plain();
  x.unsubscribe = "https://example.org/u?user=1";
  BOOST_TEST(header_of(x, "List-Unsubscribe") == "<https://example.org/u?user=1>");
}

BOOST_AUTO_TEST_CASE(has_its_names_in_any_language) {
  auto x = plain();
  x.to_name = "José Núñez";
  BOOST_TEST(header_of(x, "To") == "=?UTF-8?B?Sm9zw6kgTsO6w7Fleg==?= <ada@example.org>");
  x.to_name = "Ada \"the\" \\ Byron";
  BOOST_TEST(header_of(x, "To") == "\"Ada \\\"the\\\" \\\\ Byron\" <ada@example.org>");
}

BOOST_AUTO_TEST_CASE(divides_a_long_subject_between_characters) {
  auto x = plain();
  for (int i = 0; i < 30; ++i)
    x.subject += "é";
  const auto subject = header_of(x, "Subject");
  BOOST_TEST(subject.find("\r\n =?UTF-8?B?") != std::string::npos);
  // 7 letters and 17 times two bytes are 41 of at most 42; the next character begins a word.
  BOOST_TEST(subject.find("?=\r\n =?UTF-8?B?w6n") != std::string::npos, subject);
}

BOOST_AUTO_TEST_CASE(lets_no_text_become_a_header) {
  auto x = plain();
  x.to_name = "Ada\r\nBcc: all@example.org";
  x.subject = "Hello\nBcc: all@example.org";
  const auto message = as_message(x);
  BOOST_TEST(message.find("\nBcc") == std::string::npos, message);
}

BOOST_DATA_TEST_CASE(has_a_body_of_ascii,
                     data::make<std::string>({"a", "a=b\n", "é", "end \nx", "a\n\n.b\n", ""}) ^
                         data::make<std::string>({"a\r\n", "a=3Db\r\n", "=C3=A9\r\n",
                                                  "end=20\r\nx\r\n", "a\r\n\r\n.b\r\n", ""}),
                     text, body) {
  BOOST_TEST(body_of(text) == body);
}

BOOST_AUTO_TEST_CASE(has_lines_of_at_most_76_characters) {
  const auto body = body_of(std::string(200, 'x') + "é" + std::string(100, 'y') + '\n');
  std::size_t begin = 0;
  for (auto end = body.find("\r\n"); end != std::string::npos; end = body.find("\r\n", begin)) {
    BOOST_TEST(end - begin <= 76u);
    begin = end + 2;
  }
  BOOST_TEST(begin == body.size());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(an_address)

BOOST_DATA_TEST_CASE(has_one_at_between_two_texts,
                     data::make<std::string>({"a@b", "ada.byron+x@example.org", "a@xn--r8jz45g.jp",
                                              "josé@example.org", "a@例え.jp", "", "a", "@b", "a@",
                                              "a@b@c", "a b@c", "a@b>", "a@b\r\nRCPT TO:<c@d>",
                                              "a,b@c"}) ^
                         data::make({true, true, true, false, false, false, false, false, false,
                                     false, false, false, false, false}),
                     text, is) {
  BOOST_TEST(is_address(text) == is);
}

BOOST_AUTO_TEST_CASE(stands_in_angle_brackets_or_alone) {
  BOOST_TEST(address_in("Troupe <hello@example.org>") == "hello@example.org");
  BOOST_TEST(address_in("hello@example.org") == "hello@example.org");
  BOOST_TEST(address_in("Troupe <") == "");
}

BOOST_AUTO_TEST_SUITE_END()
