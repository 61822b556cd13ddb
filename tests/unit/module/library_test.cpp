// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/library.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "module/stamp.hpp"
#include "support/scratch_folder.hpp"

using namespace troupe;
namespace fs = std::filesystem;

namespace {

const fs::path built = TROUPE_TEST_MODULES;

fs::path module(const std::string& name) {
  return built / (name + ".so");
}

/// The error of a loading that must fail, without the file's folder.
std::string failure_of(const fs::path& file, ec code) {
  const auto loaded = modules::load(file);
  BOOST_REQUIRE(!loaded);
  BOOST_TEST((loaded.failure().code == code));
  auto text = loaded.failure().what;
  const auto prefix = built.string() + "/";
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
    text.erase(at, prefix.size());
  return text;
}

fs::path version(int number) {
  return built / ("version_" + std::to_string(number)) / "till.so";
}

/// Takes what is published.
class listening_host final : public service_host {
public:
  void* state() override { return nullptr; }
  void forget() override {}
  void publish(outgoing x) override { published.push_back(std::move(x.payload)); }
  void publish_once(origin, outgoing) override {}
  uuid set_timer(timer_setting, outgoing) override { return {}; }
  void cancel(const uuid&) override {}
  void cancel(std::string_view) override {}
  void dead_letter(std::string, std::string) override {}
  void pause(std::chrono::nanoseconds) override {}
  void stop(std::string) override {}
  void log(log_level, std::string_view) override {}
  time_point now() const override { return {}; }

  std::vector<encoded> published;
};

/// The only service of one version of the till, at work.
struct clerk {
  explicit clerk(int number)
      : module(*modules::load(version(number))), offer(module.services.at(0)),
        live(offer.make(host, nullptr)) {}
  const event_handler& handler() const { return live.handlers.events.at(0); }
  /// As an event crosses: by its JSON.
  void handle(std::string_view payload) {
    const auto value = handler().decode(payload, 1);
    BOOST_REQUIRE(value);
    BOOST_TEST((handler().call(value->get(), delivery{}).what() == outcome::kind::done));
  }

  modules::loaded_module module;
  service_offer offer;
  listening_host host;
  live_service live;
};

} // namespace

BOOST_AUTO_TEST_SUITE(two_versions_of_a_module)

BOOST_AUTO_TEST_CASE(lay_out_one_event_as_each_likes) {
  clerk first{1};
  clerk second{2};
  BOOST_TEST(first.offer.name == second.offer.name);
  BOOST_TEST(first.module.digest != second.module.digest);
  first.handle(R"({"amount":3,"customer":"a customer whose name is long"})");
  second.handle(R"({"amount":5,"customer":"another one whose name is long","coupons":["x","y"]})");
  first.handle(first.host.published[0].text());
  BOOST_TEST(first.host.published[2].text() ==
             R"({"amount":3,"customer":"a customer whose name is long"})");
  BOOST_TEST(second.host.published[0].text() ==
             R"({"coupons":["x","y"],"customer":"another one whose name is long","amount":5,)"
             R"("points":7})");
}

BOOST_AUTO_TEST_CASE(take_events_from_each_other_by_their_json) {
  clerk first{1};
  clerk second{2};
  second.handle(R"({"amount":5,"customer":"somebody","coupons":["x"],"points":9})");
  first.handle(second.host.published[0].text());
  BOOST_TEST(first.host.published[0].text() == R"({"amount":5,"customer":"somebody"})");
  second.handle(first.host.published[0].text());
  BOOST_TEST(second.host.published[2].text() ==
             R"({"coupons":[],"customer":"somebody","amount":5,"points":7})");
}

BOOST_AUTO_TEST_CASE(share_no_statics) {
  clerk first{1};
  clerk second{2};
  // Other cases have counted as well.
  const auto calls = [](const clerk& of) {
    return boost::json::parse(of.host.published.back().text()).at("calls").as_int64();
  };
  first.handle(R"({"amount":1})");
  second.handle(R"({"amount":2})");
  const auto of_second = calls(second);
  first.handle(R"({"amount":3})");
  first.handle(R"({"amount":4})");
  second.handle(R"({"amount":6})");
  BOOST_TEST(calls(second) == of_second + 1);
}

BOOST_AUTO_TEST_CASE(never_take_each_others_structs_for_their_own) {
  clerk first{1};
  clerk second{2};
  clerk again{1};
  BOOST_TEST(first.handler().type != second.handler().type);
  BOOST_TEST(first.handler().type == again.handler().type);
  first.handle(R"({"amount":1})");
  second.handle(R"({"amount":1})");
  BOOST_TEST(first.host.published[0].type() == first.handler().type);
  BOOST_TEST(second.host.published[0].type() == second.handler().type);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(a_module)

BOOST_AUTO_TEST_CASE(offers_its_services_under_its_name) {
  const auto loaded = modules::load(module("good"));
  BOOST_REQUIRE_MESSAGE(loaded, (loaded ? "" : loaded.failure().what));
  BOOST_REQUIRE(loaded->services.size() == 2u);
  const auto& listener = loaded->services[0];
  BOOST_TEST(listener.name == "good.listener");
  BOOST_TEST(listener.option_names == std::vector<std::string>{"volume"},
             boost::test_tools::per_element());
  BOOST_TEST(listener.default_options == "{\"volume\":3}");
  BOOST_TEST(listener.check_options({{"volume", 5}}).empty());
  BOOST_TEST(listener.check_options({{"volume", "loud"}}).size() == 1u);
  BOOST_TEST(loaded->services[1].name == "good.other");
}

BOOST_AUTO_TEST_CASE(is_loaded_once_however_often_it_is_asked_for) {
  const auto first = modules::load(module("good"));
  const auto second = modules::load(module("good"));
  BOOST_REQUIRE((first && second));
  BOOST_TEST(first->digest == second->digest);
  BOOST_TEST((first->services[0].states.shape == second->services[0].states.shape));
}

BOOST_AUTO_TEST_CASE(has_a_digest_of_its_content_alone) {
  const support::scratch_folder here;
  const auto copy = here.file("good.so");
  fs::copy_file(module("good"), copy);
  const auto first = modules::load(module("good"));
  const auto same = modules::load(copy);
  BOOST_REQUIRE((first && same));
  BOOST_TEST(first->digest.size() == 12u);
  BOOST_TEST(same->digest == first->digest);
  fs::copy_file(module("twice"), copy, fs::copy_options::overwrite_existing);
  BOOST_TEST(!modules::load(copy));
  fs::copy_file(version(1), copy, fs::copy_options::overwrite_existing);
  const auto other = modules::load(copy);
  BOOST_REQUIRE(other);
  BOOST_TEST(other->digest != first->digest);
}

BOOST_AUTO_TEST_CASE(goes_on_when_its_file_is_written_over) {
  const support::scratch_folder here;
  const auto file = here.file("good.so");
  fs::copy_file(module("good"), file);
  const auto loaded = modules::load(file);
  BOOST_REQUIRE(loaded);
  fs::resize_file(file, 0);
  BOOST_TEST(loaded->services[0].default_options == "{\"volume\":3}");
  BOOST_TEST(loaded->services[0].check_options({{"volume", "loud"}}).size() == 1u);
}

BOOST_AUTO_TEST_CASE(that_is_still_being_written_is_refused) {
  const support::scratch_folder here;
  const auto file = here.file("good.so");
  fs::copy_file(module("good"), file);
  fs::resize_file(file, fs::file_size(file) - 1);
  BOOST_TEST(failure_of(file, ec::malformed) ==
             file.string() + " cannot be loaded as a shared library: it ends before its last "
                             "section does, as a file that is still being written; build it with "
                             "troupe_add_module()");
}

BOOST_AUTO_TEST_CASE(finds_the_libraries_beside_itself) {
  const auto loaded = modules::load(module("neighbourly"));
  BOOST_REQUIRE_MESSAGE(loaded, (loaded ? "" : loaded.failure().what));
  BOOST_TEST(loaded->services[0].name == "neighbourly.next_door");
}

BOOST_AUTO_TEST_CASE(that_needs_what_is_not_there_says_what) {
  BOOST_TEST(failure_of(module("undefined"), ec::malformed) ==
             "undefined.so cannot be loaded as a shared library: undefined symbol: "
             "nobody_defines_this; build it with troupe_add_module()");
}

BOOST_AUTO_TEST_CASE(exports_its_entry_and_its_stamp_and_nothing_else_of_its_author) {
  const auto command = "nm -D --defined-only " + module("good").string() + " | grep -c something";
  BOOST_TEST(std::system((command + " > /dev/null").c_str()) != 0);
}

BOOST_AUTO_TEST_CASE(that_is_missing_is_not_found) {
  BOOST_TEST(failure_of(module("none"), ec::not_found) ==
             "there is no module none.so; build it, or correct the path, which is from the working "
             "directory");
}

BOOST_AUTO_TEST_CASE(is_a_shared_library) {
  const support::scratch_folder here;
  const auto text = here.write("text.so", "this is no library");
  const auto failure = failure_of(text, ec::malformed);
  BOOST_TEST(failure.find(text + " cannot be loaded as a shared library: ") == 0u, failure);
  BOOST_TEST(failure.find("; build it with troupe_add_module()") != std::string::npos, failure);
  BOOST_TEST(failure_of(here.path(), ec::malformed).find("cannot be loaded") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(has_an_entry_point) {
  BOOST_TEST(failure_of(module("foreign"), ec::malformed) ==
             "foreign.so is no module of Troupe: it has no entry point; build it with "
             "troupe_add_module()");
  BOOST_TEST(failure_of(module("no_function"), ec::malformed) ==
             "no_function.so has no entry point: define the function 'void "
             "troupe_module(troupe::catalog&)' in one of its sources");
}

BOOST_AUTO_TEST_CASE(with_another_stamp_is_refused_before_anything_of_it_is_called) {
  BOOST_TEST(failure_of(module("other_stamp"), ec::incompatible) ==
             "other_stamp.so does not fit this program: it was built with \"troupe 0.0.1; msvc 6; "
             "libfoo 1; caf 0.1.0\", and the program with \"" +
                 modules::own_stamp() + "\"; build it again with this Troupe and this compiler");
  BOOST_TEST(
      failure_of(module("older"), ec::incompatible) ==
      "older.so does not fit this program: it was built with an older Troupe; build it again "
      "with this Troupe and this compiler");
}

#if !defined(__clang__) // Which makes no such symbols.
BOOST_AUTO_TEST_CASE(whose_versions_would_share_statics_is_refused) {
  const auto failure = failure_of(module("unique"), ec::invalid);
  BOOST_TEST(failure.find("unique.so was built without -fno-gnu-unique, so that all its versions "
                          "would share one '") == 0u,
             failure);
  BOOST_TEST(failure.find("'; build it with troupe_add_module(), which says that, also for what it "
                          "links statically") != std::string::npos,
             failure);
}
#endif

BOOST_AUTO_TEST_CASE(that_shows_what_is_its_own_is_refused) {
  const auto failure = failure_of(module("shown"), ec::invalid);
  BOOST_TEST(failure.find("shown.so shows 't") == 0u, failure);
  BOOST_TEST(failure.find("' to others, so that it might be given theirs of that name; build it "
                          "with troupe_add_module(), which hides what is its own") !=
                 std::string::npos,
             failure);
}

BOOST_AUTO_TEST_CASE(whose_entry_point_throws_says_what) {
  BOOST_TEST(failure_of(module("throwing"), ec::internal) ==
             "the entry point of throwing.so failed: no licence for this module; mend the module's "
             "function troupe_module");
  BOOST_TEST(failure_of(module("throwing_oddly"), ec::internal) ==
             "the entry point of throwing_oddly.so failed: it threw something that is no "
             "std::exception; mend the module's function troupe_module");
}

BOOST_AUTO_TEST_CASE(offers_no_two_services_of_one_name) {
  BOOST_TEST(failure_of(module("twice"), ec::exists) ==
             "twice.so offers two services named 'listener'; rename one of them");
}

BOOST_AUTO_TEST_CASE(names_its_services_plainly) {
  BOOST_TEST(
      failure_of(module("odd_name"), ec::invalid) ==
      "odd_name.so offers a service named 'a.listener'; use letters, digits, '_' and '-', at "
      "most 64 of them");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_name_of_a_module)

BOOST_AUTO_TEST_CASE(is_itself_or_the_stem_of_its_path) {
  BOOST_TEST(modules::name_of("commerce").value() == "commerce");
  BOOST_TEST(modules::name_of("./lib/commerce.so").value() == "commerce");
  BOOST_TEST(modules::name_of("/opt/my-shop_2.so").value() == "my-shop_2");
  for (const auto* none : {"", "a.b", "a b", "./", "lib/", "/x/.so.1"})
    BOOST_TEST(!modules::name_of(none).has_value(), none);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_places_of_modules)

BOOST_AUTO_TEST_CASE(are_beside_the_program_and_then_on_the_path) {
  const auto all = modules::places("/opt/troupe/bin/troupe", "/a::/b/c:");
  const std::vector<fs::path> expected{"/opt/troupe/lib/troupe", "/a", "/b/c"};
  BOOST_TEST(all == expected, boost::test_tools::per_element());
  BOOST_TEST(modules::places("/x/bin/troupe", "").size() == 1u);
}

BOOST_AUTO_TEST_CASE(are_looked_at_in_order) {
  const support::scratch_folder first;
  const support::scratch_folder second;
  const auto later = second.write("shop.so", "");
  BOOST_TEST(*modules::find("shop", {first.path(), second.path()}) == later);
  const auto earlier = first.write("shop.so", "");
  BOOST_TEST(*modules::find("shop", {first.path(), second.path()}) == earlier);
}

BOOST_AUTO_TEST_CASE(are_told_when_a_module_is_in_none_of_them) {
  const auto found = modules::find("shop", {"/nowhere/a", "/nowhere/b"});
  BOOST_REQUIRE(!found);
  BOOST_TEST(
      found.failure().what ==
      "the module 'shop' is not found, looked for at /nowhere/a/shop.so, /nowhere/b/shop.so; "
      "build it, or add its folder to TROUPE_MODULE_PATH");
}

BOOST_AUTO_TEST_CASE(do_not_matter_to_a_path) {
  BOOST_TEST(*modules::find("./shop.so", {"/nowhere"}) == fs::path("./shop.so"));
}

BOOST_AUTO_TEST_SUITE_END()
