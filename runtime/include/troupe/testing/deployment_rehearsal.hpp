// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/deployment.hpp"
#include "troupe/testing/source_line.hpp"
#include "troupe/testing/stage.hpp"

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A whole deployment, rehearsed: the real YAML, modules, supervisors, retries, timers and dead
/// letters, on the test's own thread, with a journal in memory and a clock that the test moves.
///
///     auto shop = troupe::testing::deployment_rehearsal::load("config/shop.yaml");
///     shop.publish(order_placed{"A1", ...});
///     shop.settle();
///     shop.expect_published(payment_requested{"A1", ...});
///     shop.advance(15min);
///     shop.expect_published(order_cancelled{"A1"});
///     shop.expect_dead_letter("payment", "no such card");
///
/// What comes next, a message to an actor, a write of the journal, a timer that is due, is picked
/// by a seed, and so is how much a service has in hand. One seed does the same each time, to the
/// last byte; another finds another order, within what is promised. An expectation that is not met
/// throws `failed` with its line in the test, the seed, and the story of what came of what.
namespace troupe::testing {

struct deployment_rehearsal_setup {
  /// Services in place of those that the deployment names, each called as it is called there:
  /// `instead.service("commerce.notification", my_notification)`. One has the options of the file
  /// as far as it has such options. So a source or an effect on the outside is replaced.
  catalog instead{};
  /// Without one, that of the environment's TROUPE_SEED, or else 1.
  std::optional<std::uint64_t> seed{};
  time_point begin{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};
};

/// A dead letter, as tests look at it.
struct letter {
  std::string service;
  std::string topic; ///< empty where it was no event
  std::string key;
  std::string payload; ///< or the text that was none
  std::string reason;  ///< "rejected", "attempts_spent"
  std::string error;
  std::size_t attempts = 0;
};

/// Used by one thread. What a handler waits for by itself, a lock or a socket, holds up all.
class [[gnu::visibility("default")]] deployment_rehearsal {
public:
  /// Starts it. Throws `failed` where it does not start.
  explicit deployment_rehearsal(deployment, deployment_rehearsal_setup = {});
  /// Throws `failed` also with all that is wrong with the file.
  static deployment_rehearsal load(const std::filesystem::path& file, deployment_setup = {},
                                   deployment_rehearsal_setup = {});
  static deployment_rehearsal parse(const std::string& yaml, deployment_setup = {},
                                    deployment_rehearsal_setup = {});
  ~deployment_rehearsal(); ///< stops it
  deployment_rehearsal(deployment_rehearsal &&) noexcept;
  deployment_rehearsal& operator=(deployment_rehearsal&&) noexcept;

  /// Announces facts from outside, all or none. Some of what comes of them may happen at once.
  template <event... Events>
  void publish(const Events&... facts) {
    std::vector<outgoing> all;
    (all.push_back(encode(facts)), ...);
    publish_encoded(std::move(all));
  }
  /// Likewise one that is written as JSON, as `troupe publish` does it.
  void publish_json(const std::string& topic, const std::string& payload);

  /// Does all that is to be done at this time.
  void settle();
  /// Moves the clock to each deadline in turn, and does what is to be done there.
  void advance(std::chrono::nanoseconds by);
  /// Ends the instances of a service as a crash between two deliveries would; its supervisor is
  /// told. Throws `failed` where none runs.
  void crash(const std::string& service, source_line at = source_line::here());

  /// What was published of a topic, from outside and by services, in order.
  template <event Event>
  std::vector<Event> published() const {
    std::vector<Event> all;
    for (const auto& each : published(Event::type.name))
      all.push_back(read<Event>(each));
    return all;
  }
  std::vector<fact> published(std::string_view topic) const;

  /// This was published, at any time.
  template <event Event>
  void expect_published(const Event& expected, source_line at = source_line::here()) const {
    require_published(fact_of(expected), at);
  }
  /// One was for which this is true; the first of them.
  template <event Event, std::predicate<const Event&> Predicate>
  Event expect_published(Predicate is_it, source_line at = source_line::here()) const {
    for (auto& each : published<Event>())
      if (is_it(std::as_const(each)))
        return std::move(each);
    fail("no " + std::string{Event::type.name} + " was published that is as expected", {}, at);
  }
  /// Exactly so many were.
  template <event Event>
  void expect_published(std::size_t count, source_line at = source_line::here()) const {
    require_count(Event::type.name, count, at);
  }
  /// This was not.
  template <event Event>
  void expect_not_published(const Event& unwanted, source_line at = source_line::here()) const {
    require_absent(fact_of(unwanted), at);
  }

  std::vector<letter> dead_letters() const;
  /// The service has one whose error has this text in it; the first of them.
  letter expect_dead_letter(std::string_view service, std::string_view error = {},
                            source_line at = source_line::here()) const;
  void expect_no_dead_letters(source_line at = source_line::here()) const;

  template <query Query>
  typename Query::reply ask(const Query& question, source_line at = source_line::here()) {
    return read<typename Query::reply>(ask_encoded(Query::type.name, to_json(question), at));
  }

  time_point now() const;
  std::uint64_t seed() const;
  /// Why the deployment has ended by itself; nothing while it goes on.
  std::optional<std::string> ended() const;
  /// What came of what until now, as a failure shows it. Chains with this key come first.
  std::string story(std::string_view key = {}) const;
  /// Throws `failed` with the seed and the story.
  [[noreturn]] void fail(const std::string& why, std::string_view key = {},
                         source_line at = source_line::here()) const;

private:
  struct content;

  template <class T>
  static T read(const std::string& payload) {
    auto value = from_json<T>(payload);
    if (!value)
      throw failed{to_string(value.failure())};
    return *std::move(value);
  }
  template <class T>
  static T read(const fact& x) {
    return read<T>(x.payload);
  }

  void publish_encoded(std::vector<outgoing>);
  std::string ask_encoded(std::string_view query, const std::string& arguments, source_line);
  void require_published(const fact&, source_line) const;
  void require_absent(const fact&, source_line) const;
  void require_count(std::string_view topic, std::size_t, source_line) const;

  std::unique_ptr<content> content_;
};

/// The seeds to try: 1 and up to `count`. The environment may say another count by TROUPE_SEEDS,
/// and by TROUPE_SEED that there is one seed only. Throws `failed` where it says nonsense.
[[gnu::visibility("default")]] std::vector<std::uint64_t> seeds(std::size_t count);

} // namespace troupe::testing
