// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/document.hpp"
#include "deployment/scalar.hpp"
#include "deployment/section.hpp"
#include "testing/scenario.hpp"
#include "troupe/duration.hpp"
#include "troupe/topic.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace troupe::testing {
namespace {

using deploy::complaints;
using deploy::key_kinds;
using deploy::node;

constexpr deploy::key file_keys[] = {{"deployment", key_kinds::required},
                                     {"set"},
                                     {"without"},
                                     {"topics"},
                                     {"scenarios", key_kinds::required}};
constexpr deploy::key_set file_set{"a file of scenarios", file_keys};
constexpr deploy::key scenario_keys[] = {
    {"scenario", key_kinds::required}, {"given"}, {"when"}, {"then"}, {"never"}};
constexpr deploy::key_set scenario_set{"a scenario", scenario_keys};
constexpr deploy::key letter_keys[] = {{"service"}, {"error"}};
constexpr deploy::key_set letter_set{"a dead letter", letter_keys};

/// The items of a list; of what is none, after a complaint, no items.
const std::vector<node>& items_of(const deploy::section& in, const char* key, const char* example,
                                  complaints& to) {
  static const std::vector<node> none;
  const auto* x = in.find(key);
  if (x == nullptr)
    return none;
  if (x->is_sequence())
    return x->items;
  complain_about_kind(*x, "a list", example, to);
  return none;
}

void read_duration(const node& x, std::chrono::nanoseconds& into, complaints& to) {
  if (x.broken)
    return;
  const auto value = x.is_scalar() ? parse_duration(x.text)
                                   : result<std::chrono::nanoseconds>{error{ec::invalid, {}}};
  if (value && value->count() >= 0)
    into = *value;
  else
    complain_about_kind(x, "a duration", "a number with its unit, as in 250ms, 90s or 1h30m", to);
}

std::string payload_of(const node& x, complaints& to) {
  if (x.is_null())
    return "{}";
  if (!x.is_map() && !x.broken)
    complain_about_kind(x, "an event's members as a map", "{order_id: A1}", to);
  return boost::json::serialize(deploy::to_json(x, to));
}

/// False, after a complaint, where it is no map, or an empty one.
bool is_item(const node& x, const char* what, const char* example, complaints& to) {
  if (x.broken)
    return false;
  if (x.is_map() && !x.members.empty())
    return true;
  complain_about_kind(x, what, example, to);
  return false;
}

std::optional<step> read_step(const node& x, complaints& to) {
  if (!is_item(x, "a step", "a topic and its event, 'advance: 15m' or 'crash: payment'", to))
    return std::nullopt;
  const auto& only = x.members.front();
  for (std::size_t i = 1; i < x.members.size(); ++i)
    to.add(x.members[i].at, "'" + x.members[i].key + "' is a second thing to do in one step",
           "begin another step of the list with it");
  step made;
  made.at = only.at;
  made.name = only.key;
  made.named_at = only.at;
  if (only.key == "advance") {
    made.kind = step::kinds::advance;
    read_duration(only.value, made.by, to);
  } else if (only.key == "crash") {
    made.kind = step::kinds::crash;
    made.named_at = only.value.at;
    if (const auto* service = as_text(only.value, to))
      made.name = *service;
  } else if (const auto sound = check_topic(only.key); !sound) {
    to.add(only.at, "'" + only.key + "' is no step",
           "name a topic, as in orders.placed, or write advance or crash");
  } else {
    made.fields = only.value;
    made.payload = payload_of(only.value, to);
  }
  return made;
}

void read_letter(const node& x, expectation& into, complaints& to) {
  const deploy::section in(x, letter_set, to);
  in.text("service", into.service.name);
  if (const auto* service = in.find("service"))
    into.service.at = service->at;
  in.text("error", into.error);
}

std::optional<expectation> read_expectation(const node& x, complaints& to) {
  if (!is_item(x, "an expectation", "a topic and members of its event, or dead_letter", to))
    return std::nullopt;
  expectation made;
  bool is_named = false;
  for (const auto& m : x.members) {
    if (m.key == "within") {
      read_duration(m.value, made.within, to);
    } else if (m.key == "exactly") {
      if (const auto value = deploy::as_boolean(m.value))
        made.exactly = *value;
      else
        complain_about_kind(m.value, "true or false", "true or false, without quotes", to);
    } else if (std::exchange(is_named, true)) {
      to.add(m.at, "'" + m.key + "' is a second expectation in one",
             "begin another of the list with it");
    } else if (m.key == "dead_letter") {
      made.at = m.at;
      read_letter(m.value, made, to);
    } else if (const auto sound = check_topic(m.key); !sound) {
      to.add(m.at, "'" + m.key + "' is no expectation",
             "name a topic, as in orders.shipped, or write dead_letter");
    } else {
      made.at = m.at;
      made.topic = m.key;
      made.fields = m.value;
      (void)payload_of(m.value, to); // For its complaints.
    }
  }
  if (!is_named)
    to.add(x.at, "an expectation names no event", "name a topic, or write dead_letter");
  return made;
}

template <class T, class Read>
std::vector<T> read_list(const deploy::section& in, const char* key, const char* example, Read read,
                         complaints& to) {
  std::vector<T> all;
  for (const auto& each : items_of(in, key, example, to))
    if (auto made = read(each, to))
      all.push_back(*std::move(made));
  return all;
}

scenario read_scenario(const node& x, complaints& to) {
  constexpr auto a_step = "- orders.placed: {order_id: A1}";
  constexpr auto an_event = "- orders.shipped: {order_id: A1}";
  const deploy::section in(x, scenario_set, to);
  scenario made;
  made.at = x.at;
  in.text("scenario", made.name);
  made.given = read_list<step>(in, "given", a_step, read_step, to);
  made.when = read_list<step>(in, "when", a_step, read_step, to);
  made.then = read_list<expectation>(in, "then", an_event, read_expectation, to);
  made.never = read_list<expectation>(in, "never", an_event, read_expectation, to);
  if (x.is_map() && made.then.empty() && made.never.empty())
    to.add(x.at, "a scenario without 'then' and 'never' shows nothing", "say what is to happen");
  return made;
}

std::vector<named> read_names(const deploy::section& in, const char* key, const char* example,
                              complaints& to) {
  std::vector<named> all;
  for (const auto& each : items_of(in, key, example, to))
    if (const auto* text = as_text(each, to))
      all.push_back({each.at, *text});
  return all;
}

std::vector<named> read_topics(const deploy::section& in, complaints& to) {
  auto all = read_names(in, "topics", "[orders.shipped]", to);
  for (const auto& each : all)
    if (const auto sound = check_topic(each.name); !sound)
      to.add(each.at, sound.failure().what, "write it as in orders.shipped");
  return all;
}

/// All but the scenarios.
scenario_file read_head(const std::string& file, const deploy::section& in, complaints& to) {
  scenario_file made;
  made.file = file;
  in.text("deployment", made.deployment);
  made.deployment =
      (std::filesystem::path{file}.parent_path() / made.deployment).lexically_normal().string();
  for (auto& each : read_names(in, "set", "[payment.decline_permille=100]", to))
    made.sets.push_back(std::move(each.name));
  made.without = read_names(in, "without", "[notification]", to);
  made.topics = read_topics(in, to);
  return made;
}

std::vector<scenario> read_all(const deploy::section& in, complaints& to) {
  std::vector<scenario> made;
  const auto& all = items_of(in, "scenarios", "- scenario: what it shows", to);
  if (const auto* said = in.find("scenarios");
      said != nullptr && said->is_sequence() && all.empty())
    to.add(said->at, "there are no scenarios, so nothing is tested",
           "write some, or delete the file");
  for (const auto& each : all)
    made.push_back(read_scenario(each, to));
  return made;
}

} // namespace

bool is_left_out(const scenario_file& file, const std::string& service) {
  return std::any_of(file.without.begin(), file.without.end(),
                     [&](const named& x) { return x.name == service; });
}

scenario_reading read_scenarios(const std::string& file, const std::string& text) {
  complaints found;
  if (const auto root = deploy::load_document(text, found)) {
    const deploy::section in(*root, file_set, found);
    auto value = read_head(file, in, found);
    const bool is_head_sound = found.empty();
    value.scenarios = read_all(in, found);
    if (found.empty())
      return {std::move(value), {}, {}};
    value.is_whole = false;
    if (is_head_sound)
      return {std::nullopt, found.listed(file, {}), std::move(value)};
  }
  return {std::nullopt, found.listed(file, {}), std::nullopt};
}

} // namespace troupe::testing
