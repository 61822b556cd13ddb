// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/check_scenarios.hpp"

#include "assembly/gathered_catalog.hpp"
#include "assembly/kept_constraints.hpp"
#include "assembly/known_handlers.hpp"
#include "assembly/misfits.hpp"
#include "assembly/outside_event.hpp"
#include "deployment/content.hpp"
#include "deployment/section.hpp"
#include "testing/check_members.hpp"
#include "testing/place_in.hpp"
#include "testing/runtime_events.hpp"
#include "troupe/json.hpp"
#include "vocabulary/missing_members.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace troupe::testing {
namespace {

std::string in_quotes(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& each : names)
    all += (all.empty() ? "'" : ", '") + each + '\'';
  return all;
}

class name_check {
public:
  name_check(const scenario_file& file, const deployment& what)
      : file_(file), what_(what.inside().what),
        known_(assembly::catalog_of(what_, what.inside().offers).what),
        handlers_(what_, what.inside().offers) {
    for (const auto* child : deploy::services(what_.tree)) {
      services_.push_back(child->id);
      (is_left_out(file, child->id) ? taken_by_left_out_ : taken_)
          .emplace_back(handlers_.of(*child));
    }
  }

  std::vector<deploy::complaint> run() {
    for (const auto& each : file_.without)
      service(each, "");
    note_topics();
    for (const auto& each : file_.scenarios) {
      brought_.clear();
      for (const auto& x : each.when)
        if (x.kind == step::kinds::publish)
          brought_.insert(x.name);
      for (const auto* steps : {&each.given, &each.when})
        for (const auto& x : *steps)
          look_at(x);
      for (const auto* all : {&each.then, &each.never})
        for (const auto& x : *all)
          look_at(x);
    }
    return to_.listed(file_.file, {});
  }

private:
  void note_topics() {
    for (const auto& each : known_.events)
      topics_.insert(each.first);
    for (const auto& each : what_.topics)
      topics_.insert(each.first);
    for (const auto& each : file_.topics)
      topics_.insert(each.name);
  }

  bool is_named_in_file(const std::string& topic) const {
    return std::any_of(file_.topics.begin(), file_.topics.end(),
                       [&](const named& x) { return x.name == topic; });
  }

  void look_at(const step& x) {
    if (x.kind == step::kinds::publish)
      return published(x);
    if (x.kind == step::kinds::crash)
      service({x.named_at, x.name}, "so nothing of it can crash");
  }

  void look_at(const expectation& x) {
    if (x.topic.empty()) {
      if (!x.service.name.empty())
        service(x.service, "so it makes no dead letters");
    } else if (is_reserved(x.topic)) {
      expected_of_runtime(x);
    } else if (const auto known = known_.events.find(x.topic); known != known_.events.end()) {
      check_members(x.topic, x.fields, known->second.what.shape, members_of::expected_event, to_);
      if (file_.is_whole && !may_come(x.topic, known->second)) // Or what brings it is not read.
        never_comes(x, known->second);
    } else if (!topics_.contains(x.topic)) {
      to_.add(x.at, "no service of " + what_.name + " publishes or handles '" + x.topic + '\'',
              about_unsaid() + deploy::advice(x.topic, {topics_.begin(), topics_.end()}));
    }
  }

  bool may_come(const std::string& topic, const definitions::defined_event& of) const {
    const auto takes_part = [this](const std::string& child) { return !is_left_out(file_, child); };
    return brought_.contains(topic) || is_named_in_file(topic) ||
           std::any_of(of.published_by.begin(), of.published_by.end(), takes_part) ||
           std::any_of(known_.unsaid.begin(), known_.unsaid.end(), takes_part);
  }

  /// A `never` could not fail, and a `then` not be met.
  void never_comes(const expectation& x, const definitions::defined_event& of) {
    if (of.published_by.empty())
      to_.add(x.at,
              "no service of " + what_.name + " publishes '" + x.topic + "', and no step does",
              "publish it in a step, or name what a service publishes");
    else
      to_.add(x.at, "only services that are left out here publish '" + x.topic + '\'',
              "take one of them out of 'without', or do not name it");
  }

  void expected_of_runtime(const expectation& x) {
    std::vector<std::string> names;
    for (const auto& each : runtime_events()) {
      if (each.name == x.topic)
        return void(check_members(x.topic, x.fields, each.shape, members_of::expected_event, to_));
      names.emplace_back(each.name);
    }
    to_.add(x.at, "the runtime publishes no '" + x.topic + '\'', deploy::advice(x.topic, names));
  }

  /// Who does not say what it publishes may publish this.
  std::string about_unsaid() const {
    if (known_.unsaid.empty())
      return {};
    return "name it in 'topics' of this file where it is of " + in_quotes(known_.unsaid) +
           (known_.unsaid.size() == 1 ? ", which does not say what it publishes; else "
                                      : ", which do not say what they publish; else ");
  }

  void service(const named& x, const char* of_left_out) {
    if (std::find(services_.begin(), services_.end(), x.name) == services_.end())
      to_.add(x.at, "no service of " + what_.name + " is called '" + x.name + '\'',
              deploy::advice(x.name, services_));
    else if (*of_left_out != '\0' && is_left_out(file_, x.name))
      to_.add(x.at, "'" + x.name + "' is left out here, " + of_left_out,
              "take it out of 'without', or do not name it");
  }

  std::vector<std::string> taken_topics() const {
    std::set<std::string> all;
    for (const auto& handlers : taken_)
      for (const auto& h : handlers)
        if (h.typed && !is_reserved(h.topics))
          all.insert(std::string{h.topics});
    return {all.begin(), all.end()};
  }

  /// As `troupe publish` would look at it.
  void published(const step& x) {
    const auto takers = assembly::takers_of(x.name, taken_);
    const bool is_ours = is_reserved(x.name);
    if (!is_ours && !takers.any())
      return nobody_takes(x);
    if (!is_ours && takers.typed.empty() && !known_.events.contains(x.name) &&
        !topics_.contains(x.name))
      return only_patterns_take(x);
    control::publish_event event;
    event.topic = x.name;
    event.payload = x.payload;
    const auto read =
        assembly::read_outside_event(event, taken_, static_cast<std::size_t>(what_.limits.payload),
                                     assembly::constraints_checked_by(what_));
    const bool is_to_compare = !is_ours && (!read || takers.typed.empty());
    if ((is_to_compare && do_not_fit(x)) || read)
      return;
    const auto& why = read.failure();
    to_.add(place_in(x.fields, why.where).value_or(x.at), whole(x, why), "");
  }

  static std::string whole(const step& x, const error& why) {
    return (why.where.empty() ? "" : x.name + why.where + ": ") + why.what;
  }

  /// All members that are missing, that are none, that are of another kind or have a value that is
  /// not allowed, and not only the first; false where there is no such member.
  bool do_not_fit(const step& x) {
    const auto known = known_.events.find(x.name);
    const auto parsed = parse_json(x.payload);
    if (known == known_.events.end() || !parsed)
      return false;
    const auto& definition = known->second.what;
    const auto told =
        check_members(x.name, x.fields, definition.shape, members_of::given_event, to_);
    const auto missing = missing_members(*parsed, definition.shape, definition.key);
    for (const auto& each : missing)
      to_.add(place_in(x.fields, each.where).value_or(x.at), whole(x, each), "write it");
    const bool is_otherwise = is_read_otherwise(x, *parsed, missing, told);
    return !missing.empty() || !told.empty() || is_otherwise;
  }

  bool is_read_otherwise(const step& x, const boost::json::value& parsed,
                         const std::vector<error>& missing,
                         const std::vector<deploy::place>& told) {
    const auto* newest = assembly::takers_of(x.name, taken_).newest();
    if (newest == nullptr)
      return false;
    bool is_any = false;
    for (const auto& each :
         assembly::read_from_outside(*newest, newest->version, x.payload, parsed).misfits) {
      const auto at = place_in(x.fields, each.where).value_or(x.at);
      if (std::find(missing.begin(), missing.end(), each) != missing.end() ||
          std::find(told.begin(), told.end(), at) != told.end())
        continue;
      to_.add(at, whole(x, each), "");
      is_any = true;
    }
    return is_any;
  }

  /// As far as anybody here knows it may be misspelt.
  void only_patterns_take(const step& x) {
    to_.add(x.at, "only handlers of patterns take '" + x.name + "', and nobody knows such an event",
            "name it in 'topics' of this file where it is meant; else " +
                deploy::advice(x.name, {topics_.begin(), topics_.end()}));
  }

  void nobody_takes(const step& x) {
    if (assembly::takers_of(x.name, taken_by_left_out_).any())
      to_.add(x.at, "only services that are left out here handle '" + x.name + '\'',
              "take one of them out of 'without', or do not publish it");
    else
      to_.add(x.at, "no service of " + what_.name + " handles '" + x.name + '\'',
              deploy::advice(x.name, taken_topics()));
  }

  const scenario_file& file_;
  const deploy::deployment& what_;
  definitions::catalog known_;
  assembly::known_handlers handlers_;
  std::vector<std::string> services_;
  assembly::handlers_of_all taken_;
  assembly::handlers_of_all taken_by_left_out_;
  std::set<std::string> topics_;
  std::set<std::string> brought_; ///< by the scenario that is looked at
  deploy::complaints to_;
};

} // namespace

std::vector<deploy::complaint> check_scenarios(const scenario_file& file, const deployment& what) {
  return name_check{file, what}.run();
}

} // namespace troupe::testing
