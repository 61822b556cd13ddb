// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/read.hpp"

#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "deployment/document.hpp"
#include "deployment/keys.hpp"
#include "deployment/read_policies.hpp"
#include "deployment/read_tree.hpp"
#include "deployment/scalar.hpp"
#include "deployment/section.hpp"
#include "module/library.hpp"
#include "troupe/topic.hpp"

namespace troupe::deploy {
namespace {

constexpr int dialect = 1;

void read_version(const section& in, complaints& to) {
  const auto* x = in.find("troupe");
  if (x && as_integer(*x) != dialect)
    to.add(x->at, "'troupe' is the version of the dialect, and " + shown(*x) + " is not known",
           "write troupe: 1, without quotes");
}

void read_name(const section& in, std::string& into, complaints& to) {
  const auto* x = in.find("name");
  if (x && check_name(*x, "a deployment's name", to))
    into = x->text;
}

void read_duplicates(const node* x, duplicates& into, complaints& to) {
  if (!x)
    return;
  const section in(*x, keys::duplicates, to);
  in.duration("age", std::chrono::seconds(1), into.age);
  in.whole("count", 1, 100'000'000, into.count);
}

bool is_endless(const node* x) {
  return x && x->is_scalar() && x->text == "infinity";
}

/// The bounds of age and size that both kinds of retention have.
template <class Retention>
void read_age_and_size(const section& in, Retention& into) {
  if (in.find("age") && !is_endless(in.find("age")))
    in.duration("age", std::chrono::seconds(1), into.age.emplace(std::chrono::hours(24)));
  if (in.find("size") && !is_endless(in.find("size"))) {
    constexpr auto most = std::int64_t{1} << 50;
    in.size("size", 1024, most, into.size.emplace(most));
  }
}

void read_journal_retention(const section& journal, journal_retention& into, complaints& to) {
  const auto* x = journal.find("retain");
  if (!x)
    return;
  const section in(*x, keys::journal_retention, to);
  read_age_and_size(in, into);
  if (in.find("count") && !is_endless(in.find("count")))
    in.whole("count", 1, 2'000'000'000, into.count.emplace());
  if (const auto* orphans = in.find("orphans")) {
    const section of(*orphans, keys::orphans, to);
    if (of.find("keep") && !is_endless(of.find("keep")))
      of.duration("keep", std::chrono::seconds(1),
                  into.keep_orphans.emplace(std::chrono::hours(24 * 7)));
  }
}

void read_journal(const section& root, journal& into, complaints& to) {
  const auto* x = root.find("journal");
  if (!x)
    return;
  const section in(*x, keys::journal, to);
  in.text("path", into.path);
  if (into.path.empty())
    to.add(in.find("path")->at, "the journal's path is empty", "name a file");
  in.choice("sync", {{"full", sync_modes::full}, {"normal", sync_modes::normal}}, into.sync);
  read_duplicates(in.find("duplicates"), into.duplicates, to);
  read_journal_retention(in, into.retain, to);
  in.size("min_free", 0, std::int64_t{1} << 50, into.min_free);
}

void read_defaults(const section& root, defaults& into, said_places& places, complaints& to) {
  const auto* x = root.find("defaults");
  if (!x)
    return;
  const section in(*x, keys::defaults, to);
  if (const auto* backoff = in.find("backoff"))
    places.add("", "backoff", backoff->at);
  read_retry(in.find("retry"), into.retry, to);
  read_after_dead_letter(in, into.after_dead_letter);
  read_breaker(in.find("breaker"), into.breaker, to);
  read_backoff(in.find("backoff"), into.backoff, to);
  read_start_timeout(in, into.start_timeout);
  in.whole("credit", 1, 1'000'000, into.credit);
  read_wait(in, "handler_timeout", std::chrono::milliseconds(1), into.handler_timeout);
  read_wait(in, "handler_grace", std::chrono::nanoseconds(0), into.handler_grace);
}

void read_limits(const section& root, limits& into, complaints& to) {
  const auto* x = root.find("limits");
  if (!x)
    return;
  constexpr auto many = 100'000'000;
  const section in(*x, keys::limits, to);
  in.whole("state_cache", 1, many, into.state_cache);
  in.whole("transient_queue", 1, many, into.transient_queue);
  in.size("payload", 1, 256 * 1024 * 1024, into.payload);
  in.size("memory", 64 * 1024, 16LL * 1024 * 1024 * 1024, into.memory);
  in.whole("published", 1, many, into.published);
  in.whole("catch_up", 1, 100'000, into.catch_up);
  in.whole("commit", 1, 100'000, into.commit);
  in.whole("crashes", 1, many, into.crashes);
  in.whole("zombies", 0, 10'000, into.zombies);
  in.whole("reports", 0, 100'000, into.reports);
  in.whole("missed_timers", 1, 1'000'000, into.missed_timers);
  in.duration("stop", std::chrono::milliseconds(1), into.stop);
}

void read_letter_retention(const section& letters, letter_retention& into, complaints& to) {
  if (const auto* x = letters.find("retain"))
    read_age_and_size(section(*x, keys::letter_retention, to), into);
}

void read_dead_letters(const section& root, dead_letters& into, complaints& to) {
  const auto* x = root.find("dead_letters");
  if (!x)
    return;
  const section in(*x, keys::dead_letters, to);
  in.choice("unsubscribed",
            {{"count", unsubscribed_events::count}, {"keep", unsubscribed_events::keep}},
            into.unsubscribed);
  in.whole("events", 0, 100'000, into.events);
  read_letter_retention(in, into.retain, to);
}

void read_guard(const section& root, guard& into, complaints& to) {
  const auto* x = root.find("guard");
  if (!x)
    return;
  const section in(*x, keys::guard, to);
  in.whole("intensity", 0, 1'000'000, into.intensity);
  in.duration("period", std::chrono::milliseconds(1), into.period);
  read_backoff(in.find("backoff"), into.backoff, to);
  const auto* heartbeat = in.find("heartbeat");
  if (heartbeat && heartbeat->is_scalar() && heartbeat->text == "infinity") {
    into.heartbeat.reset();
  } else if (into.heartbeat) {
    in.duration("heartbeat", std::chrono::milliseconds(100), *into.heartbeat);
  }
}

void read_silenced(const section& in, const char* warning, std::vector<pattern>& into,
                   said_places& places, complaints& to) {
  const auto* x = in.find(warning);
  if (!x)
    return;
  if (!x->is_sequence())
    return complain_about_kind(*x, "a list of topics", std::string{warning} + ": [orders.placed]",
                               to);
  for (const auto& item : x->items) {
    const auto* text = as_text(item, to);
    if (!text)
      continue;
    if (auto parsed = pattern::parse(*text)) {
      into.push_back(*std::move(parsed));
      places.add("", "check." + std::string{warning} + '.' + *text, item.at);
    } else {
      to.add(item.at, parsed.failure().what, "name a topic or a pattern, as in orders.placed");
    }
  }
}

void read_check(const section& root, silenced_warnings& into, said_places& places, complaints& to) {
  const auto* x = root.find("check");
  if (!x)
    return;
  const section in(*x, keys::check, to);
  read_silenced(in, "unhandled", into.unhandled, places, to);
  read_silenced(in, "unfed", into.unfed, places, to);
  read_silenced(in, "unmatched", into.unmatched, places, to);
  read_silenced(in, "cycles", into.cycles, places, to);
  read_silenced(in, "conflicts", into.conflicts, places, to);
  read_silenced(in, "unsaid", into.unsaid, places, to);
}

void read_time_to_live(const section& in, topic& into, complaints& to) {
  const auto* x = in.find("time_to_live");
  if (!x)
    return;
  std::chrono::nanoseconds time{};
  in.duration("time_to_live", std::chrono::milliseconds(1), time);
  if (time.count() > 0)
    into.time_to_live = time;
  if (into.transient)
    to.add(x->at,
           "the events of a transient topic are handled soon or never, so they do not expire",
           "leave time_to_live out, or transient");
}

void read_overflow(const section& in, topic& into, complaints& to) {
  in.choice("overflow",
            {{"drop_newest", overflow::drop_newest},
             {"drop_oldest", overflow::drop_oldest},
             {"keep_latest_per_key", overflow::keep_latest_per_key},
             {"block", overflow::block}},
            into.overflow);
  if (into.overflow != overflow::drop_newest && !into.transient)
    to.add(in.find("overflow")->at, "nothing is dropped of a topic that is not transient",
           "leave overflow out, or say transient: true");
}

void read_keep(const section& in, topic& into, complaints& to) {
  in.choice("keep", {{"all", keeping::all}, {"latest", keeping::latest}}, into.keep);
  if (into.keep == keeping::latest && into.transient)
    to.add(in.find("keep")->at, "the journal keeps no event of a transient topic",
           "leave keep out, or transient");
}

constraint_uses read_constraints(const section& in) {
  auto use = constraint_uses::check;
  in.choice("constraints", {{"check", constraint_uses::check}, {"ignore", constraint_uses::ignore}},
            use);
  return use;
}

void read_topics(const section& root, deployment& into, said_places& places, complaints& to) {
  const auto* x = root.find("topics");
  if (!x)
    return;
  if (!x->is_map())
    return complain_about_kind(*x, "a map of topics", "'orders.placed: {transient: true}' below it",
                               to);
  for (const auto& m : x->members) {
    if (const auto sound = check_topic(m.key); !sound)
      to.add(m.at, sound.failure().what, "name one topic, as in orders.placed");
    else if (is_reserved(m.key))
      to.add(m.at, "topics that begin with 'troupe.' are the runtime's own, and always durable",
             "name another topic");
    topic next;
    const section in(m.value, keys::topic, to);
    in.flag("transient", next.transient);
    read_overflow(in, next, to);
    read_time_to_live(in, next, to);
    read_keep(in, next, to);
    if (in.find("constraints"))
      next.constraints = read_constraints(in);
    places.add("", "topics." + m.key, m.at);
    into.topics.emplace(m.key, next);
  }
}

/// Loads what `modules` lists, each once.
void read_modules(const node& root, offers& known, deployment& into, tree_surroundings& around,
                  complaints& to) {
  const auto* x = root.find("modules");
  if (!x || x->value.is_null() || x->value.broken)
    return;
  if (!x->value.is_sequence())
    return complain_about_kind(x->value, "a list of modules", "modules: [commerce]", to);
  for (const auto& item : x->value.items) {
    const auto* text = as_text(item, to);
    if (!text)
      continue;
    const auto name = modules::name_of(*text);
    if (!name) {
      to.add(item.at, "the module " + shown(item) + " has no name",
             "write a name of letters, digits, '_' and '-', or a path to NAME.so");
      continue;
    }
    if (!around.modules.insert(*name).second) {
      to.add(item.at, "the module " + shown(item) + " is listed twice", "list it once");
      continue;
    }
    into.modules.push_back(*text);
    if (const auto loaded = known.load(*text); !loaded) {
      around.not_loaded.insert(*name);
      to.add(item.at, loaded.failure().what, "");
    }
  }
}

/// Puts the overrides over the tree: those of sections at once, those of children after the modules
/// are loaded, of which `load_modules` sees to.
template <class LoadModules>
void apply(const std::vector<override_value>& overrides, node& root, const offers& known,
           complaints& to, LoadModules load_modules) {
  std::vector<std::size_t> of_children;
  for (std::size_t i = 0; i < overrides.size(); ++i)
    if (!override_section(root, overrides[i], static_cast<int>(i) + 1, to))
      of_children.push_back(i);
  load_modules();
  for (const auto i : of_children)
    override_child(root, overrides[i], static_cast<int>(i) + 1, known, to);
}

deployment read_root(node& root, const std::vector<override_value>& overrides, offers& known,
                     said_places& places, silenced_warnings& silenced, complaints& to) {
  deployment result;
  tree_surroundings around{{}, {}, {}, known, places};
  apply(overrides, root, known, to, [&] { read_modules(root, known, result, around, to); });
  const section in(root, keys::root, to);
  read_version(in, to);
  read_name(in, result.name, to);
  read_journal(in, result.journal, to);
  read_defaults(in, result.defaults, places, to);
  read_limits(in, result.limits, to);
  read_dead_letters(in, result.dead_letters, to);
  read_guard(in, result.guard, to);
  read_topics(in, result, around.places, to);
  result.constraints = read_constraints(in);
  read_check(in, silenced, places, to);
  around.defaults = result.defaults;
  if (const auto* tree = in.find("tree"))
    result.tree = read_tree(*tree, around, to);
  return result;
}

} // namespace

reading read_deployment(const std::string& file, const std::string& text,
                        const std::vector<override_value>& overrides, const environment& variables,
                        offers& known) {
  complaints found;
  if (auto root = load_document(text, found)) {
    fill_in(*root, variables, found);
    said_places places;
    silenced_warnings silenced;
    auto value = read_root(*root, overrides, known, places, silenced, found);
    if (found.empty())
      return {std::move(value), {}, std::move(places), text, std::move(silenced)};
  }
  std::vector<std::string> paths;
  for (const auto& x : overrides)
    paths.push_back(x.path);
  return {std::nullopt, found.listed(file, paths), {}, text};
}

reading read_deployment_file(const std::string& path, const std::vector<override_value>& overrides,
                             const environment& variables, offers& known) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string text(longest_document + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad())
    return {std::nullopt,
            {{path, 0, 0, "the file cannot be read: " + std::generic_category().message(errno),
              "correct the path, or make the file readable"}},
            {},
            {}};
  text.resize(static_cast<std::size_t>(in.gcount()));
  return read_deployment(path, text, overrides, variables, known);
}

} // namespace troupe::deploy
