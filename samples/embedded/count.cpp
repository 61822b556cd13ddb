// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

// A program that runs a deployment inside itself: it casts its arguments as votes, and says how
// many there are of each. Run again, it goes on counting.

#include "ballot.hpp"

#include <troupe/runtime.hpp>

#include <cstdlib>
#include <iostream>
#include <set>
#include <vector>

namespace {

int fail(const troupe::error& why) {
  std::cerr << to_string(why) << '\n';
  return EXIT_FAILURE;
}

} // namespace

/// count DEPLOYMENT JOURNAL CHOICE...
int main(int argc, char** argv) {
  const std::vector<std::string> arguments{argv + 1, argv + argc};
  if (arguments.size() < 3) {
    std::cerr << "usage: count DEPLOYMENT JOURNAL CHOICE...\n";
    return EXIT_FAILURE;
  }
  auto read = troupe::deployment::load(arguments[0], {.sets = {"journal.path=" + arguments[1]}});
  for (const auto& complaint : read.complaints)
    std::cerr << to_string(complaint) << '\n';
  if (!read)
    return EXIT_FAILURE;
  auto ballot = troupe::runtime::start(*read);
  if (!ballot)
    return fail(ballot.failure());

  std::vector<ballot::vote_cast> cast;
  for (std::size_t i = 2; i < arguments.size(); ++i)
    cast.push_back({arguments[i]});
  if (const auto accepted = ballot->publish(cast); !accepted) // durable from here on
    return fail(accepted.failure());
  ballot->wait_until_idle();

  for (const auto& choice : std::set<std::string>{arguments.begin() + 2, arguments.end()}) {
    const auto counted = ballot->ask(ballot::get_votes{choice});
    if (!counted)
      return fail(counted.failure());
    std::cout << choice << ": " << counted->count << " votes\n";
  }
  if (const auto stopped = ballot->stop(); !stopped)
    return fail(stopped.failure());
  return EXIT_SUCCESS;
}
