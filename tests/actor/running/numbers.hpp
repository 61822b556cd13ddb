// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "support/deployed.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

BOOST_TEST_SPECIALIZED_COLLECTION_COMPARE(std::vector<int>)

/// A small world for tests: numbers are counted, per key, and what was seen is remembered.
namespace troupe::trial {

/// It says itself how long it is of use.
struct offer_made {
  static constexpr event_type type{"offers.made", 1};
  std::string customer;
  time_point valid_until;
  [[maybe_unused]] static constexpr auto key = &offer_made::customer;
  [[maybe_unused]] static constexpr auto expires = &offer_made::valid_until;
};
BOOST_DESCRIBE_STRUCT(offer_made, (), (customer, valid_until))

struct counted {
  static constexpr event_type type{"numbers.counted", 1};
  std::string name;
  int number = 0;
  static constexpr auto key = &counted::name;
};
BOOST_DESCRIBE_STRUCT(counted, (), (name, number))

struct summed {
  static constexpr event_type type{"numbers.summed", 1};
  std::string name;
  long sum = 0;
  static constexpr auto key = &summed::name;
};
BOOST_DESCRIBE_STRUCT(summed, (), (name, sum))

struct glanced {
  static constexpr event_type type{"numbers.glanced", 1};
  std::string name;
  int number = 0;
  static constexpr auto key = &glanced::name;
};
BOOST_DESCRIBE_STRUCT(glanced, (), (name, number))

/// What was handled of one key, durably.
struct account {
  std::vector<int> numbers;
  long sum = 0;
};
BOOST_DESCRIBE_STRUCT(account, (), (numbers, sum))

struct get_account {
  static constexpr query_type type{"accounts.get"};
  using reply = account;
  std::string name;
  static constexpr auto key = &get_account::name;
};
BOOST_DESCRIBE_STRUCT(get_account, (), (name))

/// Writes down every number of its key, and announces the sum.
inline behavior accounts(service<account>* self) {
  return {[self](const counted& x) {
            self->state().numbers.push_back(x.number);
            self->state().sum += x.number;
            self->publish(summed{x.name, self->state().sum});
          },
          [](const get_account&, const service<account>& seen) { return seen.state(); }};
}

/// A door that a handler waits at until the test opens it. Shared by both.
class gate {
public:
  void open() {
    const std::lock_guard guard{mutex_};
    open_ = true;
    changed_.notify_all();
  }
  /// For the handler.
  void pass() {
    std::unique_lock lock{mutex_};
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    ++passed_;
    changed_.notify_all();
  }
  /// For the test.
  bool wait_for_visitors(int count) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return waiting_ >= count; });
  }
  bool visited() const {
    const std::lock_guard guard{mutex_};
    return waiting_ > 0;
  }
  bool wait_for_passed(int count) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return passed_ >= count; });
  }

private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
  int passed_ = 0;
};

/// Something that handlers tell and a test waits for.
template <class T>
class notes {
public:
  void add(T x) {
    const std::lock_guard guard{mutex_};
    all_.push_back(std::move(x));
    changed_.notify_all();
  }
  bool wait_for(std::size_t count) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return all_.size() >= count; });
  }
  std::vector<T> all() const {
    const std::lock_guard guard{mutex_};
    return all_;
  }

private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<T> all_;
};

} // namespace troupe::trial
