// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/schema.hpp"

#include <initializer_list>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/array.hpp>

#include "deployment/keys.hpp"

namespace troupe::deploy {
namespace {

using boost::json::array;
using boost::json::object;

using shape = object;

struct shaped_key {
  std::string_view name;
  shape of;
};

constexpr std::int64_t many = 100'000'000;

/// Text in which `${...}` may stand, which is filled in before it is read.
shape matching(const std::string& pattern) {
  return {{"type", "string"}, {"pattern", "^(" + pattern + ")$|\\$\\{"}};
}

shape text() {
  return {{"type", "string"}};
}

shape name() {
  return matching("[A-Za-z0-9_-]{1,64}");
}

shape flag() {
  return {{"type", "boolean"}};
}

shape whole(std::int64_t least, std::int64_t most) {
  return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

shape number(double least, double most) {
  return {{"type", "number"}, {"minimum", least}, {"maximum", most}};
}

/// With units from the largest to the smallest, each at most once.
const std::string a_duration =
    "(?=[0-9])([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?([0-9]+us)?([0-9]+ns)?";

/// Of one that must not be 0.
const std::string some_time = "(?=[0-9a-z]*[1-9])" + a_duration;

shape duration() {
  return matching(some_time);
}

shape size() {
  return matching("[0-9]+(B|KiB|MiB|GiB|kB|MB|GB)");
}

/// As a list, from which editors complete.
shape words(std::initializer_list<std::string_view> known) {
  array list;
  for (const auto word : known)
    list.emplace_back(word);
  return {{"type", "string"},
          {"anyOf", array{shape{{"enum", std::move(list)}}, shape{{"pattern", "\\$\\{"}}}}};
}

/// A duration, or one of these words.
shape duration_or(const std::string& known, const std::string& time = some_time) {
  return matching(known + "|" + time);
}

shape any_of(array shapes) {
  return {{"anyOf", std::move(shapes)}};
}

shape list_of(shape item, std::int64_t least = 0) {
  return {{"type", "array"}, {"items", std::move(item)}, {"minItems", least}};
}

shape defined(std::string_view what) {
  return {{"$ref", "#/definitions/" + std::string{what}}};
}

shape none_or(std::string_view what) {
  return any_of({shape{{"const", "none"}}, defined(what)});
}

shape endless_or(shape other) {
  return any_of({shape{{"const", "infinity"}}, std::move(other)});
}

/// A key without a value is one that is not there.
shape or_nothing(shape of) {
  if (const auto* type = of.if_contains("type")) {
    if (type->is_string())
      of["type"] = array{*type, "null"};
    return of; // a list of types has it already
  }
  return any_of({std::move(of), shape{{"type", "null"}}});
}

/// A map with the keys of a set, of which each must have a shape.
shape map_of(const key_set& set, std::initializer_list<shaped_key> shapes) {
  object properties;
  array needed;
  for (const auto& each : shapes) {
    const auto* known = set.find(each.name);
    if (!known || known->kind == key_kinds::not_built_yet)
      throw std::logic_error("the schema has a key '" + std::string{each.name} + "' that " +
                             std::string{set.of} + " has not");
    const auto is_needed = known->kind == key_kinds::required;
    properties[each.name] = is_needed ? each.of : or_nothing(each.of);
    if (is_needed)
      needed.emplace_back(each.name);
  }
  for (const auto& each : set.names())
    if (!properties.contains(each))
      throw std::logic_error("the schema does not know '" + each + "' of " + std::string{set.of});
  shape out{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (needed.empty())
    out["type"] = array{"object", "null"};
  else
    out["required"] = std::move(needed);
  return out;
}

/// Where `key` stands, `others` do not.
void exclude(shape& map, std::string_view key, std::initializer_list<std::string_view> others) {
  object forbidden;
  for (const auto other : others)
    forbidden[other] = shape{{"type", "null"}};
  map["dependencies"] = shape{{key, shape{{"properties", std::move(forbidden)}}}};
}

shape attempts() {
  return whole(1, 10'000);
}

shape with_delays(shape map) {
  exclude(map, "delays", {"first", "factor", "max"});
  return map;
}

shape delays() {
  return list_of(duration(), 1);
}

shape retry() {
  const auto by_class = defined("failure_class");
  return with_delays(map_of(keys::retry, {{"attempts", attempts()},
                                          {"first", duration()},
                                          {"factor", number(1, 1000)},
                                          {"max", duration()},
                                          {"delays", delays()},
                                          {"jitter", number(0, 1)},
                                          {"within", duration_or("infinity")},
                                          {"crash", by_class},
                                          {"timeout", by_class},
                                          {"signal", by_class},
                                          {"undecodable", by_class}}));
}

shape failure_class() {
  return with_delays(map_of(keys::failure_class, {{"attempts", attempts()},
                                                  {"first", duration()},
                                                  {"factor", number(1, 1000)},
                                                  {"max", duration()},
                                                  {"delays", delays()}}));
}

shape backoff() {
  return map_of(keys::backoff, {{"first", duration()},
                                {"factor", number(1, 1000)},
                                {"max", duration()},
                                {"jitter", number(0, 1)},
                                {"healthy", duration()}});
}

shape breaker() {
  const shape none{{"const", "none"}};
  return map_of(keys::breaker, {{"failures", any_of({none, attempts()})},
                                {"share", any_of({none, number(0.001, 1)})},
                                {"minimum", whole(1, 1'000'000)},
                                {"window", duration()},
                                {"pause", duration()},
                                {"factor", number(1, 1000)},
                                {"max", duration()}});
}

shape journal() {
  return map_of(
      keys::journal,
      {{"path", shape{{"type", "string"}, {"minLength", 1}}},
       {"sync", words({"full", "normal"})},
       {"duplicates", map_of(keys::duplicates, {{"age", duration()}, {"count", whole(1, many)}})},
       {"retain",
        map_of(keys::journal_retention,
               {{"age", duration_or("infinity")},
                {"size", endless_or(size())},
                {"count", endless_or(whole(1, 2'000'000'000))},
                {"orphans", map_of(keys::orphans, {{"keep", duration_or("infinity")}})}})},
       {"min_free", size()}});
}

shape after_dead_letter() {
  return words({"continue", "hold"});
}

shape grace() {
  return duration_or("infinity", a_duration);
}

shape defaults() {
  return map_of(keys::defaults, {{"retry", defined("retry")},
                                 {"after_dead_letter", after_dead_letter()},
                                 {"breaker", none_or("breaker")},
                                 {"backoff", none_or("backoff")},
                                 {"start_timeout", duration()},
                                 {"credit", whole(1, 1'000'000)},
                                 {"handler_timeout", duration_or("infinity")},
                                 {"handler_grace", grace()}});
}

shape strategy() {
  return words({"one_for_one", "one_for_all", "rest_for_one"});
}

shape auto_shutdown() {
  return words({"never", "any", "all"});
}

shape restart() {
  return words({"permanent", "transient", "temporary"});
}

shape shutdown() {
  return duration_or("brutal|infinity", a_duration);
}

shape tree() {
  return map_of(keys::tree, {{"strategy", strategy()},
                             {"intensity", whole(0, 1'000'000)},
                             {"period", duration()},
                             {"auto_shutdown", auto_shutdown()},
                             {"children", defined("children")}});
}

shape supervisor() {
  return map_of(keys::supervisor, {{"id", name()},
                                   {"strategy", strategy()},
                                   {"intensity", whole(0, 1'000'000)},
                                   {"period", duration()},
                                   {"auto_shutdown", auto_shutdown()},
                                   {"restart", restart()},
                                   {"significant", flag()},
                                   {"shutdown", shutdown()},
                                   {"backoff", none_or("backoff")},
                                   {"depends_on", list_of(text())},
                                   {"children", defined("children")}});
}

shape service() {
  return map_of(keys::service,
                {{"id", name()},
                 {"service", matching("[^.]+\\..+")},
                 {"restart", restart()},
                 {"significant", flag()},
                 {"shutdown", shutdown()},
                 {"backoff", none_or("backoff")},
                 {"depends_on", list_of(text())},
                 {"start_timeout", duration()},
                 {"instances", whole(1, 64)},
                 {"thread", words({"pool", "own"})},
                 {"start", any_of({whole(1, std::numeric_limits<std::int64_t>::max()),
                                   matching("beginning|now|[1-9][0-9]*|[0-9]{4}-[0-9]{2}-[0-9]{2}"
                                            "[Tt ].+")})},
                 {"retry", defined("retry")},
                 {"after_dead_letter", after_dead_letter()},
                 {"breaker", none_or("breaker")},
                 {"credit", whole(1, 1'000'000)},
                 {"handler_timeout", duration_or("infinity")},
                 {"handler_grace", grace()},
                 {"options", shape{{"type", "object"}}}});
}

/// A child with children and no service is a supervisor.
shape children() {
  return list_of(shape{{"if", shape{{"required", array{"children"}},
                                    {"not", shape{{"required", array{"service"}}}}}},
                       {"then", defined("supervisor")},
                       {"else", defined("service")}},
                 1);
}

shape topics() {
  auto topic =
      map_of(keys::topic,
             {{"transient", flag()},
              {"overflow", words({"drop_newest", "drop_oldest", "keep_latest_per_key", "block"})},
              {"time_to_live", duration()},
              {"keep", words({"all", "latest"})},
              {"constraints", words({"check", "ignore"})}});
  // What is transient does not expire and is not kept, and nothing else is dropped.
  topic["if"] = shape{{"properties", shape{{"transient", shape{{"const", true}}}}},
                      {"required", array{"transient"}}};
  topic["then"] = shape{{"properties", shape{{"time_to_live", shape{{"type", "null"}}},
                                             {"keep", shape{{"enum", array{"all", nullptr}}}}}}};
  topic["else"] =
      shape{{"properties", shape{{"overflow", shape{{"enum", array{"drop_newest", nullptr}}}}}}};
  return {{"type", array{"object", "null"}},
          {"propertyNames", shape{{"pattern", "^[^.\\s*>]+(\\.[^.\\s*>]+)*$"},
                                  {"not", shape{{"pattern", "^troupe\\."}}}}},
          {"additionalProperties", std::move(topic)}};
}

shape limits() {
  return map_of(keys::limits, {{"state_cache", whole(1, many)},
                               {"transient_queue", whole(1, many)},
                               {"payload", size()},
                               {"memory", size()},
                               {"published", whole(1, many)},
                               {"catch_up", whole(1, 100'000)},
                               {"commit", whole(1, 100'000)},
                               {"crashes", whole(1, many)},
                               {"zombies", whole(0, 10'000)},
                               {"reports", whole(0, 100'000)},
                               {"missed_timers", whole(1, 1'000'000)},
                               {"stop", duration()}});
}

shape dead_letters() {
  return map_of(keys::dead_letters,
                {{"unsubscribed", words({"count", "keep"})},
                 {"events", whole(0, 100'000)},
                 {"retain", map_of(keys::letter_retention, {{"age", duration_or("infinity")},
                                                            {"size", endless_or(size())}})}});
}

shape guard() {
  return map_of(keys::guard, {{"intensity", whole(0, 1'000'000)},
                              {"period", duration()},
                              {"backoff", none_or("backoff")},
                              {"heartbeat", duration_or("infinity")}});
}

shape check() {
  const auto topics = list_of(matching("[^.\\s]+(\\.[^.\\s]+)*"));
  return map_of(keys::check, {{"unhandled", topics},
                              {"unfed", topics},
                              {"unmatched", topics},
                              {"cycles", topics},
                              {"conflicts", topics},
                              {"unsaid", list_of(matching("[^.\\s]+"))}});
}

} // namespace

boost::json::object schema() {
  auto root = map_of(keys::root, {{"troupe", shape{{"const", 1}}},
                                  {"name", name()},
                                  {"modules", list_of(text())},
                                  {"journal", journal()},
                                  {"defaults", defaults()},
                                  {"tree", tree()},
                                  {"topics", topics()},
                                  {"constraints", words({"check", "ignore"})},
                                  {"limits", limits()},
                                  {"dead_letters", dead_letters()},
                                  {"guard", guard()},
                                  {"check", check()}});
  shape out{{"$schema", "http://json-schema.org/draft-07/schema#"},
            {"title", "A deployment of Troupe"}};
  out.insert(root.begin(), root.end());
  out["definitions"] =
      shape{{"retry", retry()},      {"failure_class", failure_class()}, {"backoff", backoff()},
            {"breaker", breaker()},  {"supervisor", supervisor()},       {"service", service()},
            {"children", children()}};
  return out;
}

} // namespace troupe::deploy
