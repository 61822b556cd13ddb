// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <concepts>
#include <string>
#include <vector>

/// What a service knows of its options alone: rules beyond their types, told before anything runs.
///
///     struct payment_options {
///       std::uint32_t decline_permille = 0;
///       std::uint32_t retry_permille = 0;
///       std::vector<troupe::option_complaint> complaints() const {
///         if (decline_permille + retry_permille <= 1000)
///           return {};
///         return {{"retry_permille", "the permilles come to more than 1000; lower one of them"}};
///       }
///     };
///     BOOST_DESCRIBE_STRUCT(payment_options, (), (decline_permille, retry_permille))
///
/// `troupe check` and `troupe run` call `complaints()` when they have read a deployment, and say
/// each with its file, line and column. It is pure: options that are right on one machine are right
/// on all, so whether a file or a host is there is asked by `troupe::on_start`.
namespace troupe {

/// One thing that is wrong with an option.
struct option_complaint {
  /// The option by its path, `rate` or `lines[0].quantity`; empty where it is all of them.
  std::string option;
  /// "is negative; use 0 for no limit": what is wrong, and after a semicolon what to do.
  std::string what;

  friend bool operator==(const option_complaint&, const option_complaint&) = default;
};

/// Options that have rules of their own. An option that could not be read has its default when they
/// are asked.
template <class Options>
concept ruled_options = requires(const Options& chosen) {
  { chosen.complaints() } -> std::same_as<std::vector<option_complaint>>;
};

} // namespace troupe
