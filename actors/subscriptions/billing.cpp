// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "subscriptions/billing.hpp"

#include "subscriptions/events.hpp"

#include <algorithm>

namespace subscriptions {
namespace {

using billing_service = troupe::service<contract, billing_options>;

auto place_of(const std::vector<plan>& plans, const std::string& name) {
  return std::find_if(plans.begin(), plans.end(), [&](const auto& x) { return x.name == name; });
}

troupe::outcome upgrade(billing_service* self, const upgrade_requested& wish) {
  const auto& plans = self->options().plans;
  const auto& has = self->state().plan;
  const auto from = has.empty() ? plans.begin() : place_of(plans, has);
  const auto to = place_of(plans, wish.plan);
  if (to == plans.end())
    return troupe::reject("there is no plan \"" + wish.plan + "\"");
  if (from == plans.end())
    return troupe::reject(wish.customer_id + " has the plan \"" + has +
                          "\", which is sold no more; name it in the options");
  if (to <= from)
    return troupe::reject("\"" + to->name + "\" is no upgrade of \"" + from->name + "\", which " +
                          wish.customer_id + " has");
  self->state().plan = to->name;
  self->publish(subscription_upgraded{wish.customer_id, from->name, to->name, to->monthly_minor,
                                      to->monthly_minor - from->monthly_minor});
  return troupe::done();
}

} // namespace

std::vector<plan> usual_plans() {
  return {{"free", 0}, {"team", 4'900}, {"business", 19'900}};
}

std::vector<troupe::option_complaint> billing_options::complaints() const {
  if (plans.size() < 2)
    return {{"plans", "has fewer than two plans; name them from the smallest to the largest"}};
  std::vector<troupe::option_complaint> found;
  for (std::size_t at = 1; at < plans.size(); ++at)
    if (plans[at].monthly_minor <= plans[at - 1].monthly_minor)
      found.push_back({"plans[" + std::to_string(at) + "].monthly_minor",
                       "is no more than that of the plan before; put the larger plan behind"});
  for (auto at = plans.begin(); at != plans.end(); ++at)
    if (at->name.empty() || place_of(plans, at->name) != at)
      found.push_back({"plans[" + std::to_string(at - plans.begin()) + "].name",
                       "is empty or that of another plan; give each a name of its own"});
  return found;
}

troupe::behavior billing(billing_service* self) {
  return {[self](const upgrade_requested& wish) { return upgrade(self, wish); }};
}

} // namespace subscriptions
