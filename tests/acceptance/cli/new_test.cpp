// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "acceptance/cli/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace troupe::trial;

namespace {

/// With the module `bookings`; that it can be built is tests/install's.
struct module_stage : stage {
  module_stage() { BOOST_TEST_REQUIRE(make({"module", "bookings"}).exit_code == 0); }

  outcome_of_program make(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "new");
    return troupe(arguments);
  }
  outcome_of_program service(const std::string& name) const {
    return make({"service", name, "--handles", "bookings.requested", "--in", "bookings"});
  }
  bool there(const std::string& name) const { return std::filesystem::exists(file(name)); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(the_command_new)

BOOST_AUTO_TEST_CASE(makes_the_folder_of_a_module_and_says_what_comes_next) {
  const stage in;
  const auto ran = in.troupe({"new", "module", "bookings"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.err == "");
  BOOST_TEST_CONTEXT(ran.out) {
    BOOST_TEST(holds(ran.out, "made bookings/CMakeLists.txt\n"));
    BOOST_TEST(holds(ran.out, "made bookings/src/events/requested.hpp\n"));
    BOOST_TEST(ran.out.ends_with("next:\n  cd bookings\n  cmake --preset dev\n"
                                 "  cmake --build --preset dev\n  ctest --preset dev\n"));
  }
  BOOST_TEST(holds(in.bytes("bookings/CMakeLists.txt"), "find_package(troupe 0.1 REQUIRED)"));
  BOOST_TEST(holds(in.bytes("bookings/bookings.yaml"), "service: bookings.desk\n"));
}

BOOST_AUTO_TEST_CASE(makes_it_in_another_folder) {
  const stage in;
  BOOST_TEST(in.troupe({"new", "module", "bookings", "--in", "a/b"}).exit_code == 0);
  BOOST_TEST(holds(in.bytes("a/b/bookings.yaml"), "name: bookings\n"));
}

BOOST_AUTO_TEST_CASE(never_writes_over_a_file_and_makes_none_where_one_is_there) {
  const stage in;
  std::filesystem::create_directories(in.file("bookings/src"));
  in.write("bookings/README.md", "mine");
  in.write("bookings/src/desk.cpp", "mine, too");
  const auto ran = in.troupe({"new", "module", "bookings"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(ran.out == "");
  BOOST_TEST(ran.err == "troupe: bookings/README.md, bookings/src/desk.cpp: there already, and "
                        "nothing was made; say another name or folder\n");
  BOOST_TEST(in.bytes("bookings/README.md") == "mine");
  BOOST_TEST(!std::filesystem::exists(in.file("bookings/CMakeLists.txt")));
}

BOOST_AUTO_TEST_CASE(refuses_a_name_that_cannot_be_one) {
  const stage in;
  const auto ran = in.troupe({"new", "module", "Order-Desk"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "troupe: 'Order-Desk' cannot be a module's name; use small letters"));
  BOOST_TEST(in.troupe({"new", "module", "../out"}).exit_code == 64);
}

BOOST_FIXTURE_TEST_CASE(makes_an_event_in_a_header_of_its_own, module_stage) {
  const auto ran = make({"event", "bookings.seats.taken", "--in", "bookings"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out == "made bookings/src/events/seats_taken.hpp\n"
                        "who publishes or handles it includes \"events/seats_taken.hpp\"\n");
  const auto text = bytes("bookings/src/events/seats_taken.hpp");
  BOOST_TEST(holds(text, "namespace bookings {"));
  BOOST_TEST(holds(text, "type{\"bookings.seats.taken\", 1}"));
  const auto known = make({"event", "bookings.requested", "--in", "bookings"});
  BOOST_TEST(known.exit_code == 64);
  BOOST_TEST(known.err == "troupe: bookings/src/events/requested.hpp: requested is the event of "
                          "bookings.requested already\n");
  BOOST_TEST(make({"event", "bookings.*", "--in", "bookings"}).exit_code == 64);
}

BOOST_FIXTURE_TEST_CASE(takes_no_name_that_the_module_has, module_stage) {
  const auto state = make({"event", "bookings.standing", "--in", "bookings"});
  BOOST_TEST(state.exit_code == 64);
  BOOST_TEST(state.err == "troupe: bookings/src/desk.hpp: it has a 'standing' already, and the "
                          "struct of topic bookings.standing would be called so; say another "
                          "topic\n");
  BOOST_TEST(make({"event", "bookings.desk", "--in", "bookings"}).exit_code == 64);
  BOOST_TEST(make({"event", "bookings.get.account", "--in", "bookings"}).exit_code == 64);
  BOOST_TEST(!there("bookings/src/events/standing.hpp"));
  const auto event = service("accepted");
  BOOST_TEST(event.exit_code == 64);
  BOOST_TEST(event.err == "troupe: bookings/src/events/accepted.hpp: it has a 'accepted' already, "
                          "which the service 'accepted' would have, too; say another name\n");
  const auto module = service("bookings");
  BOOST_TEST(module.exit_code == 64);
  BOOST_TEST(holds(module.err, "'bookings' is the module's namespace"), module.err);
  BOOST_TEST(!there("bookings/src/accepted.cpp"));
}

BOOST_FIXTURE_TEST_CASE(lists_as_from_outside_what_nobody_publishes, module_stage) {
  BOOST_TEST(make({"event", "bookings.reviewed", "--in", "bookings"}).exit_code == 0);
  const auto handles = [this](const std::string& name, const std::string& topic) {
    return make({"service", name, "--handles", topic, "--in", "bookings"});
  };
  const std::string line = "- bookings.reviewed # until a service publishes it\n";
  BOOST_TEST(holds(handles("reviewer", "bookings.reviewed").out, "bookings.yaml: " + line));
  BOOST_TEST(holds(bytes("bookings/bookings.yaml"),
                   "    - bookings.requested # it comes from outside\n    " + line));
  BOOST_TEST(!holds(handles("critic", "bookings.reviewed").out, "until")); // It stands there.
  const auto counter = handles("counter", "bookings.accepted");            // The desk's.
  BOOST_TEST(!holds(counter.out, "until"));
  BOOST_TEST(holds(counter.out, "\ntaken out of bookings/bookings.yaml: what 'unhandled' says of "
                                "bookings.accepted\n"),
             counter.out);
  BOOST_TEST(!holds(bytes("bookings/bookings.yaml"), "bookings.accepted"));
  BOOST_TEST(holds(bytes("bookings/bookings.yaml"),
                   "  unhandled: # they are for others\n    - bookings.refused\n"));
}

BOOST_FIXTURE_TEST_CASE(makes_a_service_that_is_offered_and_runs, module_stage) {
  const auto ran = service("reviewer");
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.err == "");
  BOOST_TEST(ran.out ==
             "made bookings/src/reviewer.cpp\n"
             "made bookings/src/reviewer.hpp\n"
             "made bookings/tests/reviewer_test.cpp\n"
             "added to bookings/src/module.cpp: #include \"reviewer.hpp\"\n"
             "added to bookings/src/module.cpp: offers.service(\"reviewer\", reviewer, "
             "troupe::publishes<>);\n"
             "added to bookings/bookings.yaml: - {id: reviewer, service: bookings.reviewer}\n"
             "next:\n  cmake --build --preset dev\n  ctest --preset dev\n");
  BOOST_TEST(holds(bytes("bookings/src/module.cpp"),
                   "#include \"events/refused.hpp\"\n#include \"reviewer.hpp\"\n"));
  BOOST_TEST(holds(bytes("bookings/bookings.yaml"),
                   "    - {id: reviewer, service: bookings.reviewer}\n    # troupe new service"));
  BOOST_TEST(holds(bytes("bookings/src/reviewer.cpp"), "#include \"events/requested.hpp\"\n"));
  BOOST_TEST(service("reviewer").exit_code == 64);
}

BOOST_FIXTURE_TEST_CASE(says_what_to_add_where_the_place_is_gone, module_stage) {
  write("bookings/src/module.cpp", "void troupe_module(troupe::catalog&) {}\n");
  const auto ran = service("reviewer");
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(holds(ran.out, "\nadd to bookings/src/module.cpp: #include \"reviewer.hpp\"\n"
                            "add to bookings/src/module.cpp: offers.service("));
  BOOST_TEST(bytes("bookings/src/module.cpp") == "void troupe_module(troupe::catalog&) {}\n");
}

BOOST_FIXTURE_TEST_CASE(handles_an_event_of_the_module_only, module_stage) {
  const auto ran = make({"service", "late", "--handles", "bookings.late", "--in", "bookings"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(ran.err == "troupe: bookings.late: no header in bookings/src defines an event of "
                        "this topic; make one by troupe new event bookings.late\n");
  BOOST_TEST(!there("bookings/src/late.cpp"));
  BOOST_TEST(make({"service", "late", "--handles", "a b", "--in", "bookings"}).exit_code == 64);
}

BOOST_FIXTURE_TEST_CASE(adds_to_the_folder_of_a_module_only, module_stage) {
  const auto nowhere = make({"event", "bookings.late"});
  BOOST_TEST(nowhere.exit_code == 64);
  BOOST_TEST(holds(nowhere.err, "this is not the folder of a module"));
  write("CMakeLists.txt", "project(none)\n");
  const auto none = make({"event", "bookings.late"});
  BOOST_TEST(none.exit_code == 64);
  BOOST_TEST(holds(none.err, "CMakeLists.txt: it does not build one module"));
}

BOOST_AUTO_TEST_CASE(makes_a_deployment_of_all_services_that_is_sound) {
  const stage in;
  const auto ran = in.troupe({"new", "deployment", "night", "--module", "trial"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out.starts_with("made night.yaml\n"), ran.out);
  BOOST_TEST(ran.out.ends_with("next:\n  troupe check night.yaml\n"), ran.out);
  const auto text = in.bytes("night.yaml");
  BOOST_TEST_CONTEXT(text) {
    BOOST_TEST(holds(text, "name: night\nmodules: [trial]\n"));
    BOOST_TEST(holds(text, "    - id: adder\n      service: trial.adder\n      #options:\n"));
  }
  const auto checked = in.troupe({"check", "night.yaml"});
  BOOST_TEST(checked.exit_code == 0, checked.err);
  BOOST_TEST(checked.err == "");
  BOOST_TEST(!holds(checked.out, "warning"), checked.out);
  BOOST_TEST(in.troupe({"new", "deployment", "night", "--module", "trial"}).exit_code == 64);
}

BOOST_AUTO_TEST_CASE(refuses_a_deployment_of_a_module_that_is_not_there) {
  const stage in;
  const auto ran = in.troupe({"new", "deployment", "night", "--module", "nothing"});
  BOOST_TEST(ran.exit_code == 64);
  BOOST_TEST(holds(ran.err, "troupe: --module: "));
  BOOST_TEST(in.troupe({"new", "deployment", "a/b", "--module", "trial"}).exit_code == 64);
}

BOOST_AUTO_TEST_SUITE_END()
