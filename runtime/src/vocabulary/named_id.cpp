// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "vocabulary/named_id.hpp"

#include <boost/uuid/name_generator_sha1.hpp>

#include <algorithm>
#include <string>

namespace troupe {
namespace {

/// Ours alone, made up once; part of the journal's format.
constexpr boost::uuids::uuid name_space{{0x6c, 0x1f, 0x83, 0x0e, 0x52, 0xa7, 0x4b, 0x9d, 0x8e, 0x35,
                                         0xd0, 0x94, 0x2b, 0x67, 0xf1, 0xc8}};

} // namespace

uuid named_id(std::string_view service, std::string_view name) {
  // A service's id has no line break, so two different pairs are never one text.
  const auto made = boost::uuids::name_generator_sha1{name_space}(std::string{service} + '\n' +
                                                                  std::string{name});
  uuid id;
  std::copy(made.begin(), made.end(), id.bytes.begin());
  return id;
}

} // namespace troupe
