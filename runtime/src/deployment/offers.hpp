// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "troupe/error.hpp"

namespace troupe::deploy {

/// What modules offer to a deployment, as far as its reading must know it.
class offers {
public:
  virtual ~offers() = default;

  /// Makes the services of a module known. `module` is as it stands in `modules`: a name or a path.
  virtual result<void> load(const std::string& module) = 0;

  /// The names of all services of the modules loaded so far: "module.service".
  virtual std::vector<std::string> services() const = 0;

  /// What tells the version of a service's module from others; empty for one that is linked into
  /// the program. The service is one of `services()`, here and below.
  virtual std::string module_digest(std::string_view service) const = 0;

  /// The names of a service's options.
  virtual std::vector<std::string> option_names(std::string_view service) const = 0;

  /// All that is wrong with a service's options, which are an object; `where` of each error is a
  /// path in it: `.lines[0].quantity`.
  virtual std::vector<error> check_options(std::string_view service,
                                           const boost::json::value& options) const = 0;
};

} // namespace troupe::deploy
