// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "cli/exit_codes.hpp"
#include "deployment/module_offers.hpp"
#include "deployment/said_places.hpp"
#include "deployment/silenced.hpp"
#include "deployment/values.hpp"
#include "deployment/whereabouts.hpp"
#include "troupe/error.hpp"

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace troupe::cli {

/// Where a command's deployment comes from: FILE, and what `--set` puts over it.
struct deployment_source {
  std::string file;
  std::vector<std::string> sets;
};

/// Adds FILE and `--set` to a command.
void add_deployment_source(CLI::App&, deployment_source&);

/// A deployment that is sound, with the modules that it lists loaded.
struct loaded_deployment {
  deploy::deployment what;
  deploy::said_places places;
  std::string text; ///< the file's
  deploy::silenced_warnings silenced;
  std::unique_ptr<deploy::module_offers> offers;

  const service_offer* offer(const std::string& service) const { return offers->find(service); }
};

/// The deployment, or the exit code after all complaints were written to standard error.
struct load_result {
  std::unique_ptr<loaded_deployment> value;
  int exit_code = exit_done;
};
load_result load_deployment(const deployment_source&);

/// The same without a word: the complaints, a line each.
struct read_source_result {
  std::unique_ptr<loaded_deployment> value;
  int exit_code = exit_done;
  std::vector<std::string> complaints{};
  deploy::whereabouts at{}; ///< also of one that is not sound
};
read_source_result read_source(const deployment_source&);
/// Of a text that once was in the file.
read_source_result read_source(const deployment_source&, const std::string& text);

} // namespace troupe::cli
