// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/module.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace commerce::support {

/// The module's services on one thread and without a journal: enough to see what they do together.
///
/// Each service has a queue; a seed decides whose turn it is. A handler's effects are taken when it
/// succeeds and forgotten when it fails or throws; a throw also makes the service anew. A delivery
/// is tried up to nine times, then it is a dead letter.
class small_stage {
public:
  explicit small_stage(std::uint64_t seed = 1);

  /// Puts a service of the module on the stage, under its own name. Options are JSON.
  void add(const std::string& service, const std::string& options = "{}");
  void add_all(const std::map<std::string, std::string>& options);

  /// One turn of one service that has something to do; false if none has.
  bool step();
  void run();
  /// All services end and are made anew, as by the end of the process. With `in_hand`, one of them
  /// does its next turn first, and nothing of it is committed.
  void kill(bool in_hand);

  /// Hands a service an event as if another had published it.
  template <troupe::event Event>
  void publish(const Event& fact) {
    accept({std::string{Event::type.name}, troupe::key_of(fact), troupe::to_json(fact)});
  }
  template <troupe::query Query>
  typename Query::reply ask(const Query& question) const {
    auto reply = troupe::from_json<typename Query::reply>(
        ask(std::string{Query::type.name}, troupe::key_of(question), troupe::to_json(question)));
    if (!reply)
      throw std::runtime_error(to_string(reply.failure()));
    return *reply;
  }

  struct event {
    std::string topic;
    std::string key;
    std::string payload;
  };
  /// Every event, in order.
  const std::vector<event>& events() const { return events_; }
  std::size_t count(const std::string& topic) const;
  struct dead_letter {
    std::string service;
    std::string reason;
    std::string text;
  };
  const std::vector<dead_letter>& dead_letters() const { return dead_letters_; }
  const std::vector<std::string>& log() const { return log_; }
  int crashes() const { return crashes_; }
  const std::vector<std::chrono::nanoseconds>& pauses() const { return pauses_; }
  troupe::time_point now{std::chrono::seconds{1'800'000'000}};

private:
  struct member;
  class host;

  std::string ask(const std::string& name, const std::string& key,
                  const std::string& question) const;
  void make(member&);
  bool has_work(const member&) const;
  void turn(member&, bool commit);
  void pull(member&, bool commit);
  void deliver(member&, bool commit);
  void accept(event);
  void commit(member&);

  troupe::catalog offers_;
  std::vector<std::shared_ptr<member>> members_;
  std::mt19937_64 random_;
  std::vector<event> events_;
  std::vector<dead_letter> dead_letters_;
  std::vector<std::string> log_;
  std::vector<std::chrono::nanoseconds> pauses_;
  int crashes_ = 0;
};

} // namespace commerce::support
