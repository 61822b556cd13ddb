// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <troupe/module.hpp>

#include <string>

/// The events of a ballot, for the module and for the programs alike.
namespace ballot {

struct vote_cast {
  static constexpr troupe::event_type type{"votes.cast", 1};
  std::string choice;
  static constexpr auto key = &vote_cast::choice;
};
BOOST_DESCRIBE_STRUCT(vote_cast, (), (choice))

struct vote_counted {
  static constexpr troupe::event_type type{"votes.counted", 1};
  std::string choice;
  int votes = 0; ///< for this choice, with this one
  static constexpr auto key = &vote_counted::choice;
};
BOOST_DESCRIBE_STRUCT(vote_counted, (), (choice, votes))

/// Of one choice.
struct votes {
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(votes, (), (count))

struct get_votes {
  static constexpr troupe::query_type type{"ballot.get_votes"};
  using reply = votes;
  std::string choice;
  static constexpr auto key = &get_votes::choice;
};
BOOST_DESCRIBE_STRUCT(get_votes, (), (choice))

/// Counts what is cast.
troupe::behavior tally(troupe::service<votes>* self);

} // namespace ballot
