// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace commerce {

/// Where the columns of an invoice stand in a row. They may come in any order; more of them do not
/// disturb.
struct invoice_columns {
  std::size_t count = 8;
  std::size_t invoice_no = 0;
  std::size_t stock_code = 1;
  std::size_t description = 2;
  std::size_t quantity = 3;
  std::size_t invoice_date = 4;
  std::size_t unit_price = 5;
  std::size_t customer_id = 6;
  std::size_t country = 7;

  friend bool operator==(const invoice_columns&, const invoice_columns&) = default;
};

/// Finds the columns by the names in the header; an error names all that are missing or come twice.
troupe::result<invoice_columns> find_columns(const std::vector<std::string>& header);

} // namespace commerce
