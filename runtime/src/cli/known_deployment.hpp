// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/deployment_source.hpp"

#include <memory>
#include <string>
#include <vector>

namespace troupe::cli {

/// A deployment as a command knows it that asks the one which runs, or only reads its journal. For
/// that it is enough to know where the journal is, so what is wrong with the file is no more than a
/// warning; whoever needs the definitions asks for `sound`.
class known_deployment {
public:
  /// Reads the file, and says nothing yet.
  explicit known_deployment(const deployment_source&);

  /// "the deployment" where the file does not tell it.
  std::string name() const;
  /// The path; empty where the file does not tell it.
  const std::string& journal() const { return read_.at.journal; }

  bool is_sound() const { return read_.value != nullptr; }
  /// Null after the complaints were written to standard error; `exit_code` goes with that.
  const loaded_deployment* sound() const;
  int exit_code() const { return read_.exit_code; }

  /// Of one that is not sound, once: what is wrong, as warnings, and what is done all the same.
  void warn(const std::string& what_is_done) const;

private:
  std::string file_;
  read_source_result read_;
  mutable bool is_told_ = false;
};

} // namespace troupe::cli
