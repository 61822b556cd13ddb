// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "control/address.hpp"
#include "control/client.hpp"
#include "control/server.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace troupe;
using namespace troupe::control;

namespace {

/// Answers a status with 1, a child's request with its id; keeps the one for "later".
class desk {
public:
  explicit desk(std::filesystem::path journal) : journal_(std::move(journal)) { open(); }

  void open() {
    auto made =
        server::start(socket_of(journal_), [this](const std::string& line, server::answer told) {
          const auto read = parse_request(line);
          if (!read)
            return told(reply_of(read.failure()));
          const auto* child = std::get_if<change_child>(&*read);
          if (!child)
            return told(reply_of("1"));
          if (child->id == "later")
            return kept_.set_value(std::move(told));
          if (child->id != "never")
            told(reply_of('"' + child->id + '"'));
        });
    BOOST_REQUIRE_MESSAGE(made, (made ? "" : to_string(made.failure())));
    server_ = *std::move(made);
  }
  void close() { server_.reset(); }

  client connect() const {
    auto made = client::connect(journal_);
    BOOST_REQUIRE_MESSAGE(made, (made ? "" : to_string(made.failure())));
    return *std::move(made);
  }
  server::answer kept() { return kept_.get_future().get(); }

private:
  std::filesystem::path journal_;
  std::promise<server::answer> kept_;
  std::unique_ptr<server> server_;
};

std::string ask(client& through, const std::string& id) {
  const auto told = through.ask(change_child{child_verb::start, id}, std::chrono::seconds{30});
  return told ? *told : to_string(told.failure());
}

/// What is sent to a socket as it is, and the first that comes back; empty where it was closed.
std::string say(const descriptor& with, const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto count = ::send(with.get(), bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN)
      break;
    at += count < 0 ? 0 : static_cast<std::size_t>(count);
  }
  std::string out(4096, 0);
  for (;;) {
    const auto count = ::recv(with.get(), out.data(), out.size(), 0);
    if (count < 0 && errno == EAGAIN)
      continue;
    out.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return out;
  }
}

struct folder_for_sockets {
  support::scratch_folder folder;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_control_socket, folder_for_sockets)

BOOST_AUTO_TEST_CASE(answers_many_clients_in_turn) {
  desk owner{folder.file()};
  auto one = owner.connect();
  auto two = owner.connect();
  BOOST_TEST(ask(one, "a") == "\"a\"");
  BOOST_TEST(ask(two, "b") == "\"b\"");
  BOOST_TEST(ask(one, "c") == "\"c\"");
}

BOOST_AUTO_TEST_CASE(is_its_owners_alone_from_the_first_moment) {
  const auto before = ::umask(0);
  desk owner{folder.file()};
  ::umask(before);
  struct stat there {};
  BOOST_TEST_REQUIRE(::lstat(socket_of(folder.file()).c_str(), &there) == 0);
  BOOST_TEST(S_ISSOCK(there.st_mode));
  BOOST_TEST((there.st_mode & 0777) == 0600u);
  BOOST_TEST(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
}

BOOST_AUTO_TEST_CASE(is_reached_however_long_its_path_is) {
  auto deep = folder.path();
  while (deep.string().size() < 600)
    deep /= std::string(100, 'd');
  std::filesystem::create_directories(deep);
  const auto journal = deep / (std::string(200, 'j') + ".db");
  desk owner{journal};
  auto one = owner.connect();
  BOOST_TEST(ask(one, "a") == "\"a\"");
}

BOOST_AUTO_TEST_CASE(goes_on_while_an_answer_waits) {
  desk owner{folder.file()};
  auto slow = owner.connect();
  auto waits = std::async(std::launch::async, [&] { return ask(slow, "later"); });
  const auto told = owner.kept();
  auto quick = owner.connect();
  BOOST_TEST(ask(quick, "a") == "\"a\"");
  told(reply_of("\"at last\""));
  told(reply_of("\"twice\""));
  BOOST_TEST(waits.get() == "\"at last\"");
  BOOST_TEST(ask(slow, "b") == "\"b\"");
}

BOOST_AUTO_TEST_CASE(tells_whoever_waits_for_an_answer_that_cannot_come) {
  desk owner{folder.file()};
  auto one = owner.connect();
  // Many times, for no place may be taken for ever.
  for (std::size_t i = 0; i < 2 * server::pending_max; ++i)
    BOOST_TEST(ask(one, "never").find("before it was done") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_asked_by_whoever_has_something_to_do_meanwhile) {
  desk owner{folder.file()};
  auto one = owner.connect();
  std::optional<server::answer> late;
  int looked = 0;
  const auto told = one.ask_meanwhile(change_child{child_verb::start, "later"}, [&] {
    if (!late)
      late = owner.kept();
    if (++looked == 2)
      (*late)(reply_of("7"));
  });
  BOOST_REQUIRE(told.has_value());
  BOOST_TEST(*told == "7");
  BOOST_TEST(looked >= 2);
  BOOST_TEST(ask(one, "next") == "\"next\"");
}

BOOST_AUTO_TEST_CASE(goes_on_with_a_client_that_sent_garbage) {
  desk owner{folder.file()};
  const auto wire = connect_to(socket_of(folder.file()));
  BOOST_TEST_REQUIRE(wire.has_value());
  BOOST_TEST(say(*wire, "GET / HTTP/1.1\n").find("a request is one line of JSON") !=
             std::string::npos);
  BOOST_TEST(say(*wire, line_of(get_status{}) + '\n') == reply_of("1") + '\n');
}

BOOST_AUTO_TEST_CASE(lets_go_of_a_client_whose_request_has_no_end) {
  desk owner{folder.file()};
  const auto wire = connect_to(socket_of(folder.file()));
  BOOST_TEST(say(*wire, std::string(request_max + 1, 'x')).find("at most 65536 bytes") !=
             std::string::npos);
  BOOST_TEST(say(*wire, "") == "");
}

BOOST_AUTO_TEST_CASE(stands_thousands_of_requests_at_once) {
  desk owner{folder.file()};
  const auto wire = connect_to(socket_of(folder.file()));
  BOOST_TEST(!say(*wire, std::string(20'000, '\n')).empty());
  auto another = owner.connect();
  BOOST_TEST(ask(another, "a") == "\"a\"");
}

BOOST_AUTO_TEST_CASE(ends_also_while_it_answers) {
  for (int i = 0; i < 300; ++i) {
    desk owner{folder.file()};
    const auto wire = connect_to(socket_of(folder.file()));
    BOOST_TEST_REQUIRE(!say(*wire, std::string(50, '\n')).empty());
  }
}

BOOST_AUTO_TEST_CASE(is_not_held_by_clients_that_say_nothing) {
  desk owner{folder.file()};
  std::vector<client> silent;
  for (std::size_t i = 0; i < 4 * server::clients_max; ++i) {
    silent.push_back(owner.connect());
    BOOST_TEST(ask(silent.back(), "a") == "\"a\""); // It is taken.
  }
  BOOST_TEST(ask(silent.back(), "b") == "\"b\"");
  BOOST_TEST(ask(silent.front(), "c").find("ended before it answered") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(that_a_killed_process_left_is_replaced) {
  const auto socket = socket_of(folder.file());
  {
    const auto left = listen_at(socket); // Closed, and not taken away.
    BOOST_TEST_REQUIRE(left.has_value());
  }
  const auto nobody = client::connect(folder.file());
  BOOST_TEST(static_cast<int>(nobody.failure().code) == static_cast<int>(ec::stopped));
  desk owner{folder.file()};
  auto one = owner.connect();
  BOOST_TEST(ask(one, "a") == "\"a\"");
}

BOOST_AUTO_TEST_CASE(goes_away_with_its_server_and_comes_again) {
  desk owner{folder.file()};
  auto one = owner.connect();
  owner.close();
  BOOST_TEST(ask(one, "a").find("ended before it answered") != std::string::npos);
  const auto nobody = client::connect(folder.file());
  BOOST_TEST(static_cast<int>(nobody.failure().code) == static_cast<int>(ec::not_found));
  owner.open();
  auto two = owner.connect();
  BOOST_TEST(ask(two, "a") == "\"a\"");
}

BOOST_AUTO_TEST_CASE(takes_no_file_of_anothers_away) {
  const auto socket = socket_of(folder.file());
  folder.write("shop.db.control", "a letter");
  const auto refused = listen_at(socket);
  BOOST_TEST(to_string(refused.failure()).find("move it away") != std::string::npos);
  BOOST_TEST(folder.read("shop.db.control") == "a letter");
}

BOOST_AUTO_TEST_SUITE_END()
