// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/document.hpp"

#include <random>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

using namespace troupe::deploy;

namespace {

struct loading {
  std::optional<node> root;
  std::vector<std::string> complaints;
};

loading load(std::string_view text) {
  complaints found;
  loading result{load_document(text, found), {}};
  for (const auto& x : found.listed("f", {}))
    result.complaints.push_back(to_string(x));
  return result;
}

bool complains_of(const loading& x, std::string_view start) {
  BOOST_TEST_INFO("complaints: " << (x.complaints.empty() ? "none" : x.complaints.front()));
  return x.complaints.size() == 1 && x.complaints.front().substr(0, start.size()) == start;
}

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i)
    result += text;
  return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_document)

BOOST_AUTO_TEST_CASE(knows_the_place_of_every_key_and_value) {
  const auto x = load("a: 1\nb:\n  - {c: two}\n  - \"three\"\n");
  BOOST_REQUIRE(x.complaints.empty());
  const auto* b = x.root->find("b");
  BOOST_REQUIRE(b);
  BOOST_TEST((b->at == place{0, 2, 1}));
  BOOST_REQUIRE(b->value.items.size() == 2u);
  const auto* c = b->value.items[0].find("c");
  BOOST_REQUIRE(c);
  BOOST_TEST((c->at == place{0, 3, 6}));
  BOOST_TEST((c->value.at == place{0, 3, 9}));
  BOOST_TEST((b->value.items[1].at == place{0, 4, 5}));
}

BOOST_AUTO_TEST_CASE(tells_plain_scalars_from_quoted_ones) {
  const auto x = load("[1, \"1\", '1', &a 1, !x 1]");
  BOOST_TEST(x.root->items[0].plain);
  BOOST_TEST(!x.root->items[1].plain);
  BOOST_TEST(!x.root->items[2].plain);
  BOOST_TEST(x.root->items[3].plain);
  BOOST_TEST(complains_of(x, "f:1:21: tags are not allowed; "));
}

BOOST_AUTO_TEST_CASE(keeps_the_order_of_a_map) {
  const auto x = load("z: 1\na: 2\nm: 3\n");
  BOOST_TEST(x.root->members[0].key == "z");
  BOOST_TEST(x.root->members[1].key == "a");
  BOOST_TEST(x.root->members[2].key == "m");
}

BOOST_AUTO_TEST_CASE(refuses_a_key_that_stands_twice_and_names_both_places) {
  const auto x = load("a: 1\nb: 2\na: 3\n");
  BOOST_TEST(complains_of(x, "f:3:1: the key 'a' stands here a second time, first at 1:1; "));
  BOOST_TEST(x.root->find("a")->value.text == "1");
}

BOOST_AUTO_TEST_CASE(refuses_keys_that_are_no_text) {
  BOOST_TEST(
      complains_of(load("? [a, b]\n: 1\n"), "f:1:3: a key must be text, and this is a list"));
  BOOST_TEST(complains_of(load("~: 1\n"), "f:1:1: a key must be text, and this is nothing"));
}

BOOST_AUTO_TEST_CASE(refuses_to_merge_maps) {
  const auto x = load("a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n");
  BOOST_TEST(complains_of(x, "f:3:3: merging maps with '<<' is not allowed; "
                             "write what several services share under 'defaults'"));
  BOOST_TEST(load("'<<': 1\n").complaints.empty());
}

BOOST_AUTO_TEST_CASE(follows_an_alias_to_the_place_of_its_value) {
  const auto x = load("a: &a {x: 1}\nb: *a\n");
  BOOST_TEST(x.complaints.empty());
  BOOST_REQUIRE(x.root->find("b")->value.is_map());
  BOOST_TEST((x.root->find("b")->value.find("x")->at == place{0, 1, 8}));
}

BOOST_AUTO_TEST_CASE(refuses_an_alias_within_its_own_value) {
  BOOST_TEST(complains_of(load("a: &a [1, *a]\n"),
                          "f:1:11: this alias stands inside the value that it names; "));
}

BOOST_AUTO_TEST_CASE(refuses_numbers_that_look_octal) {
  for (const auto* text : {"0777", "-07", "00", "0o17", "+0o7"})
    BOOST_TEST(complains_of(load(text), "f:1:1: '" + std::string(text) + "' looks like an octal"));
  for (const auto* text : {"0", "0.5", "0x17", "'0777'", "0h", "1e05", "2010-12-01"})
    BOOST_TEST(load(text).complaints.empty(), text);
}

BOOST_AUTO_TEST_CASE(is_one) {
  BOOST_TEST(complains_of(load("a: 1\n---\nb: 2\n"),
                          "f:2:1: there are several documents, separated by '---'; "));
  BOOST_TEST(load("---\na: 1\n...\n").complaints.empty());
}

BOOST_AUTO_TEST_CASE(may_be_empty) {
  for (const auto* text : {"", "\n\n", "# nothing\n", "---\n"}) {
    const auto x = load(text);
    BOOST_TEST(x.complaints.empty());
    BOOST_REQUIRE(x.root.has_value());
    BOOST_TEST(x.root->is_null());
  }
}

BOOST_AUTO_TEST_CASE(that_is_no_yaml_is_complained_about_at_its_place) {
  const auto x = load("a: 1\nb: [1, 2\n");
  BOOST_TEST(!x.root.has_value());
  BOOST_TEST(complains_of(x, "f:3:1: this is not YAML: "));
  BOOST_TEST(complains_of(load("a: b: c\n"), "f:1:5: this is not YAML: "));
}

BOOST_AUTO_TEST_CASE(is_bounded_in_depth) {
  BOOST_TEST(load(repeated("[", 64) + repeated("]", 64)).complaints.empty());
  for (const int depth : {65, 400, 100'000})
    BOOST_TEST(!load(repeated("[", depth) + repeated("]", depth)).root.has_value());
}

BOOST_AUTO_TEST_CASE(is_bounded_in_size) {
  BOOST_TEST(
      complains_of(load(std::string(longest_document + 1, 'x')), "f:1:1: the text has more"));
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const auto below = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below +
            repeated(", " + below, 9) + "]\n";
  }
  BOOST_TEST(!load(bomb).root.has_value());
  const auto fat =
      "a: &a " + std::string(500'000, 'x') + "\nb: [*a" + repeated(", *a", 1000) + "]\n";
  BOOST_TEST(!load(fat).root.has_value());
}

BOOST_AUTO_TEST_CASE(survives_whatever_it_is_made_of) {
  const std::string sound = "troupe: 1\njournal: {path: \"a.db\", x: [1, *a]}\n"
                            "tree: &a\n  - ? k\n    : |\n      text\n  - !t 'q' # c\n--- %\n";
  std::mt19937 random(7);
  for (int run = 0; run < 3000; ++run) {
    auto text = sound;
    for (auto edits = random() % 6; edits > 0; --edits) {
      const auto at = random() % text.size();
      if (random() % 2 == 0)
        text[at] = static_cast<char>(random() % 256);
      else
        text.insert(at, 1, sound[random() % sound.size()]);
    }
    const auto x = load(text);
    BOOST_REQUIRE(x.root.has_value() || !x.complaints.empty());
  }
}

BOOST_AUTO_TEST_SUITE_END()
