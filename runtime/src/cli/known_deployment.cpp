// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/known_deployment.hpp"

#include <iostream>
#include <utility>

namespace troupe::cli {

known_deployment::known_deployment(const deployment_source& from)
    : file_(from.file), read_(read_source(from)) {}

std::string known_deployment::name() const {
  return read_.at.name.empty() ? "the deployment" : read_.at.name;
}

const loaded_deployment* known_deployment::sound() const {
  if (is_sound())
    return read_.value.get();
  for (const auto& each : read_.complaints)
    std::cerr << each << '\n';
  if (read_.exit_code != exit_configuration)
    return nullptr;
  if (journal().empty())
    std::cerr << "troupe: the file does not tell where the journal is; to ask a deployment that "
                 "runs all the same, name its journal: --set journal.path=PATH\n";
  else
    std::cerr << "troupe: " << journal() << ": " << name()
              << " does not run on this journal, so its file must be sound; mend it, or name the "
                 "journal that it runs on (--set journal.path=PATH)\n";
  return nullptr;
}

void known_deployment::warn(const std::string& what_is_done) const {
  if (is_sound() || std::exchange(is_told_, true))
    return;
  for (const auto& each : read_.complaints)
    std::cerr << "warning: " << each << '\n';
  std::cerr << "warning: " << file_ << " is not sound; " << what_is_done << " all the same\n";
}

} // namespace troupe::cli
