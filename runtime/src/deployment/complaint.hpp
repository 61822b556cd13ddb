// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

/// What is wrong with a deployment, each with the place where a person finds it and what to do.
namespace troupe::deploy {

/// A place in a deployment: in its file (source 0), or in the n-th `--set` (source n, no line).
struct place {
  int source = 0;
  int line = 1;
  int column = 1;

  friend auto operator<=>(const place&, const place&) = default;
};

/// ", first at 3:1", for what stands somewhere a second time.
std::string first_at(const place& first);

/// One complaint as a person reads it. `line` and `column` count from 1; for an override `file` is
/// `--set PATH` and both are 0.
struct complaint {
  std::string file;
  int line = 0;
  int column = 0;
  std::string what;
  std::string to_do;

  friend bool operator==(const complaint&, const complaint&) = default;
};

/// "file:line:column: what; what to do", or "--set PATH: what; what to do".
std::string to_string(const complaint& x);

/// Collects all complaints of one reading, so that a person sees them at once.
class complaints {
public:
  void add(place at, std::string what, std::string to_do);

  /// From now on this text is shown nowhere, whoever quotes it. Texts of less than four characters
  /// cannot be told from ordinary words; they rely on nobody quoting a secret node.
  void hide(const std::string& secret);

  bool empty() const { return found_.empty(); }

  /// All that was found, sorted by place, each once. `file` names source 0, `overrides` the others.
  std::vector<complaint> listed(const std::string& file,
                                const std::vector<std::string>& overrides) const;

private:
  struct finding {
    place at;
    std::string what;
    std::string to_do;

    friend auto operator<=>(const finding&, const finding&) = default;
  };

  std::string without_secrets(std::string text) const;

  std::vector<finding> found_;
  std::vector<std::string> secrets_;
};

} // namespace troupe::deploy
