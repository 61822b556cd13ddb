// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/item.hpp"
#include "journal/commit.hpp"
#include "journal/reader.hpp"
#include "service/call_surroundings.hpp"
#include "service/effects.hpp"
#include "service/fence.hpp"
#include "service/state_cache.hpp"
#include "troupe/module.hpp"
#include "vocabulary/derived_ids.hpp"

#include <memory>
#include <optional>
#include <string>

namespace troupe {

/// A transaction: what a handler does while it runs, kept apart until it is known how it ended.
///
/// `begin` opens one for a delivery (or for a source, without one), the handler calls what
/// `service_host` offers, and then either `take_effects` and `take_state` give all of it, or
/// `roll_back` forgets it. `state()` is a copy of the key's state; the cache and the journal are
/// only read.
class transaction final : public service_host {
public:
  struct identity {
    journal::subscription_number subscription = 0;
    std::string service;
    std::string instance;
  };

  /// Once the fence is raised, all that `service_host` offers throws `left_behind`.
  transaction(const call_surroundings&, identity, const service_offer&, journal::reader&,
              state_cache&, const fence&);

  void begin(const bus::item* x) {
    if (touched_)
      roll_back();
    open_ = true;
    item_ = x;
    derived_.reset();
  }
  /// For `on_start`, which may set and clear timers and nothing else.
  void begin_start() {
    begin(nullptr);
    starts_ = true;
  }
  /// True where the handler asked for nothing and looked at no state; then there is nothing to
  /// take.
  bool is_empty() const { return !touched_; }
  effects take_effects();
  /// The new state of the key as text and as value, where the handler touched it.
  struct new_state {
    journal::state_write write;
    std::shared_ptr<const void> value;
  };
  std::optional<new_state> take_state();
  void roll_back();

  void* state() override;
  void forget() override;
  void publish(outgoing) override;
  void publish_once(origin, outgoing) override;
  uuid set_timer(timer_setting, outgoing) override;
  void cancel(const uuid& timer) override;
  void cancel(std::string_view timer) override;
  void dead_letter(std::string input, std::string reason) override;
  void pause(std::chrono::nanoseconds) override;
  void stop(std::string reason) override;
  void log(log_level, std::string_view) override;
  time_point now() const override;

private:
  void touch(const char* what);
  void touch_timers(const char* what);
  void stop_at_fence(const char* what) const;
  std::string key() const;
  std::shared_ptr<void> load() const;
  journal::event_record make_event(outgoing&&);
  /// For what follows from a delivery, the same in every attempt; else a new one.
  uuid next_id();
  bool is_transient(const std::string& topic) const {
    return around_.transient_topics.count(topic) > 0;
  }

  const call_surroundings& around_;
  identity who_;
  id_author author_{who_.service};
  const service_offer& offer_;
  journal::reader& reader_;
  state_cache& cache_;
  const fence& fence_;
  bool open_ = false;
  bool starts_ = false;  ///< it is `on_start` that runs
  bool touched_ = false; ///< `effects_` holds something
  const bus::item* item_ = nullptr;
  std::optional<derived_ids> derived_; ///< of `item_`, from the first that is needed
  effects effects_;
};

} // namespace troupe
