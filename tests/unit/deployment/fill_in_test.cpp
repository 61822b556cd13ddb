// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/fill_in.hpp"

#include <map>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "deployment/document.hpp"
#include "support/scratch_folder.hpp"

using namespace troupe::deploy;

namespace {

const environment variables = [](const std::string& name) -> std::optional<std::string> {
  static const std::map<std::string, std::string> known{
      {"SHOP", "corner"}, {"EMPTY", ""}, {"TRICK", "a: [1, ${env:SHOP}]"}};
  const auto at = known.find(name);
  return at == known.end() ? std::nullopt : std::optional(at->second);
};

struct filling {
  node value;
  std::vector<std::string> complaints;
};

filling fill(const std::string& text) {
  complaints found;
  filling result;
  result.value.kind = node::kinds::scalar;
  result.value.text = text;
  result.value.plain = true;
  fill_in(result.value, variables, found);
  for (const auto& x : found.listed("f", {}))
    result.complaints.push_back(to_string(x));
  return result;
}

struct row {
  std::string text;
  std::string filled;
};

std::ostream& operator<<(std::ostream& out, const row& x) {
  return out << x.text;
}

const row rows[] = {
    {"plain", "plain"},
    {"${env:SHOP}", "corner"},
    {"the ${env:SHOP} ${env:SHOP}!", "the corner corner!"},
    {"${env:SHOP:-other}", "corner"},
    {"${env:NONE:-other}", "other"},
    {"${env:NONE:-}", ""},
    {"${env:EMPTY:-other}", "other"},
    {"${env:EMPTY}", ""},
    {"$${env:SHOP}", "${env:SHOP}"},
    {"a$${b ${env:SHOP}", "a${b corner"},
    {"$SHOP $ {x}", "$SHOP $ {x}"},
    {"${env:TRICK}", "a: [1, ${env:SHOP}]"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_reference)

BOOST_DATA_TEST_CASE(is_filled_in, rows, sample) {
  const auto x = fill(sample.text);
  BOOST_TEST(x.complaints.empty());
  BOOST_TEST(x.value.text == sample.filled);
}

BOOST_AUTO_TEST_CASE(makes_text_only) {
  BOOST_TEST(fill("12").value.plain);
  BOOST_TEST(!fill("${env:NONE:-12}").value.plain);
}

BOOST_AUTO_TEST_CASE(to_an_unset_variable_is_complained_about) {
  const auto x = fill("${env:NONE}");
  BOOST_REQUIRE(x.complaints.size() == 1u);
  BOOST_TEST(x.complaints[0] == "f:1:1: the environment variable NONE is not set; set it, or write "
                                "${env:NONE:-default}");
  BOOST_TEST(x.value.broken);
}

BOOST_AUTO_TEST_CASE(that_is_not_known_is_complained_about) {
  for (const auto* text :
       {"${SHOP}", "${env:}", "${env:1A}", "${env:a b}", "${env:SHOP", "${", "${}"})
    BOOST_TEST(fill(text).complaints.size() == 1u, text);
}

BOOST_AUTO_TEST_CASE(to_a_file_is_its_text_without_the_last_newline_and_secret) {
  for (const auto* content : {"hunter2\n", "hunter2\r\n", "hunter2"}) {
    const troupe::support::scratch_folder folder;
    const auto secret = "${file:" + folder.write("secret", content) + "}";
    const auto x = fill(secret);
    BOOST_TEST(x.complaints.empty());
    BOOST_TEST(x.value.text == "hunter2");
    BOOST_TEST(x.value.secret);
    BOOST_TEST(shown(x.value) == "the secret");
  }
}

BOOST_AUTO_TEST_CASE(to_a_file_that_cannot_be_read_is_complained_about) {
  const auto none = fill("${file:/nowhere/key}");
  BOOST_REQUIRE(none.complaints.size() == 1u);
  BOOST_TEST(
      none.complaints[0] ==
      "f:1:1: the file /nowhere/key cannot be read: No such file or directory; create it, or "
      "correct the path, which is relative to the working directory");
  const auto folder = fill("${file:/tmp}");
  BOOST_REQUIRE(folder.complaints.size() == 1u);
  BOOST_TEST(folder.complaints[0].find("Is a directory") != std::string::npos);
  const auto endless = fill("${file:/dev/zero}");
  BOOST_REQUIRE(endless.complaints.size() == 1u);
  BOOST_TEST(endless.complaints[0].find("is longer than 65536 bytes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(is_filled_in_wherever_it_stands_except_in_keys) {
  complaints found;
  auto root = load_document("{\"${env:SHOP}\": [\"${env:SHOP}\", {a: \"${env:SHOP}\"}]}", found);
  fill_in(*root, variables, found);
  const auto* entry = root->find("${env:SHOP}");
  BOOST_REQUIRE(entry);
  BOOST_TEST(entry->value.items[0].text == "corner");
  BOOST_TEST(entry->value.items[1].find("a")->value.text == "corner");
}

BOOST_AUTO_TEST_SUITE_END()
