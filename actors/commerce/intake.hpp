// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/invoice_fields.hpp"
#include "commerce/invoice_reader.hpp"
#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The intake brings orders, returns and adjustments in, from a file or of its own making.
///
/// It publishes `orders.placed`, `returns.received`, `adjustments.received`, and of the latter two
/// each SKU as `stock.returned` and `stock.adjusted`. What cannot be read becomes a dead letter,
/// and the rest goes on.
namespace commerce {

struct intake_options {
  /// A file in the layout of the public "Online Retail" data. It wins over `generate`.
  std::string file;
  /// How many orders to make where there is no file.
  std::uint64_t generate = 0;
  /// How the file's dates are written: `M/D/YY` or `DD/MM/YYYY`.
  commerce::date_format date_format = commerce::date_format::month_first;
  /// Invoices a second; 0 is as fast as the system takes them.
  double rate = 0;
  /// Orders that are made differ by it.
  std::uint64_t seed = 1;
  /// Lines of each order that is made, all of different SKUs; 0 makes it one to five.
  std::uint64_t lines = 0;

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(intake_options, (), (file, generate, date_format, rate, seed, lines))

/// How many orders of a kind were made.
struct generated_position {
  std::uint64_t seed = 0;
  std::uint64_t lines = 0;
  std::uint64_t next = 0;
};
BOOST_DESCRIBE_STRUCT(generated_position, (), (seed, lines, next))

/// How far the intake has come, durable together with what it published.
struct intake_position {
  std::optional<input_position> file;
  std::optional<generated_position> generated;
};
BOOST_DESCRIBE_STRUCT(intake_position, (), (file, generated))

troupe::behavior intake(troupe::service<intake_position, intake_options>* self);

} // namespace commerce
