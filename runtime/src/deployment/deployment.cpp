// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/deployment.hpp"

#include "deployment/content.hpp"
#include "deployment/read.hpp"
#include "module/library.hpp"

#include <functional>

namespace troupe {

struct deployment_reader {
  using read_function =
      std::function<deploy::reading(const std::vector<deploy::override_value>&, deploy::offers&)>;

  static deployment_reading read(std::string file, deployment_setup setup,
                                 const read_function& read_with) {
    deployment_reading made;
    std::vector<deploy::override_value> overrides;
    for (const auto& text : setup.sets) {
      if (auto parsed = deploy::parse_override(text))
        overrides.push_back(*std::move(parsed));
      else
        made.complaints.push_back({"--set", 0, 0, parsed.failure().what, ""});
    }
    if (!made.complaints.empty())
      return made;
    deploy::module_offers offers{modules::default_places()};
    for (const auto& [name, services] : setup.modules)
      offers.add(name, services);
    auto found = read_with(overrides, offers);
    for (auto& x : found.complaints)
      made.complaints.push_back(
          {std::move(x.file), x.line, x.column, std::move(x.what), std::move(x.to_do)});
    if (found)
      made.value = deployment{std::make_shared<const deployment::content>(deployment::content{
          *std::move(found.value), std::move(offers), std::move(file), std::move(setup.sets),
          std::move(found.text), std::move(found.silenced)})};
    return made;
  }
};

std::string to_string(const deployment_complaint& x) {
  return deploy::to_string(deploy::complaint{x.file, x.line, x.column, x.what, x.to_do});
}

deployment_reading deployment::load(const std::filesystem::path& file, deployment_setup setup) {
  std::error_code unknown; // An empty name has none, nor has any where the working folder is gone.
  const auto full = std::filesystem::absolute(file, unknown);
  return deployment_reader::read((unknown ? file : full.lexically_normal()).string(),
                                 std::move(setup), [&](const auto& overrides, auto& offers) {
                                   return deploy::read_deployment_file(
                                       file.string(), overrides, deploy::process_environment(),
                                       offers);
                                 });
}

deployment_reading deployment::parse(const std::string& yaml, const std::string& name,
                                     deployment_setup setup) {
  return deployment_reader::read(name, std::move(setup), [&](const auto& overrides, auto& offers) {
    return deploy::read_deployment(name, yaml, overrides, deploy::process_environment(), offers);
  });
}

const std::string& deployment::name() const {
  return content_->what.name;
}

std::vector<std::string> deployment::services() const {
  std::vector<std::string> ids;
  for (const auto* each : deploy::services(content_->what.tree))
    ids.push_back(each->id);
  return ids;
}

} // namespace troupe
