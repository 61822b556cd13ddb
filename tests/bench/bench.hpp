// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/running.hpp"
#include "journal/sqlite.hpp"
#include "support/scratch_folder.hpp"
#include "troupe/module.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// What the measurements share: a stop watch, a folder for journals, a deployment of services.
namespace troupe::bench {

class stop_watch {
public:
  double seconds() const {
    return std::chrono::duration<double>(system_time().elapsed() - start_).count();
  }

private:
  std::chrono::nanoseconds start_ = system_time().elapsed();
};

using support::scratch_folder;

/// Prints one line: what was measured, the figure, its unit, and what it is to be compared with.
void print(const std::string& what, double figure, const std::string& unit,
           const std::string& beside = {});

/// Services in a tree of one level, on a journal with `sync: full`.
class deployment {
public:
  catalog offers;
  deploy::deployment what;

  template <class F>
  deploy::service& add(const std::string& id, F make) {
    offers.service(id, make);
    return add_child(id);
  }
  deploy::service& add_child(const std::string& offer);

  void start(const std::filesystem::path& journal);
  void publish(std::vector<outgoing>, journal::writer::completion then = {});
  void settle();
  void stop();
  assembly::running& running() { return *running_; }

private:
  std::unique_ptr<assembly::running> running_;
};

/// An event of about 300 bytes of JSON.
struct price_changed {
  static constexpr event_type type{"prices.changed", 1};
  std::string sku;
  std::string note;
  std::int64_t price_minor = 0;
  static constexpr auto key = &price_changed::sku;
};
BOOST_DESCRIBE_STRUCT(price_changed, (), (sku, note, price_minor))

/// Of one of so many keys.
price_changed make_price(std::uint64_t number, std::uint64_t keys = 1000);
outgoing encode(const price_changed&);
/// As it stands in the journal, whoever writes it there.
journal::event_record record_of(outgoing, const uuid& id);

/// Prices of these numbers on their way through a deployment.
struct traffic {
  std::uint64_t first = 0;
  std::uint64_t events = 0;
  std::uint64_t keys = 1000;
  double rate = 0; ///< published a second; 0 for as fast as they are handled
};

/// Publishes them, and gives how many a second were handled when all are. Whoever is not to be
/// measured waits, and does not turn in a circle: that would take a core.
double flow(deployment&, const traffic&);

/// Keeps the last price by key, durably.
struct last_price {
  std::int64_t price_minor = 0;
};
BOOST_DESCRIBE_STRUCT(last_price, (), (price_minor))
behavior keeper(service<last_price>*);

double percent(double part, double whole);

void durable_publish();
void large_journal();
void recovery();
void retry_storm();
void fan_out();
void latency();
void restart();
void opening();
void order_flow();
void dynamic_children();
void after_a_crash();
void beside_crashes();
void large_tree();
void reload();
void kit();
double nanoseconds_of_a_mark(); ///< what the mark of what is in hand adds to a handler's call
void idle();                    ///< what a deployment costs that has nothing to do

} // namespace troupe::bench
