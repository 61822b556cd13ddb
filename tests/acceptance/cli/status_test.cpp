// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace troupe::trial;

namespace {

/// A shop that runs, at the end of its ten numbers; 4 and 8 are dead letters.
struct running_shop : stage {
  running_shop() {
    run(adding);
    shop.emplace(TROUPE_PROGRAM, with({"run", "shop.yaml"}), file("").string());
    BOOST_TEST_REQUIRE(shop->says("shop: runs 2 services"));
    while (child("adder").at("state").as_string() != "running") {
    }
  }

  static std::vector<std::string> with(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), adding.begin(), adding.end());
    return arguments;
  }

  boost::json::value status() const {
    const auto ran = troupe({"status", "shop.yaml", "--format", "json"});
    BOOST_TEST(ran.exit_code == 0, ran.err);
    return json_of(ran.out);
  }
  boost::json::value child(const std::string& id) const {
    const auto all = status();
    for (const auto& each : all.at("children").as_array())
      if (each.at("id").as_string() == id.c_str())
        return each;
    throw std::runtime_error("there is no child " + id);
  }
  outcome_of_program children(const std::string& verb, const std::string& id) const {
    return troupe({"children", verb, "shop.yaml", id});
  }

  void end() {
    shop->signal(SIGTERM);
    BOOST_TEST(shop->end().exit_code == 0);
  }

  static inline const std::vector<std::string> adding{"--set", "adder.fails=reject", "--set",
                                                      "adder.fails_every=4"};
  std::optional<program> shop;
};

/// Sends bytes to a socket by its short path, and gives what comes back to the first line's end.
std::string say(const std::string& path, const std::string& bytes) {
  const int wire = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un at{};
  at.sun_family = AF_UNIX;
  path.copy(at.sun_path, sizeof at.sun_path - 1);
  BOOST_TEST_REQUIRE(::connect(wire, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
  BOOST_TEST(::send(wire, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
             static_cast<ssize_t>(bytes.size()));
  std::string out;
  for (char c = 0; ::recv(wire, &c, 1, 0) == 1 && c != '\n';)
    out += c;
  ::close(wire);
  return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_command_status)

BOOST_FIXTURE_TEST_CASE(tells_of_a_deployment_that_runs, running_shop) {
  const auto ran = troupe({"status", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "shop runs: process "));
    BOOST_TEST(holds(ran.out, "journal shop.db: 20 events, 2 dead letters; see troupe dead-letters "
                              "list shop.yaml\n"));
    BOOST_TEST(holds(ran.out, "\nwork     running "));
    BOOST_TEST(holds(ran.out, "\n  adder  running "));
    BOOST_TEST(!holds(ran.out, " \n"));
  }
  const auto all = status();
  const auto& generation = all.at("generation");
  BOOST_TEST(generation.at("number").as_int64() == 1);
  BOOST_TEST(generation.at("file").as_string() == file("shop.yaml").string().c_str());
  BOOST_TEST(holds(ran.out, "\ngeneration 1 of " + file("shop.yaml").string() + ", since "));
  BOOST_TEST(all.at("runs").as_bool());
  BOOST_TEST(all.at("head").as_int64() == 20);
  const auto adder = child("adder");
  BOOST_TEST(adder.at("kind").as_string() == "service");
  BOOST_TEST(adder.at("dead_letters").as_int64() == 2);
  BOOST_TEST(adder.at("subscription").at("behind").as_int64() == 0);
  BOOST_TEST(child("numbers").at("kind").as_string() == "source");
  end();
}

BOOST_FIXTURE_TEST_CASE(tells_of_one_that_is_stopped_what_its_journal_says, running_shop) {
  end();
  const auto ran = troupe({"status", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 75);
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "shop does not run; this is what its journal says\n"));
    BOOST_TEST(holds(ran.out, "journal shop.db: 20 events, 2 dead letters"));
    BOOST_TEST(holds(ran.out, "\n  adder "));
  }
  const auto json = json_of(troupe({"status", "shop.yaml", "--format", "json"}).out);
  BOOST_TEST(json.at("generation").at("number").as_int64() == 1);
  BOOST_TEST(!json.at("runs").as_bool());
  BOOST_TEST(json.at("pid").as_int64() == 0);
}

BOOST_FIXTURE_TEST_CASE(says_that_there_is_no_journal_yet, stage) {
  const auto ran = troupe({"status", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 75);
  BOOST_TEST(holds(ran.err, "there is no journal here yet"));
}

BOOST_FIXTURE_TEST_CASE(goes_on_when_it_watches, running_shop) {
  auto watching = start({"status", "shop.yaml", "--watch"});
  BOOST_TEST(watching.prints("shop runs: process "));
  end();
  BOOST_TEST(watching.prints("shop does not run"));
  watching.signal(SIGINT);
  BOOST_TEST(watching.end().exit_code == 0);
}

BOOST_FIXTURE_TEST_CASE(of_a_killed_deployment_changes_neither_file_of_the_journal, running_shop) {
  shop->signal(SIGKILL);
  shop->end();
  const auto before = std::pair{bytes("shop.db"), bytes("shop.db-wal")};
  BOOST_TEST(!before.second.empty());
  BOOST_TEST(troupe({"status", "shop.yaml"}).exit_code == 75);
  BOOST_TEST(troupe({"events", "shop.yaml"}).exit_code == 0);
  BOOST_TEST((before == std::pair{bytes("shop.db"), bytes("shop.db-wal")}));
  // The socket that was left is no obstacle, neither to commands nor to the next run.
  BOOST_TEST(std::filesystem::is_socket(file("shop.db.control")));
  auto next = start({"run", "shop.yaml"});
  BOOST_TEST_REQUIRE(next.says("shop: runs 2 services"));
  BOOST_TEST(troupe({"status", "shop.yaml"}).exit_code == 0);
  next.signal(SIGTERM);
  BOOST_TEST(next.end().exit_code == 0);
  BOOST_TEST(!std::filesystem::exists(file("shop.db.control")));
}

BOOST_FIXTURE_TEST_CASE(finds_each_deployment_by_its_journal, running_shop) {
  const auto deep = std::string(90, 'd') + '/' + std::string(90, 'e');
  std::filesystem::create_directories(file(deep));
  const auto path = "journal.path=" + deep + "/other.db";
  auto other = start({"run", "shop.yaml", "--set", path, "--set", "numbers.count=3"});
  BOOST_TEST_REQUIRE(other.says("shop: runs 2 services"));
  const auto told = json_of(troupe({"status", "shop.yaml", "--format", "json", "--set", path}).out);
  const auto pid_of = [](const boost::json::value& x) {
    return std::to_string(x.at("pid").as_int64()) + '\n';
  };
  BOOST_TEST(pid_of(told) == bytes(deep + "/other.db.owner"));
  BOOST_TEST(pid_of(status()) == bytes("shop.db.owner"));
  BOOST_TEST(pid_of(told) != pid_of(status()));
  other.signal(SIGTERM);
  BOOST_TEST(other.end().exit_code == 0);
  end();
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(the_command_children, running_shop)

BOOST_AUTO_TEST_CASE(lists_the_tree) {
  const auto ran = troupe({"children", "list", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(holds(ran.out, "child    state"));
  BOOST_TEST(holds(ran.out, "\n  adder  running"));
  end();
}

BOOST_AUTO_TEST_CASE(stops_restarts_and_starts_a_child) {
  BOOST_TEST(children("terminate", "adder").out ==
             "adder is down until it is started, or restarted together with a sibling\n");
  BOOST_TEST(child("adder").at("state").as_string() == "down");
  const auto first = children("start", "adder");
  BOOST_TEST(first.exit_code == 0);
  BOOST_TEST(first.out == "adder was started and runs\n");
  const auto twice = children("start", "adder");
  BOOST_TEST(twice.exit_code == 64);
  BOOST_TEST(twice.err == "troupe: 'adder' runs; 'restart' stops it and starts it anew\n");
  const auto before = child("adder").at("instance").as_int64();
  BOOST_TEST(children("restart", "adder").out == "adder was restarted and runs\n");
  BOOST_TEST(child("adder").at("instance").as_int64() > before);
  BOOST_TEST(children("restart", "work").exit_code == 0);
  BOOST_TEST(child("adder").at("state").as_string() == "running");
  end();
}

BOOST_AUTO_TEST_CASE(names_a_child_that_is_near_where_there_is_none) {
  const auto ran = children("restart", "ader");
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(ran.err == "troupe: there is no child 'ader'; did you mean \"adder\"?\n");
  end();
}

BOOST_AUTO_TEST_CASE(needs_a_deployment_that_runs) {
  end();
  const auto ran = children("restart", "adder");
  BOOST_TEST(ran.exit_code == 75);
  BOOST_TEST(ran.err == "troupe: shop.db: shop does not run on this journal; run it, or name the "
                        "journal that it runs on (--set journal.path=PATH)\n");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_breaker_that_is_open, stage)

BOOST_AUTO_TEST_CASE(is_told_by_the_log_and_by_status_and_keeps_what_waits) {
  auto shop = start({"run", "shop.yaml", "--set", "adder.fails=retry", "--set",
                     "adder.breaker={failures: 1, pause: 1h, max: 1h}"});
  BOOST_TEST_REQUIRE(shop.says("adder: breaker opens: 1 failure, the last: not today; nothing is "
                               "tried but a probe in 1h"));
  const auto text = troupe({"status", "shop.yaml"});
  BOOST_TEST(text.exit_code == 0, text.err);
  BOOST_TEST(holds(text.out, "adder: breaker open since 2"), text.out);
  BOOST_TEST(holds(text.out, "; 1 failure, the last: not today\n"), text.out);
  const auto list = troupe({"subscriptions", "list", "shop.yaml"});
  BOOST_TEST(holds(list.out, "adder: breaker open since 2"), list.out);
  const auto json = troupe({"status", "shop.yaml", "--format", "json"});
  BOOST_TEST(holds(json.out, R"("breaker":{"state":"open","why":"1 failure, the last: not today")"),
             json.out);
  shop.signal(SIGTERM);
  BOOST_TEST(shop.end().exit_code == 0);
  // One attempt is spent, and the next run finds all of it.
  const auto next = run();
  BOOST_TEST(next.exit_code == 0, next.err);
  const auto letters = troupe({"dead-letters", "list", "shop.yaml"});
  BOOST_TEST(holds(letters.out, "no dead letters"), letters.out);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(the_control_socket_of_a_deployment, running_shop)

BOOST_AUTO_TEST_CASE(answers_garbage_and_goes_on) {
  const auto socket = file("shop.db.control").string();
  BOOST_TEST(holds(say(socket, "hello?\n"), "a request is one line of JSON"));
  BOOST_TEST(holds(say(socket, std::string(100'000, 'x')), "at most 65536 bytes"));
  BOOST_TEST(holds(say(socket, "{\"version\":9,\"command\":\"status\"}\n"),
                   "speaks version 1 of the control protocol, and the request version 9"));
  BOOST_TEST(holds(say(socket, "{\"version\":1,\"command\":\"status\"}\n"), "\"runs\":true"));
  end();
}

BOOST_AUTO_TEST_CASE(obeys_its_user_and_root_only) {
  struct stat there {};
  const auto socket = file("shop.db.control");
  BOOST_TEST_REQUIRE(::stat(socket.c_str(), &there) == 0);
  BOOST_TEST((there.st_mode & 0777) == 0600u);
  const auto as_nobody = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--reuid=65534", "--clear-groups", TROUPE_PROGRAM});
    return program{"/usr/bin/setpriv", arguments, file("").string()}.end();
  };
  if (::geteuid() != 0 || as_nobody({"version"}).exit_code != 0) {
    BOOST_TEST_MESSAGE("only root, with a program that others can run, can try it as another user");
    return end();
  }
  // Even with a socket that anybody can open.
  ::chmod(file("").c_str(), 0755);
  ::chmod(socket.c_str(), 0666);
  const auto ran = as_nobody({"status", "shop.yaml"});
  BOOST_TEST(ran.exit_code == 75, ran.err);
  BOOST_TEST(holds(ran.err, "runs as another user and obeys only him and root"), ran.err);
  end();
}

BOOST_AUTO_TEST_SUITE_END()
