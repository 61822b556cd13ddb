// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "deployment/offers.hpp"
#include "troupe/module.hpp"

namespace troupe::deploy {

/// The services of shared libraries, and of modules that are linked into the program.
class module_offers final : public offers {
public:
  /// `places` is where modules are looked for.
  explicit module_offers(std::vector<std::filesystem::path> places);

  /// Makes the services of a linked module known, as if it had been loaded under this name. A
  /// deployment lists the module's name as ever.
  void add(std::string module, const catalog& linked);

  result<void> load(const std::string& module) override;
  std::vector<std::string> services() const override;
  std::string module_digest(std::string_view service) const override;
  std::vector<std::string> option_names(std::string_view service) const override;
  std::vector<error> check_options(std::string_view service,
                                   const boost::json::value& options) const override;

  /// The service's offer, or nullptr. The pointer holds until the next `load` or `add`.
  const service_offer* find(std::string_view service) const;

private:
  std::vector<std::filesystem::path> places_;
  std::vector<std::string> linked_;
  std::map<std::string, std::string> digests_; ///< of loaded modules, by their names
  std::vector<service_offer> known_;
};

} // namespace troupe::deploy
