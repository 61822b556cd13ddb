// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/subscription_access.hpp"

#include "assembly/subscription_changes.hpp"
#include "cli/deployment_status.hpp"
#include "cli/journal_access.hpp"
#include "cli/running_deployment.hpp"
#include "troupe/clock.hpp"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe::cli {
namespace {

/// The service that a child is, as its code says.
result<assembly::service_activity> child_of(const loaded_deployment& loaded,
                                            const std::string& id) {
  std::vector<std::string_view> known;
  for (const auto* each : deploy::services(loaded.what.tree)) {
    if (each->id == id)
      return activity_of(*each, loaded);
    known.push_back(each->id);
  }
  return assembly::no_such_service(id, loaded.what.name, known);
}

/// Changes the journal of a deployment that does not run.
class journal_changes {
public:
  journal_changes(const loaded_deployment& loaded, std::unique_ptr<journal::engine> owned,
                  std::unique_ptr<journal::reader> from)
      : loaded_(loaded), owned_(std::move(owned)), from_(std::move(from)) {}

  result<control::subscription_changed> change(const control::change_subscription& what) {
    const auto child = child_of(loaded_, what.id);
    if (what.how == control::subscription_verb::forget) {
      if (child)
        return error{ec::invalid, '\'' + what.id + "' is a child of " + loaded_.what.name +
                                      "; take it out of the deployment first"};
    } else if (auto no = objection(child)) {
      return *std::move(no);
    }
    return assembly::change_subscription(*owned_, *from_, what, system_time().now());
  }

  result<control::subscription_sought> seek(const control::seek_subscription& what) {
    const auto child = child_of(loaded_, what.id);
    if (auto no = objection(child))
      return *std::move(no);
    if (child->is_source && what.states == control::state_fate::reset)
      return assembly::state_is_a_source(what.id);
    return assembly::seek_subscription(*owned_, *from_, what, system_time().now());
  }

private:
  static std::optional<error> objection(const result<assembly::service_activity>& child) {
    if (!child)
      return child.failure();
    if (child->topics.empty())
      return assembly::handles_no_events(child->id);
    return std::nullopt;
  }

  const loaded_deployment& loaded_;
  std::unique_ptr<journal::engine> owned_;
  std::unique_ptr<journal::reader> from_;
};

} // namespace

found_subscriptions open_subscriptions(const known_deployment& known) {
  auto reached = reach(known);
  if (!reached)
    return {std::nullopt, failed(reached.failure())};
  if (*reached) {
    const auto through = std::make_shared<control::client>(**std::move(reached));
    return {subscription_access{
        [through](const control::change_subscription& x) { return ask_subscription(*through, x); },
        [through](const control::seek_subscription& x) { return ask_seek(*through, x); }, true}};
  }
  const auto* loaded = known.sound();
  if (loaded == nullptr)
    return {std::nullopt, known.exit_code()};
  auto opened = own_journal(loaded->what);
  if (!opened.value)
    return {std::nullopt, opened.exit_code};
  auto reader = opened.value->open_reader();
  if (!reader)
    return {std::nullopt, failed(reader.failure())};
  const auto owned =
      std::make_shared<journal_changes>(*loaded, std::move(opened.value), *std::move(reader));
  return {subscription_access{
      [owned](const control::change_subscription& x) { return owned->change(x); },
      [owned](const control::seek_subscription& x) { return owned->seek(x); }, false}};
}

} // namespace troupe::cli
