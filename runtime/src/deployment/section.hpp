// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "deployment/complaint.hpp"
#include "deployment/keys.hpp"
#include "deployment/node.hpp"

/// Reads a map of a deployment key by key, and complains about what does not belong there.
namespace troupe::deploy {

/// What to write instead of a name that is not known: "did you mean 'x'?" or "use x, y or z".
std::string advice(std::string_view name, const std::vector<std::string>& known);

/// Complains that `x` is not `wanted` ("a whole number"), in words for people.
void complain_about_kind(const node& x, const std::string& wanted, const std::string& example,
                         complaints& to);

/// The text of a scalar that is a string; complains about everything else. A plain number or
/// boolean is no string, as in options.
const std::string* as_text(const node& x, complaints& to);

/// A map with known keys.
///
/// Each reading function leaves `into` alone where the key is missing or its value is complained
/// about, so a default stays. Null is an empty map.
class section {
public:
  /// Complains at once about unknown keys, keys that are not built yet, and missing ones.
  section(const node& map, const key_set& known, complaints& to);

  const node& map() const { return map_; }

  /// The value of a key; null counts as missing, and so does what was complained about already.
  const node* find(std::string_view key) const;

  void text(std::string_view key, std::string& into) const;
  void flag(std::string_view key, bool& into) const;
  void whole(std::string_view key, int least, int most, int& into) const;
  void number(std::string_view key, double least, double most, double& into) const;

  /// A duration with its unit.
  void duration(std::string_view key, std::chrono::nanoseconds least,
                std::chrono::nanoseconds& into) const;

  /// A list of durations with their units, of one at least.
  void durations(std::string_view key, std::chrono::nanoseconds least,
                 std::vector<std::chrono::nanoseconds>& into) const;

  /// A size with its unit: B, KiB, MiB, GiB, kB, MB or GB.
  void size(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t& into) const;

  /// One of the given words.
  template <class T>
  void choice(std::string_view key, std::initializer_list<std::pair<const char*, T>> words,
              T& into) const {
    const auto* x = find(key);
    if (!x)
      return;
    std::vector<std::string> known;
    for (const auto& [word, value] : words) {
      if (x->is_scalar() && x->text == word) {
        into = value;
        return;
      }
      known.emplace_back(word);
    }
    refuse_word(key, *x, known);
  }

private:
  void check_keys();
  std::optional<std::chrono::nanoseconds> duration_of(const node& x,
                                                      std::chrono::nanoseconds least) const;
  void refuse_word(std::string_view key, const node& x,
                   const std::vector<std::string>& known) const;
  void refuse_range(const node& x, const std::string& least, const std::string& most) const;

  const node& map_;
  const key_set& known_;
  complaints& to_;
};

} // namespace troupe::deploy
