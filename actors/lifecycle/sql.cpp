// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/sql.hpp"

namespace lifecycle {

troupe::result<std::int64_t> sql_connection::execute(const std::string& statement,
                                                     const values& given) {
  for (std::size_t at = 0; at < given.size(); ++at)
    if (given[at] && given[at]->find('\0') != std::string::npos)
      return troupe::error{troupe::ec::invalid,
                           "the value $" + std::to_string(at + 1) +
                               " has a NUL character, which no database of ours keeps; "
                               "take it out and replay this"};
  return carry_out(statement, given);
}

} // namespace lifecycle
