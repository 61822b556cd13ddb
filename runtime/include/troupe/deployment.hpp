// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/module.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace troupe {

/// What is wrong with a deployment, where, and what to do.
struct deployment_complaint {
  std::string file; ///< or `--set PATH`, for a value that was put over the file's
  int line = 0;     ///< from 1; 0 where there is none, as `column`
  int column = 0;
  std::string what;
  std::string to_do;

  friend bool operator==(const deployment_complaint&, const deployment_complaint&) = default;
};

/// "file:line:column: what; what to do".
[[gnu::visibility("default")]] std::string to_string(const deployment_complaint&);

/// What a deployment is read with.
struct deployment_setup {
  /// Values over those of the file, "PATH=VALUE", as for `troupe run --set`.
  std::vector<std::string> sets{};
  /// Services of the program itself, by the names of modules: the file lists these as it lists
  /// shared libraries, which they may stand beside.
  std::map<std::string, catalog> modules{};
};

struct deployment_reading;

/// A deployment: the YAML of a system, read with its modules and found sound. It never changes, and
/// copies share one content; any thread may use any copy.
///
/// Shared libraries are looked for in `../lib/troupe` beside the program and in
/// `TROUPE_MODULE_PATH`, and stay loaded until the process ends. Nothing of a deployment runs until
/// a `runtime` is started with it.
class [[gnu::visibility("default")]] deployment {
public:
  static deployment_reading load(const std::filesystem::path& file, deployment_setup = {});
  /// `name` stands for the file in complaints.
  static deployment_reading parse(const std::string& yaml, const std::string& name,
                                  deployment_setup = {});

  const std::string& name() const;
  /// The ids of its services in the order of their start.
  std::vector<std::string> services() const;

  struct content;
  const content& inside() const {
    return *content_;
  }

private:
  explicit deployment(std::shared_ptr<const content> made) : content_(std::move(made)) {}
  friend struct deployment_reader;

  std::shared_ptr<const content> content_;
};

/// The deployment, or all that is wrong with it, in order of place.
struct deployment_reading {
  std::optional<deployment> value{};
  std::vector<deployment_complaint> complaints{};

  explicit operator bool() const { return value.has_value(); }
  deployment& operator*() { return *value; }
};

} // namespace troupe
