// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "support/journal_faulty_disk.hpp"
#include "support/journal_file.hpp"
#include "support/journal_history.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <iostream>

namespace troupe::journal::trial {
namespace {

using trouble = faulty_disk::trouble;

/// What the journal was at when it met a trouble.
enum class work { opening, commit, parking, timer, replay, resting };
constexpr std::size_t works = 6;
constexpr std::array<const char*, works> names_of_works{"opening", "commit", "parking",
                                                        "timer",   "replay", "resting"};
constexpr std::array<const char*, faulty_disk::troubles> names_of_troubles{
    "write error", "short write", "sync error", "full disk", "slow disk", "power cut"};

/// How often each trouble met each work; a power cut counts as `interrupt`.
using tally = std::array<std::array<int, works>, faulty_disk::troubles>;

std::vector<work> works_of(const std::vector<std::uint64_t>& group) {
  std::vector<work> found{work::commit};
  for (const auto n : group) {
    if (n % 5 == 0)
      found.push_back(work::parking);
    if (n % 4 == 2 && n > 4)
      found.push_back(work::timer);
    if (n % 5 == 3 && n > 5)
      found.push_back(work::replay);
  }
  return found;
}

/// One journal on a disk that fails again and again, with a look at all that it holds after each
/// failure.
class troubled_journal {
public:
  troubled_journal(std::uint64_t seed, tally& struck) : random_(seed), struck_(struck) {
    plug_in(std::make_unique<scratch_folder>());
  }
  troubled_journal(const troubled_journal&) = delete;
  troubled_journal& operator=(const troubled_journal&) = delete;

  void live(int lives) {
    for (int i = 0; i < lives; ++i) {
      if (random_() % 4 == 0)
        plan_trouble(40);
      if (open()) {
        plan_trouble(120);
        write_until_it_fails();
      }
      end_life();
    }
    // What was planned and did not strike yet may still do so, and once only.
    while (!open() || !write(history_from(next_, 1)))
      storage_.reset();
  }

  std::uint64_t commits() const { return last_; }

private:
  /// The disk of a machine that was just switched on.
  void plug_in(std::unique_ptr<scratch_folder> folder) {
    disk_.reset();
    folder_ = std::move(folder);
    disk_ = std::make_unique<faulty_disk>("bad");
    disk_->on_strike([this](trouble met) {
      if (met == trouble::interrupt)
        disk_->cut_power_after(0);
      for (const auto each : at_)
        ++struck_[static_cast<std::size_t>(met)][static_cast<std::size_t>(each)];
    });
  }

  void plan_trouble(std::uint64_t within) {
    disk_->strike(static_cast<trouble>(random_() % faulty_disk::troubles),
                  static_cast<std::int64_t>(random_() % within));
  }

  /// What was seen once must stay, whatever comes.
  bool open() {
    at_ = {work::opening};
    sqlite_options options;
    options.vfs = "bad";
    options.checkpoint_pages = 20 + static_cast<int>(random_() % 60);
    options.resting_pages = 5 + static_cast<int>(random_() % 30);
    auto opened = open_sqlite(folder_->file(), options);
    if (!opened) {
      BOOST_REQUIRE_MESSAGE(opened.failure().code == ec::io, to_string(opened.failure()));
      return false;
    }
    storage_ = *std::move(opened);
    if (!storage_->subscribe("historian", 0))
      return false;
    try {
      const auto found = check_history(*storage_);
      BOOST_REQUIRE_MESSAGE(found >= last_, "commit " << last_ << " was acknowledged or seen, and "
                                                      << found << " is the last now");
      BOOST_REQUIRE(found <= submitted_);
      if (!disk_->is_cut())
        last_ = found;
      next_ = found + 1;
    } catch (const std::exception& problem) {
      BOOST_REQUIRE_MESSAGE(false, problem.what());
    }
    return true;
  }

  static std::vector<std::uint64_t> history_from(std::uint64_t next, std::uint64_t count) {
    std::vector<std::uint64_t> numbers;
    for (; count > 0; --count)
      numbers.push_back(next++);
    return numbers;
  }

  bool write(const std::vector<std::uint64_t>& numbers) {
    at_ = works_of(numbers);
    std::vector<commit> group;
    for (const auto n : numbers)
      group.push_back(history(n, random_() % 400));
    submitted_ = std::max(submitted_, numbers.back());
    const auto verdicts = storage_->write(group);
    if (!verdicts) {
      BOOST_REQUIRE_MESSAGE(verdicts.failure().code == ec::io, to_string(verdicts.failure()));
      BOOST_REQUIRE(storage_->head() == first_of(next_) - 1);
      return false;
    }
    for (const auto& x : *verdicts)
      BOOST_REQUIRE_MESSAGE(x.accepted(), x.failure->what);
    next_ = numbers.back() + 1;
    if (!disk_->is_cut())
      last_ = numbers.back();
    return true;
  }

  void write_until_it_fails() {
    for (int groups = 0; groups < 60 && !disk_->is_cut(); ++groups) {
      if (!write(history_from(next_, 1 + random_() % 4)))
        return;
      if (random_() % 3 == 0) {
        at_ = {work::resting};
        if (!storage_->rest())
          return;
      }
    }
  }

  /// The process ends, and some of the times the machine with it.
  void end_life() {
    at_ = {};
    const bool is_switched_off = disk_->is_cut() || random_() % 2 == 0;
    if (!is_switched_off)
      return storage_.reset();
    auto left = std::make_unique<scratch_folder>();
    disk_->leave(left->path(), static_cast<faulty_disk::fate>(random_() % 3), random_);
    storage_.reset();
    plug_in(std::move(left));
  }

  std::mt19937_64 random_;
  tally& struck_;
  std::unique_ptr<scratch_folder> folder_;
  std::unique_ptr<faulty_disk> disk_;
  std::vector<work> at_;
  std::uint64_t last_ = 0;      ///< that must be there
  std::uint64_t submitted_ = 0; ///< that may be there
  std::uint64_t next_ = 1;
  std::unique_ptr<engine> storage_; ///< its end still strikes the disk, which needs all of these
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_journal_on_a_disk_that_fails)

BOOST_AUTO_TEST_CASE(keeps_what_it_acknowledged_or_showed_whatever_happens_next) {
  const auto seed = chosen_seed(std::random_device{}());
  std::cout << "TROUPE_SEED=" << seed << "\n";
  tally struck{};
  std::uint64_t commits = 0;
  for (std::uint64_t i = 0; i < 60; ++i) {
    BOOST_TEST_CONTEXT("seed " << seed + i) {
      troubled_journal journal{seed + i, struck};
      journal.live(16);
      commits += journal.commits();
    }
  }
  std::cout << commits << " commits\n";
  for (std::size_t met = 0; met < struck.size(); ++met)
    for (std::size_t at = 0; at < works; ++at)
      if (met != static_cast<std::size_t>(trouble::slow) || at != 0)
        BOOST_TEST(struck[met][at] > 0,
                   "no " << names_of_troubles[met] << " met the work " << names_of_works[at]);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
