// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/keys.hpp"

#include <string>

namespace troupe::deploy {
namespace {

using enum key_kinds;

constexpr key root_keys[] = {{"troupe", required}, {"name"},           {"modules"}, {"journal"},
                             {"defaults"},         {"tree", required}, {"topics"},  {"limits"},
                             {"constraints"},      {"dead_letters"},   {"guard"},   {"check"}};

constexpr key journal_keys[] = {{"path"}, {"sync"}, {"duplicates"}, {"retain"}, {"min_free"}};

constexpr key journal_retention_keys[] = {{"age"}, {"size"}, {"count"}, {"orphans"}};

constexpr key orphans_keys[] = {{"keep"}};

constexpr key duplicates_keys[] = {{"age"}, {"count"}};

constexpr key defaults_keys[] = {{"retry"},           {"after_dead_letter"}, {"breaker"},
                                 {"backoff"},         {"start_timeout"},     {"credit"},
                                 {"handler_timeout"}, {"handler_grace"}};

constexpr key retry_keys[] = {
    {"attempts"}, {"first"}, {"factor"},  {"max"},    {"delays", no_default}, {"jitter"},
    {"within"},   {"crash"}, {"timeout"}, {"signal"}, {"undecodable"}};

constexpr key failure_class_keys[] = {{"attempts"},
                                      {"first", no_default},
                                      {"factor", no_default},
                                      {"max", no_default},
                                      {"delays", no_default}};

constexpr key backoff_keys[] = {{"first"}, {"factor"}, {"max"}, {"jitter"}, {"healthy"}};

constexpr key breaker_keys[] = {{"failures", no_default}, {"share", no_default},
                                {"minimum", no_default},  {"window", no_default},
                                {"pause", no_default},    {"factor", no_default},
                                {"max", no_default}};

constexpr key tree_keys[] = {
    {"strategy"}, {"intensity"}, {"period"}, {"auto_shutdown"}, {"children", required}};

constexpr key supervisor_keys[] = {{"id", required}, {"strategy"},          {"intensity"},
                                   {"period"},       {"auto_shutdown"},     {"restart"},
                                   {"significant"},  {"shutdown"},          {"backoff"},
                                   {"depends_on"},   {"children", required}};

constexpr key service_keys[] = {{"id", required},
                                {"service", required},
                                {"restart"},
                                {"significant"},
                                {"shutdown"},
                                {"backoff"},
                                {"depends_on"},
                                {"start_timeout"},
                                {"instances"},
                                {"thread"},
                                {"start", no_default},
                                {"retry"},
                                {"after_dead_letter"},
                                {"breaker"},
                                {"credit"},
                                {"handler_timeout"},
                                {"handler_grace"},
                                {"options"},
                                {"rate", not_built_yet}};

constexpr key topic_keys[] = {{"transient"},
                              {"overflow"},
                              {"time_to_live", no_default},
                              {"keep"},
                              {"constraints", no_default},
                              {"limit", not_built_yet},
                              {"retain", not_built_yet}};

constexpr key limits_keys[] = {{"state_cache"}, {"transient_queue"}, {"payload"},       {"memory"},
                               {"published"},   {"catch_up"},        {"commit"},        {"crashes"},
                               {"zombies"},     {"reports"},         {"missed_timers"}, {"stop"}};

constexpr key dead_letters_keys[] = {{"unsubscribed"}, {"events"}, {"retain"}};

constexpr key letter_retention_keys[] = {{"age"}, {"size"}};

constexpr key check_keys[] = {{"unhandled"}, {"unfed"},     {"unmatched"},
                              {"cycles"},    {"conflicts"}, {"unsaid"}};

constexpr key guard_keys[] = {{"intensity"}, {"period"}, {"backoff"}, {"heartbeat"}};

} // namespace

const key* key_set::find(std::string_view name) const {
  for (const auto& x : keys)
    if (x.name == name)
      return &x;
  return nullptr;
}

std::vector<std::string> key_set::names() const {
  std::vector<std::string> result;
  for (const auto& x : keys)
    if (x.kind != not_built_yet)
      result.emplace_back(x.name);
  return result;
}

namespace keys {

const key_set root{"a deployment", root_keys};
const key_set journal{"'journal'", journal_keys};
const key_set duplicates{"'duplicates' of 'journal'", duplicates_keys};
const key_set journal_retention{"'retain' of 'journal'", journal_retention_keys};
const key_set orphans{"'orphans'", orphans_keys};
const key_set defaults{"'defaults'", defaults_keys};
const key_set retry{"'retry'", retry_keys};
const key_set failure_class{"a class of failures", failure_class_keys};
const key_set backoff{"'backoff'", backoff_keys};
const key_set breaker{"'breaker'", breaker_keys};
const key_set tree{"'tree'", tree_keys};
const key_set supervisor{"a supervisor", supervisor_keys};
const key_set service{"a service", service_keys};
const key_set topic{"a topic", topic_keys};
const key_set limits{"'limits'", limits_keys};
const key_set dead_letters{"'dead_letters'", dead_letters_keys};
const key_set letter_retention{"'retain' of 'dead_letters'", letter_retention_keys};
const key_set guard{"'guard'", guard_keys};
const key_set check{"'check'", check_keys};

} // namespace keys
} // namespace troupe::deploy
