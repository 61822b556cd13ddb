# Writes INTO, a header that says the digest of all headers below HEADERS, and leaves it alone where it
# says that already. Run by cmake -P.

file(GLOB_RECURSE headers RELATIVE ${HEADERS} ${HEADERS}/*.hpp)
list(SORT headers)
set(all "")
foreach(header ${headers})
  file(SHA256 ${HEADERS}/${header} digest)
  string(APPEND all "${header} ${digest}\n")
endforeach()
string(SHA256 digest "${all}")
string(SUBSTRING ${digest} 0 12 digest)
file(CONFIGURE OUTPUT ${INTO} @ONLY CONTENT [[
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// Made by the build of Troupe.
#pragma once

namespace troupe {

/// Of the headers of this Troupe. A module that was built with others is refused.
inline constexpr char header_digest[] = "@digest@";

} // namespace troupe
]])
