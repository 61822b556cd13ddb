// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/verify.hpp"
#include "support/journal_dump.hpp"
#include "support/journal_file.hpp"
#include "support/journal_history.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <iostream>
#include <random>

#include <fcntl.h>
#include <unistd.h>

namespace troupe::journal::trial {
namespace {

const std::vector<std::string> keys{"k", "other"};

/// Something in every table, in pages so small that there are few bits.
void make_journal(const std::filesystem::path& file) {
  {
    const auto made = value_of(open_sqlite(file));
    const auto number = value_of(made->subscribe("payment", 0));
    set_up(*made, some_events(1, 3));
    auto held = parked_row(2, "k", 1, 4);
    held.letter = id(5);
    auto recurring = timer(50, 10);
    recurring.recurrence = "every 10m";
    recurring.name = "tick";
    recurring.by = timer_measure::wall;
    commit all = build{number}
                     .move(3, 0, 2)
                     .event(event(4, "orders.paid"))
                     .state("k", R"({"paid":true})")
                     .state("other", R"({"paid":false})")
                     .park(held)
                     .set(timer(9, 10))
                     .set(recurring)
                     .letter(dead_letter(5))
                     .audit({0, at(1), letter_deed::edited, "anna", id(3), "payment",
                             "orders.placed", "k", 3, "gateway timeout", "wrong"})
                     .settle(1);
    all.wall_moved = std::chrono::seconds{3};
    if (!write_one(*made, all).accepted())
      throw std::runtime_error("the journal was not made");
  }
  sql(file, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM");
}

/// A file of which one bit can be another.
class bits_of {
public:
  explicit bits_of(const std::filesystem::path& file)
      : bytes_(bytes_of(file)), opened_(::open(file.c_str(), O_WRONLY | O_CLOEXEC)) {}
  ~bits_of() { ::close(opened_); }
  bits_of(const bits_of&) = delete;
  bits_of& operator=(const bits_of&) = delete;

  std::size_t count() const { return bytes_.size() * 8; }
  void flip(std::size_t bit) { put(bit / 8, static_cast<char>(bytes_[bit / 8] ^ (1 << bit % 8))); }
  void put_back(std::size_t bit) { put(bit / 8, bytes_[bit / 8]); }

private:
  void put(std::size_t at, char byte) {
    if (::pwrite(opened_, &byte, 1, static_cast<off_t>(at)) != 1)
      throw std::runtime_error("a byte was not written");
  }

  std::string bytes_;
  int opened_;
};

enum class fate { unchanged, refused, found, missed };

fate look(const std::filesystem::path& file, const std::string& sound) {
  const auto opened = open_sqlite_readonly(file);
  if (!opened)
    return fate::refused;
  try {
    if (dump(**opened, keys) == sound)
      return fate::unchanged;
  } catch (const std::exception&) {
    return fate::refused;
  }
  const auto seen = verify(file);
  return seen && seen->findings.empty() ? fate::missed : fate::found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_bit_that_flips_in_a_journal)

// Of all bits, one of so many, for all of them take minutes: TROUPE_FLIPS=1 tries each.
BOOST_AUTO_TEST_CASE(is_told_or_changes_nothing_that_is_read) {
  const char* given = std::getenv("TROUPE_FLIPS");
  const std::size_t one_of = given ? std::stoul(given) : 16;
  const auto seed = chosen_seed(std::random_device{}());
  std::cout << "TROUPE_SEED=" << seed << "\n";
  scratch_folder folder{"/dev/shm"};
  make_journal(folder.file());
  const auto sound = dump(*value_of(open_sqlite_readonly(folder.file())), keys);
  BOOST_TEST(value_of(verify(folder.file())).findings.empty());
  bits_of bits{folder.file()};
  std::size_t fates[4] = {};
  for (std::size_t bit = seed % one_of; bit < bits.count(); bit += one_of) {
    bits.flip(bit);
    const auto became = look(folder.file(), sound);
    ++fates[static_cast<std::size_t>(became)];
    BOOST_TEST((became != fate::missed), "bit " << bit % 8 << " of byte " << bit / 8);
    bits.put_back(bit);
  }
  std::cout << fates[0] << " flipped bits changed nothing, " << fates[1] << " were refused, "
            << fates[2] << " found by verify\n";
  BOOST_TEST(fates[0] > 0u);
  BOOST_TEST(fates[1] > 0u);
  BOOST_TEST(dump(*value_of(open_sqlite_readonly(folder.file())), keys) == sound);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace troupe::journal::trial
