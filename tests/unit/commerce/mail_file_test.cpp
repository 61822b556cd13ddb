// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/mail_file.hpp"

#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sys/resource.h>
#include <vector>

using namespace commerce;

namespace {

const std::vector<mail> mails{{"536365", "shipped", "Your order 536365 is on its way."},
                              {"536366", "rejected", "We have no \"KET-01\".\nSorry."},
                              {"caf\xC3\xA9-\xF0\x9F\x8E\xAD", "declined", "Grüße"}};

struct a_folder {
  troupe::support::scratch_folder folder;

  mail_file open(std::string_view name = "mail") {
    auto opened = mail_file::open(folder.file(name).string());
    BOOST_REQUIRE(opened.has_value());
    return std::move(*opened);
  }
  bool send(mail_file& to, const mail& message) {
    auto sent = to.send(message);
    BOOST_REQUIRE(sent.has_value());
    return *sent;
  }
};

// No file of this process grows beyond the size while this lives, as on a full disk.
class full_disk {
public:
  explicit full_disk(rlim_t size) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    auto limit = before_;
    limit.rlim_cur = size;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  full_disk(const full_disk&) = delete;
  ~full_disk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }

private:
  void (*signal_)(int);
  rlimit before_{};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_mail_file, a_folder)

BOOST_AUTO_TEST_CASE(has_one_line_of_json_for_each_mail) {
  auto file = open();
  BOOST_TEST(send(file, mails[0]));
  BOOST_TEST(send(file, mails[1]));
  BOOST_TEST(folder.read("mail") == "{\"order_id\":\"536365\",\"outcome\":\"shipped\","
                                    "\"text\":\"Your order 536365 is on its way.\"}\n"
                                    "{\"order_id\":\"536366\",\"outcome\":\"rejected\","
                                    "\"text\":\"We have no \\\"KET-01\\\".\\nSorry.\"}\n");
}

BOOST_AUTO_TEST_CASE(sends_one_mail_for_an_order) {
  auto file = open();
  BOOST_TEST(send(file, mails[0]));
  BOOST_TEST(!send(file, mails[0]));
  BOOST_TEST(!send(file, {mails[0].order_id, "declined", "Something else."}));
  BOOST_TEST(file.size() == 1u);
}

BOOST_AUTO_TEST_CASE(knows_the_orders_in_it_when_it_is_opened_again) {
  {
    auto file = open();
    for (const auto& one : mails)
      send(file, one);
  }
  auto content = folder.read("mail");
  auto again = open();
  BOOST_TEST(again.size() == mails.size());
  BOOST_TEST(again.cut_bytes() == 0u);
  for (const auto& one : mails)
    BOOST_TEST(!send(again, one));
  BOOST_TEST(folder.read("mail") == content);
}

BOOST_AUTO_TEST_CASE(comes_to_the_same_wherever_it_was_torn) {
  {
    auto file = open();
    for (const auto& one : mails)
      send(file, one);
  }
  auto content = folder.read("mail");
  for (std::size_t size = 0; size <= content.size(); ++size) {
    folder.write("torn", content.substr(0, size));
    auto file = open("torn");
    auto whole_lines = content.substr(0, size).rfind('\n') + 1; // npos + 1 is 0
    BOOST_TEST(file.cut_bytes() == size - whole_lines);
    BOOST_TEST(folder.read("torn").size() == whole_lines);
    for (const auto& one : mails)
      send(file, one);
    BOOST_TEST(folder.read("torn") == content);
  }
}

BOOST_AUTO_TEST_CASE(reads_a_file_of_many_pieces) {
  {
    auto file = open();
    for (int number = 0; number < 5000; ++number)
      send(file, {std::to_string(number), "shipped", std::string(50, 'x')});
  }
  auto again = open();
  BOOST_TEST(again.size() == 5000u);
  BOOST_TEST(!send(again, {"4999", "shipped", ""}));
  BOOST_TEST(send(again, {"5000", "shipped", ""}));
}

BOOST_AUTO_TEST_CASE(may_be_open_twice) {
  auto first = open();
  auto second = open();
  send(first, mails[0]);
  send(second, mails[1]);
  send(first, mails[2]);
  BOOST_TEST(open().size() == 3u);
}

BOOST_AUTO_TEST_CASE(survives_a_power_cut_if_asked) {
  auto file = mail_file::open(folder.file("mail").string(), mail_durability::power_cut);
  BOOST_REQUIRE(file.has_value());
  BOOST_TEST(send(*file, mails[0]));
}

BOOST_AUTO_TEST_CASE(leaves_no_part_of_a_line_when_the_disk_is_full) {
  auto file = open();
  send(file, mails[0]);
  auto content = folder.read("mail");
  {
    full_disk disk{content.size() + 10};
    auto refused = file.send(mails[1]);
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.failure().code == troupe::ec::io));
    BOOST_TEST(refused.failure().where == folder.file("mail").string());
  }
  BOOST_TEST(folder.read("mail") == content);
  BOOST_TEST(send(file, mails[1]));
  BOOST_TEST(open().size() == 2u);
}

BOOST_AUTO_TEST_CASE(refuses_a_file_that_is_no_mail_file) {
  for (std::string_view content : {"{\"order_id\":\"1\"}\nhello\n{\"order_id\":\"2\"}\n",
                                   "{\"order_id\":\"1\"}\n{\"order_id\":2}\n",
                                   "{\"order_id\":\"1\"}\n[]\n", "{\"order_id\":\"1\"}\n\n"}) {
    folder.write("mail", content);
    auto opened = mail_file::open(folder.file("mail").string());
    BOOST_REQUIRE(!opened);
    BOOST_TEST(to_string(opened.failure()) ==
               folder.file("mail").string() +
                   ":2: this line is not a mail; move the file away or remove the line");
    BOOST_TEST(folder.read("mail") == content);
  }
}

BOOST_AUTO_TEST_CASE(is_not_made_in_a_folder_that_does_not_exist) {
  auto opened = mail_file::open(folder.file("none/mail").string());
  BOOST_REQUIRE(!opened);
  BOOST_TEST((opened.failure().code == troupe::ec::not_found));
  BOOST_TEST(opened.failure().what == "cannot write the file: No such file or directory; make the "
                                      "folder " +
                                          folder.file("none").string() + ", or name another file");
}

BOOST_AUTO_TEST_SUITE_END()
