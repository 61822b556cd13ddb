// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/id_set.hpp"

#include "commerce/fnv.hpp"

#include <functional>

namespace commerce {

id_set::mark id_set::mark_of(std::string_view id) {
  return {std::hash<std::string_view>{}(id), fnv1a(id)};
}

} // namespace commerce
