// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letter_access.hpp"

#include "assembly/kept_constraints.hpp"
#include "assembly/known_handlers.hpp"
#include "assembly/letter_changes.hpp"
#include "assembly/letter_edit.hpp"
#include "cli/journal_access.hpp"
#include "cli/running_deployment.hpp"
#include "troupe/clock.hpp"

namespace troupe::cli {
namespace {

result<std::vector<std::string>> children_of(control::client& through) {
  const auto told = ask_status(through);
  if (!told)
    return told.failure();
  std::vector<std::string> ids;
  for (const auto& each : told->children)
    ids.push_back(each.id);
  return ids;
}

} // namespace

std::vector<std::string> children_of(const loaded_deployment& what) {
  std::vector<std::string> ids;
  for (const auto* each : deploy::services(what.what.tree))
    ids.push_back(each->id);
  return ids;
}

found_access open_letters(const known_deployment& known) {
  auto reached = reach(known);
  if (!reached)
    return {std::nullopt, failed(reached.failure())};
  if (*reached) {
    auto opened = read_journal(known);
    if (!opened.value)
      return {std::nullopt, opened.exit_code};
    const auto through = std::make_shared<control::client>(**std::move(reached));
    return {
        letter_access{[through](const control::move_letters& x) { return ask_move(*through, x); },
                      [through](const control::edit_letter& x) { return ask_edit(*through, x); },
                      std::move(opened.value), [through] { return children_of(*through); }, true}};
  }
  const auto* loaded = known.sound();
  if (loaded == nullptr)
    return {std::nullopt, known.exit_code()};
  const auto& what = loaded->what;
  auto opened = own_journal(what);
  if (!opened.value)
    return {std::nullopt, opened.exit_code};
  const std::shared_ptr<journal::engine> owned{std::move(opened.value)};
  auto reader = owned->open_reader();
  if (!reader)
    return {std::nullopt, failed(reader.failure())};
  const std::shared_ptr<journal::reader> from{*std::move(reader)};
  const auto handlers = std::make_shared<assembly::known_handlers>(what, *loaded->offers);
  const auto payload_max = static_cast<std::size_t>(what.limits.payload);
  const auto checked = assembly::constraints_checked_by(what);
  return {letter_access{
      [owned, from](const control::move_letters& x) {
        return assembly::move_letters(*owned, *from, x, system_time().now());
      },
      [owned, from, handlers, payload_max, checked](const control::edit_letter& x) {
        return assembly::edit_letter(
            *owned, *from, x, [&](const std::string& child) { return handlers->of(child); },
            payload_max, system_time().now(), checked);
      },
      from, [loaded] { return children_of(*loaded); }, false}};
}

} // namespace troupe::cli
