// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/whereabouts.hpp"

#include "deployment/document.hpp"
#include "deployment/keys.hpp"
#include "deployment/section.hpp"
#include "deployment/values.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace troupe::deploy {
namespace {

/// The lines of a section at the text's margin, so that no error elsewhere hides it. Nothing where
/// there are two: then nobody knows which counts.
std::string section_alone(std::string_view text, std::string_view key) {
  const auto begins = std::string{key} + ':';
  std::string found;
  int count = 0;
  bool is_inside = false;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    constexpr std::string_view goes_on = " \t\r#";
    if (!line.empty() && goes_on.find(line.front()) == std::string_view::npos) {
      is_inside = line.substr(0, begins.size()) == begins;
      count += is_inside ? 1 : 0;
    }
    if (is_inside)
      found += std::string{line} + '\n';
  }
  return count == 1 ? found : std::string{};
}

struct known_tree {
  node root;
  bool is_whole = false; ///< no section is overlooked
};

known_tree tree_of(const std::string& text) {
  complaints wrong;
  if (auto root = load_document(text, wrong); root && root->is_map() && wrong.empty())
    return {*std::move(root), true};
  known_tree made;
  made.root.kind = node::kinds::map;
  for (const char* key : {"name", "journal"}) {
    complaints about_it;
    auto alone = load_document(section_alone(text, key), about_it);
    auto* section = alone && about_it.empty() ? alone->find(key) : nullptr;
    if (section != nullptr)
      made.root.members.push_back(std::move(*section));
  }
  return made;
}

std::string text_at(node* of, const char* key, const environment& variables) {
  auto* found = of != nullptr ? of->find(key) : nullptr;
  if (found == nullptr)
    return {};
  complaints wrong;
  fill_in(found->value, variables, wrong);
  const auto* text = as_text(found->value, wrong);
  return text != nullptr && wrong.empty() ? *text : std::string{};
}

/// Whether all keys are known ones: a misspelt `journal` may be meant, and say another path.
bool is_spelt_well(const node& of, const key_set& known) {
  return of.is_map() && std::all_of(of.members.begin(), of.members.end(),
                                    [&](const member& x) { return known.find(x.key) != nullptr; });
}

} // namespace

whereabouts find_whereabouts(const std::string& text, const std::vector<override_value>& overrides,
                             const environment& variables) {
  auto [root, is_whole] = tree_of(text);
  complaints unheard;
  int number = 0;
  for (const auto& each : overrides)
    override_section(root, each, ++number, unheard);
  auto* journal = root.find("journal");
  whereabouts found{text_at(&root, "name", variables),
                    text_at(journal != nullptr ? &journal->value : nullptr, "path", variables)};
  const bool says_none =
      journal == nullptr || journal->value.is_null() ||
      (is_spelt_well(journal->value, keys::journal) && journal->value.find("path") == nullptr);
  if (is_whole && says_none && is_spelt_well(root, keys::root))
    found.journal = deploy::journal{}.path;
  return found;
}

} // namespace troupe::deploy
