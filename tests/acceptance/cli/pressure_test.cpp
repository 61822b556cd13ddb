// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

using namespace troupe::trial;

namespace {

using seconds = std::chrono::duration<double>;

/// A sea that brings in waves and sprays, and a cliff that takes some hundreds of them a second;
/// the limits are small.
struct coast : stage {
  coast() {
    write("coast.yaml", R"(troupe: 1
name: coast
modules: [flood]
journal: {path: coast.db, sync: normal}
limits: {transient_queue: 100, memory: 1MiB, catch_up: 100}
topics:
  sprays.seen: {transient: true, overflow: drop_oldest}
tree:
  children:
    - {id: cliff, service: flood.cliff, options: {takes: 2ms}}
    - {id: sea, service: flood.sea, options: {waves: 1000000000, size: 2000}}
)");
    flooded.emplace(TROUPE_PROGRAM, std::vector<std::string>{"run", "coast.yaml"},
                    file("").string());
    BOOST_TEST_REQUIRE(flooded->says("coast: runs 2 services"));
  }

  boost::json::value status() const {
    const auto asked = std::chrono::steady_clock::now();
    const auto ran = troupe({"status", "coast.yaml", "--format", "json"});
    slowest = std::max<seconds>(slowest, std::chrono::steady_clock::now() - asked);
    BOOST_TEST_REQUIRE(ran.exit_code == 0, ran.err);
    return json_of(ran.out);
  }
  boost::json::value when_published(std::uint64_t events) const {
    for (;;)
      if (auto seen = status(); seen.at("head").to_number<std::uint64_t>() >= events)
        return seen;
  }
  static const boost::json::value& child(const boost::json::value& seen, const char* id) {
    for (const auto& each : seen.at("children").as_array())
      if (each.at("id").as_string() == id)
        return each;
    throw std::runtime_error(std::string{"there is no child "} + id);
  }
  /// Of the deployment's process, in bytes.
  static std::uint64_t memory(const boost::json::value& seen) {
    std::ifstream in{"/proc/" + std::to_string(seen.at("pid").to_number<int>()) + "/statm"};
    std::uint64_t all = 0, resident = 0;
    in >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  }
  double end() {
    const auto asked = std::chrono::steady_clock::now();
    flooded->signal(SIGTERM);
    const auto ended = flooded->end();
    BOOST_TEST(ended.exit_code == 0, ended.err);
    return seconds{std::chrono::steady_clock::now() - asked}.count();
  }

  std::optional<program> flooded;
  mutable seconds slowest{0}; ///< answer of the status, with the program's start
};

constexpr std::uint64_t mebibyte = 1024 * 1024;

/// So many waves, 2000 bytes each; TROUPE_WAVES says another number.
std::uint64_t waves() {
  const char* said = std::getenv("TROUPE_WAVES");
  return said == nullptr ? 60'000 : std::strtoull(said, nullptr, 10);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_source_that_outruns_everything, coast)

BOOST_AUTO_TEST_CASE(costs_disk_and_drops_and_no_memory_and_leaves_control_its_way) {
  const auto first = when_published(waves() / 3);
  const auto second = when_published(waves());
  BOOST_TEST_MESSAGE("memory " << memory(first) / mebibyte << " MiB, and later "
                               << memory(second) / mebibyte << " MiB; the slowest status took "
                               << slowest.count() << " s");
#ifndef __SANITIZE_ADDRESS__ // It keeps what was freed.
  BOOST_TEST(memory(second) < memory(first) + 32 * mebibyte);
#endif
  const auto& cliff = child(second, "cliff");
  BOOST_TEST(cliff.at("subscription").at("behind").to_number<std::uint64_t>() > waves() / 2);
  const auto& drops = cliff.at("drops").as_array();
  BOOST_TEST_REQUIRE(drops.size() == 1u);
  BOOST_TEST(drops.front().at("topic").as_string() == "sprays.seen");
  BOOST_TEST(drops.front().at("dropped").to_number<std::uint64_t>() > waves() / 2);

  // What a supervisor does, and a stop, come before all that waits.
  const auto restarted = troupe({"children", "restart", "coast.yaml", "cliff"});
  BOOST_TEST(restarted.exit_code == 0, restarted.err);
  BOOST_TEST(child(status(), "cliff").at("state").as_string() == "running");
  const auto stopping = end();
  BOOST_TEST_MESSAGE("stopped in " << stopping << " s");
  BOOST_TEST(stopping < 15);
}

BOOST_AUTO_TEST_SUITE_END()
