// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/deployment.hpp"

#include "acceptance/embedding/counting.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace troupe;
using namespace troupe::trial;

BOOST_AUTO_TEST_SUITE(a_deployment_in_a_program)

BOOST_AUTO_TEST_CASE(is_read_from_a_file_with_services_of_the_program) {
  const support::scratch_folder folder;
  auto read = deployment::load(folder.write("shop.yaml", one_counter), own_services());
  BOOST_TEST_REQUIRE(read.complaints.empty());
  BOOST_REQUIRE(read);
  BOOST_TEST((*read).name() == "shop");
  BOOST_TEST((*read).services() == std::vector<std::string>{"counter"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(stands_beside_shared_libraries) {
  auto read =
      deployment::parse(std::string{"troupe: 1\nmodules: [counting, "} + TROUPE_TRIAL_MODULE +
                            "]\ntree:\n  children:\n"
                            "    - {id: counter, service: counting.counter}\n"
                            "    - {id: adder, service: trial.adder}\n",
                        "shop.yaml", own_services());
  BOOST_TEST_REQUIRE(read.complaints.empty());
  BOOST_TEST((*read).services().size() == 2u);
}

BOOST_AUTO_TEST_CASE(that_is_not_sound_is_complained_about_all_at_once) {
  auto setup = own_services();
  setup.sets = {"counter.step=-1"};
  const auto read = deployment::parse("troupe: 1\n"
                                      "modules: [counting, nowhere]\n"
                                      "tree:\n"
                                      "  childs: []\n"
                                      "  children:\n"
                                      "    - {id: counter, service: counting.counter}\n",
                                      "shop.yaml", setup);
  BOOST_TEST(!read);
  std::string all;
  for (const auto& each : read.complaints)
    all += to_string(each) + "\n";
  BOOST_TEST_CONTEXT(all) {
    BOOST_TEST(read.complaints.size() == 3u);
    BOOST_TEST(all.find("shop.yaml:2:21: the module 'nowhere' is not found") != std::string::npos);
    BOOST_TEST(all.find("shop.yaml:4:3: ") != std::string::npos);
    BOOST_TEST(all.find("--set counter.step: option step: is negative") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(without_a_file_is_a_complaint) {
  for (const auto* name : {"", "nowhere/shop.yaml"}) {
    const auto read = deployment::load(name, own_services());
    BOOST_TEST(!read);
    BOOST_TEST_REQUIRE(read.complaints.size() == 1u);
    BOOST_TEST(read.complaints[0].what == "the file cannot be read: No such file or directory");
  }
}

BOOST_AUTO_TEST_CASE(refuses_a_set_that_is_none) {
  auto setup = own_services();
  setup.sets = {"counter.step"};
  const auto read = deployment::parse(one_counter, "shop.yaml", setup);
  BOOST_TEST(!read);
  BOOST_REQUIRE(read.complaints.size() == 1u);
  BOOST_TEST(to_string(read.complaints[0]).find("--set: 'counter.step' is not PATH=VALUE") == 0u,
             to_string(read.complaints[0]));
}

BOOST_AUTO_TEST_SUITE_END()
