// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "deployment/complaint.hpp"
#include "deployment/node.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// What a deployment is expected to do, written as YAML: values.
namespace troupe::testing {

/// A name, and where it is written.
struct named {
  deploy::place at;
  std::string name;
};

/// Something that is done to the deployment.
struct step {
  enum class kinds { publish, advance, crash };

  kinds kind = kinds::publish;
  deploy::place at;
  std::string name;       ///< the topic, or the service
  deploy::place named_at; ///< the name
  deploy::node fields;    ///< of an event
  std::string payload;    ///< the same as JSON
  std::chrono::nanoseconds by{};
};

/// An event, or a dead letter, that is to come or never to come.
struct expectation {
  deploy::place at;
  std::string topic;                 ///< empty for a dead letter
  deploy::node fields;               ///< of the event, those that are looked at
  bool exactly = false;              ///< it has no others
  named service;                     ///< of a dead letter; empty: any
  std::string error;                 ///< that it has in it
  std::chrono::nanoseconds within{}; ///< from the last step on
};

struct scenario {
  std::string name;
  deploy::place at;
  std::vector<step> given;
  std::vector<step> when;
  std::vector<expectation> then;
  std::vector<expectation> never;
};

struct scenario_file {
  std::string file;
  std::string deployment; ///< the path of its file
  std::vector<std::string> sets;
  std::vector<named> without; ///< services that are left out
  std::vector<named> topics;  ///< of which no service says that it publishes them
  std::vector<scenario> scenarios;
  bool is_whole = true; ///< all that is written could be read
};

bool is_left_out(const scenario_file&, const std::string& service);

/// The scenarios of a file, or all that is wrong with it, in order of place.
struct scenario_reading {
  std::optional<scenario_file> value{};
  std::vector<deploy::complaint> complaints{};
  std::optional<scenario_file> rest{}; ///< what could be read, where only scenarios are wrong
};

/// Reads the text of a file called `file`; the deployment's path is from that file's folder. Pure.
scenario_reading read_scenarios(const std::string& file, const std::string& text);

} // namespace troupe::testing
