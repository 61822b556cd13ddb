// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "actor/reload/reloaded.hpp"
#include "journal/sqlite.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace troupe;
using namespace troupe::trial;

namespace {

std::unique_ptr<journal::engine> open(const reloaded& shop) {
  journal::sqlite_options quick;
  quick.sync = journal::sync_mode::normal;
  return journal::trial::value_of(journal::open_sqlite(shop.what.journal.path, quick));
}

void say_both(reloaded& shop) {
  shop.say("old", {adder("x"), adder("y"), adder("gone")});
  shop.say("new", {adder("x"), adder("y", 10), adder("fresh")});
  shop.say("bad", {adder("x"), adder("y", 10), adder("fresh"), failing("bad")});
}

/// Never returns, whatever a test macro throws.
[[noreturn]] void live_until(const std::filesystem::path& folder, const std::string& line,
                             const std::string& file) {
  try {
    reloaded shop{folder};
    say_both(shop);
    shop.tell = [line](const std::string& said) {
      if (said == line)
        ::kill(::getpid(), SIGKILL);
    };
    shop.run("old", open(shop));
    shop.publish(counted{"a", 1});
    shop.settle();
    static_cast<void>(shop.reload(file));
  } catch (...) {
    ::_exit(4);
  }
  ::_exit(3);
}

/// A process that dies when its log says this, while it becomes what the file says.
void die_at(const std::filesystem::path& folder, const std::string& line, const std::string& file) {
  const auto child = ::fork();
  if (child == 0)
    live_until(folder, line, file);
  int status = 0;
  ::waitpid(child, &status, 0);
  BOOST_TEST_REQUIRE(WIFSIGNALED(status), "it did not die at: " + line);
}

struct step {
  const char* line;
  const char* file;
  bool committed;
};
std::ostream& operator<<(std::ostream& out, const step& x) {
  return out << x.line;
}

const step steps[] = {
    {"reload: makes subscriptions", "new", false},
    {"reload: stops children", "new", false},
    {"reload: ends subscriptions", "new", false},
    {"reload: starts subscriptions", "new", false},
    {"reload: replaces specs", "new", false},
    {"reload: starts children", "new", false},
    {"reload: commits", "new", false},
    {"reload: begins to deliver", "new", true},
    {"reload, on its way back: goes back", "bad", false},
    {"reload, on its way back: stops children", "bad", false},
    {"reload, on its way back: ends subscriptions", "bad", false},
    {"reload, on its way back: starts subscriptions", "bad", false},
    {"reload, on its way back: replaces specs", "bad", false},
    {"reload, on its way back: starts children", "bad", false},
    {"reload, on its way back: begins to deliver", "bad", false},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_reload_that_is_killed)

BOOST_DATA_TEST_CASE(leaves_what_ran_before_or_the_new_one_and_nothing_between, steps, x) {
  const support::scratch_folder folder;
  die_at(folder.path(), x.line, x.file);
  reloaded shop{folder.path()};
  say_both(shop);
  const auto kept = shop.kept_file();
  BOOST_TEST(kept == (x.committed ? "new" : "old"));
  // As a guard does.
  shop.run(kept, open(shop));
  shop.publish(counted{"a", 1});
  shop.settle();
  {
    const auto look =
        journal::trial::value_of(journal::open_sqlite_readonly(shop.what.journal.path));
    BOOST_TEST(sum_of(*look, "x", "a") == 2);
    BOOST_TEST(sum_of(*look, "y", "a") == (x.committed ? 11 : 2));
    const auto all = journal::trial::value_of(look->subscriptions());
    const auto knows = [&](const std::string& id) {
      return std::any_of(all.begin(), all.end(), [&](const auto& y) { return y.name == id; });
    };
    BOOST_TEST(knows("fresh") == x.committed);
    BOOST_TEST(!knows("bad"));
    BOOST_TEST(knows("gone"));
    BOOST_TEST(sum_of(*look, "gone", "a") == (x.committed ? 1 : 2));
    BOOST_TEST(sum_of(*look, "fresh", "a") == (x.committed ? 2 : 0));
  }
  BOOST_TEST(shop.stop());
}

BOOST_AUTO_TEST_SUITE_END()
