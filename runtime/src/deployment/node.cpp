// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/node.hpp"

#include <algorithm>
#include <utility>

namespace troupe::deploy {

const member* node::find(std::string_view key) const {
  for (const auto& x : members)
    if (x.key == key)
      return &x;
  return nullptr;
}

member* node::find(std::string_view key) {
  return const_cast<member*>(std::as_const(*this).find(key));
}

std::string shown(const node& x) {
  switch (x.kind) {
  case node::kinds::null:
    return "nothing";
  case node::kinds::sequence:
    return "a list";
  case node::kinds::map:
    return "a map";
  case node::kinds::scalar:
    break;
  }
  if (x.secret)
    return "the secret";
  auto text = x.text.substr(0, 60);
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < ' '; }, ' ');
  return "'" + text + (text.size() < x.text.size() ? "...'" : "'");
}

bool holds_secret(const node& x) {
  return x.secret || std::any_of(x.items.begin(), x.items.end(), holds_secret) ||
         std::any_of(x.members.begin(), x.members.end(),
                     [](const member& m) { return holds_secret(m.value); });
}

} // namespace troupe::deploy
