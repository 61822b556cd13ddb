// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/find_letter.hpp"

#include <utility>

namespace troupe::journal {

result<std::optional<dead_letter_record>> find_letter(reader& from, const uuid& id) {
  dead_letter_query query;
  query.id = id;
  auto found = from.dead_letters(query);
  if (!found)
    return std::move(found).failure();
  return found->empty() ? std::nullopt : std::optional{std::move(found->front())};
}

} // namespace troupe::journal
