// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"
#include "troupe/uuid.hpp"
#include "vocabulary/starting_point.hpp"

#include <boost/describe.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What may be asked of a deployment that runs, as lines of JSON: pure, no sockets.
///
/// A request is one line, and so is its reply:
///
///     {"version":1,"command":"children.restart","arguments":{"id":"payment"}}
///     {"version":1,"value":{...}}    or    {"version":1,"error":{"code":"invalid","what":"..."}}
///
/// Members that are not known are refused, for what a client believes to have said must not be
/// overlooked.
namespace troupe::control {

inline constexpr int protocol_version = 1;
/// A longer request is refused; it also bounds what a client can make the owner keep.
inline constexpr std::size_t request_max = 64 * 1024;
/// How many letters one request may move, so that each is done soon.
inline constexpr std::size_t letters_max = 256;
/// Likewise timers.
inline constexpr std::size_t timers_max = 256;

struct get_status {};

/// What to do with a child: OTP's calls by the words of an operator. `restart` is OTP's
/// `terminate_child` and `restart_child`, `start` the latter alone.
enum class child_verb { start, restart, terminate };
BOOST_DESCRIBE_ENUM(child_verb, start, restart, terminate)

struct change_child {
  child_verb how = child_verb::start;
  std::string id; ///< as `get_status` names it: "payment", "inventory/2"
};

/// `resolve` is for letters that hold the later events of their key: these go on without it.
enum class letter_verb { replay, drop, resolve };
BOOST_DESCRIBE_ENUM(letter_verb, replay, drop, resolve)

struct move_letters {
  letter_verb how = letter_verb::replay;
  std::vector<uuid> ids; ///< those of a replay are parked in order of their events' sequences
  std::string who{};     ///< asks for it: for the audit trail, as the client says
  std::string reason{};
};

/// Gives a dead letter's event another payload, for its replay.
struct edit_letter {
  uuid id;
  std::string payload; ///< JSON
  std::string who{};
  std::string reason{};
};

/// These timers publish nothing any more.
struct cancel_timers {
  std::vector<uuid> ids;
  std::string who{}; ///< asks for it: for the log, as the client says
};

/// An event from outside.
struct publish_event {
  std::string topic;
  std::string payload;  ///< JSON
  std::string key{};    ///< only where no handler knows the event's type, which says it else
  std::string source{}; ///< empty: the deployment
  std::string id{};     ///< within the source, so that it is taken once; empty: always
};

/// Copies the journal to a file, while it is written to. Answered when the file is whole.
struct back_up_journal {
  std::string to;       ///< a path from the root, as the deployment sees it
  bool replace = false; ///< an older file that is there
};

/// Deletes the events of topics that say `keep: latest` which newer ones of their keys stand for.
/// Answered when that is done.
struct compact_journal {};

/// `forget` takes a subscription that no child has out of the journal.
enum class subscription_verb { pause, resume, forget };
BOOST_DESCRIBE_ENUM(subscription_verb, pause, resume, forget)

struct change_subscription {
  subscription_verb how = subscription_verb::pause;
  std::string id;       ///< the child's
  std::string who{};    ///< asks for a pause, as the client says
  std::string reason{}; ///< for it
};

/// What becomes of the states of a service that goes to another position.
enum class state_fate { unsaid, keep, reset };
BOOST_DESCRIBE_ENUM(state_fate, unsaid, keep, reset)

/// A service goes on from another place in the journal.
struct seek_subscription {
  std::string id;
  starting_point to;
  state_fate states = state_fate::unsaid;
  bool effects = false; ///< what is read again publishes and sets timers
};

/// A deployment's file as the process that runs reads it, and what is put over it.
struct deployment_file {
  std::string file; ///< a path from the root
  std::vector<std::string> sets;
};

/// What a reload would do.
struct plan_deployment : deployment_file {};

/// Becomes what the file says. Answered when it is, or when what ran before runs again.
struct reload_deployment : deployment_file {};

using request = std::variant<get_status, change_child, move_letters, edit_letter, publish_event,
                             back_up_journal, change_subscription, seek_subscription, cancel_timers,
                             compact_journal, plan_deployment, reload_deployment>;

/// The request that a line holds, or what is wrong with it and what to do.
result<request> parse_request(std::string_view line);

/// The line of a request, without a newline.
std::string line_of(const request&);

/// The reply that carries this JSON, or this error; without a newline.
std::string reply_of(std::string_view json);
std::string reply_of(const error&);

/// The JSON that a reply carries, or the error that it tells.
result<std::string> parse_reply(std::string_view line);

} // namespace troupe::control
