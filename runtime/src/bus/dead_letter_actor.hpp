// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/dead_letter_box.hpp"
#include "execution/placed_actor.hpp"
#include "journal/writer.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

namespace troupe::bus {

/// To the dead-letter actor: the box has something.
struct box_filled {};

/// Brings what is in the box into the journal. It keeps nothing itself, so its crash loses nothing:
/// letters leave the box when their commit is durable.
class dead_letter_actor : public execution::placed_actor {
public:
  static constexpr std::size_t letters_per_commit = 256;

  dead_letter_actor(caf::actor_config&, execution::placement, dead_letter_box&, journal::writer&);

  caf::behavior make_behavior() override;

private:
  void empty_box();

  dead_letter_box& box_;
  journal::writer& writer_;
};

} // namespace troupe::bus

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(troupe::bus::box_filled)
