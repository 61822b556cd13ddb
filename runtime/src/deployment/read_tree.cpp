// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/read_tree.hpp"

#include <algorithm>
#include <utility>

#include "deployment/keys.hpp"
#include "deployment/read_options.hpp"
#include "deployment/read_policies.hpp"
#include "deployment/start_order.hpp"

namespace troupe::deploy {
namespace {

using std::chrono::nanoseconds;

constexpr int most_instances = 64; // one for each partition

void read_shutdown(const section& in, shutdown& into) {
  const auto* x = in.find("shutdown");
  if (x && x->is_scalar() && x->text == "brutal")
    into = {shutdown::kinds::brutal, {}};
  else if (x && x->is_scalar() && x->text == "infinity")
    into = {shutdown::kinds::infinity, {}};
  else if (x) {
    into = {shutdown::kinds::within, {}};
    in.duration("shutdown", nanoseconds(0), into.time);
  }
}

/// Reads supervisors and services and sees to it that no id is used twice.
class tree_reader {
public:
  tree_reader(const tree_surroundings& around, complaints& to) : around_(around), to_(to) {}

  void read_supervisor(const section& in, supervisor& into) {
    in.choice("strategy",
              {{"one_for_one", strategies::one_for_one},
               {"one_for_all", strategies::one_for_all},
               {"rest_for_one", strategies::rest_for_one}},
              into.strategy);
    in.choice("auto_shutdown",
              {{"never", auto_shutdowns::never},
               {"any", auto_shutdowns::any},
               {"all", auto_shutdowns::all}},
              into.auto_shutdown);
    in.whole("intensity", 0, 1'000'000, into.intensity);
    in.duration("period", std::chrono::milliseconds(1), into.period);
    const auto* children = in.find("children");
    if (!children)
      return;
    if (!children->is_sequence())
      return complain_about_kind(*children, "a list of children", "'- id: ...' below it", to_);
    if (children->items.empty())
      to_.add(children->at, "a supervisor without children has nothing to do", "add a child");
    for (const auto& x : children->items) {
      if (x.is_null())
        to_.add(x.at, "a child in this list is empty", "write '- id: ...', or remove the '-'");
      else
        into.children.push_back(read_child(x, into));
    }
  }

private:
  child read_child(const node& x, const supervisor& parent) {
    const auto is_supervisor = x.is_map() && x.find("children") && !x.find("service");
    const section in(x, is_supervisor ? keys::supervisor : keys::service, to_);
    const auto id = read_id(in);
    if (!is_supervisor)
      return {read_service(in, id, parent)};
    supervisor below;
    below.id = id;
    read_as_child(in, parent, below);
    read_supervisor(in, below);
    return {std::move(below)};
  }

  std::string read_id(const section& in) {
    const auto* x = in.find("id");
    if (!x || !check_name(*x, "a child's id", to_))
      return {};
    if (keys::root.find(x->text))
      to_.add(x->at, "the id " + shown(*x) + " is the name of a section of the deployment",
              "choose another id, so that --set can tell them apart");
    const auto [first, is_new] = ids_.emplace(x->text, x->at);
    if (!is_new)
      to_.add(x->at, "the id " + shown(*x) + " is used twice" + first_at(first->second),
              "choose another id");
    around_.places.add(x->text, "id", x->at);
    return x->text;
  }

  /// What services and supervisors say alike, as children.
  template <class Child>
  void read_as_child(const section& in, const supervisor& parent, Child& into) {
    in.choice("restart",
              {{"permanent", restarts::permanent},
               {"transient", restarts::transient},
               {"temporary", restarts::temporary}},
              into.restart);
    in.flag("significant", into.significant);
    if (into.significant)
      check_significant(in.find("significant")->at, into.restart, parent);
    read_shutdown(in, into.shutdown);
    into.backoff = around_.defaults.backoff;
    const auto* backoff = in.find("backoff");
    if (backoff)
      around_.places.add(into.id, "backoff", backoff->at);
    read_backoff(backoff, into.backoff, to_);
    read_depends_on(in, into.id, into.depends_on);
  }

  void read_depends_on(const section& in, const std::string& id, std::vector<std::string>& into) {
    const auto* x = in.find("depends_on");
    if (!x)
      return;
    if (!x->is_sequence())
      return complain_about_kind(*x, "a list of ids", "depends_on: [payment]", to_);
    for (const auto& item : x->items)
      if (const auto* text = as_text(item, to_)) {
        around_.places.add(id, dependency_key(into.size()), item.at);
        into.push_back(*text);
      }
  }

  /// OTP's name for both is bad_combination.
  void check_significant(const place& at, restarts restart, const supervisor& parent) {
    if (parent.auto_shutdown == auto_shutdowns::never)
      to_.add(at,
              "a child cannot be significant while auto_shutdown of its supervisor is never "
              "(bad_combination)",
              "say auto_shutdown: any or all there, or leave significant out here");
    if (restart == restarts::permanent)
      to_.add(at,
              "a permanent child never stays down, so it cannot be significant (bad_combination)",
              "say restart: transient or temporary, or leave significant out");
  }

  service read_service(const section& in, const std::string& id, const supervisor& parent) {
    service result;
    result.id = id;
    result.retry = around_.defaults.retry;
    result.after_dead_letter = around_.defaults.after_dead_letter;
    result.breaker = around_.defaults.breaker;
    result.credit = around_.defaults.credit;
    result.handler_timeout = around_.defaults.handler_timeout;
    result.handler_grace = around_.defaults.handler_grace;
    read_as_child(in, parent, result);
    result.start_timeout = around_.defaults.start_timeout;
    read_start_timeout(in, result.start_timeout);
    in.whole("instances", 1, most_instances, result.instances);
    in.choice("thread", {{"pool", thread_uses::pool}, {"own", thread_uses::own}}, result.thread);
    read_start(in, result.start);
    read_retry(in.find("retry"), result.retry, to_);
    read_after_dead_letter(in, result.after_dead_letter);
    read_breaker(in.find("breaker"), result.breaker, to_);
    in.whole("credit", 1, 1'000'000, result.credit);
    read_wait(in, "handler_timeout", std::chrono::milliseconds(1), result.handler_timeout);
    read_wait(in, "handler_grace", nanoseconds(0), result.handler_grace);
    read_offer(in, result);
    return result;
  }

  void read_start(const section& in, starting_point& into) {
    const auto* x = in.find("start");
    if (!x)
      return;
    if (!x->is_scalar())
      return complain_about_kind(*x, "a place in the journal", "start: now", to_);
    const auto read = parse_starting_point(x->text);
    if (read)
      into = *read;
    else
      to_.add(x->at, "start " + shown(*x) + " is no place in a journal",
              "use beginning, now, an event's sequence from 1 on, or a time as in "
              "2026-11-22T17:43:18Z");
  }

  void read_offer(const section& in, service& into) {
    const auto* x = in.find("service");
    const auto* text = x ? as_text(*x, to_) : nullptr;
    if (!text)
      return;
    into.offer = *text;
    const auto dot = text->find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == text->size())
      return to_.add(x->at, "the service " + shown(*x) + " names no module",
                     "write module.service, as in commerce.orders");
    const auto module = text->substr(0, dot);
    const auto known = around_.known.services();
    if (!around_.modules.count(module)) {
      if (unlisted_.insert(module).second) // Its other services want the same.
        to_.add(x->at, "the service " + shown(*x) + " is of a module that 'modules' does not list",
                "add " + (x->secret ? std::string("it") : "'" + module + "'") + " to 'modules'");
      return;
    }
    if (around_.not_loaded.count(module))
      return;
    if (std::find(known.begin(), known.end(), *text) == known.end())
      return to_.add(x->at, "the service " + shown(*x) + " is not known", advice(*text, known));
    into.module_digest = around_.known.module_digest(*text);
    read_options(in, around_.known, into, to_);
  }

  const tree_surroundings& around_;
  complaints& to_;
  std::map<std::string, place> ids_;
  std::set<std::string> unlisted_; ///< modules, of each of which was told once
};

} // namespace

supervisor read_tree(const node& tree, const tree_surroundings& around, complaints& to) {
  supervisor result;
  tree_reader{around, to}.read_supervisor(section(tree, keys::tree, to), result);
  check_start_order(result, around.places, to);
  return result;
}

void read_start_timeout(const section& in, nanoseconds& into) {
  in.duration("start_timeout", std::chrono::milliseconds(1), into);
}

bool check_name(const node& x, const std::string& what, complaints& to) {
  const auto* text = as_text(x, to);
  if (!text)
    return false;
  constexpr auto letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  if (!text->empty() && text->size() <= 64 && text->find_first_not_of(letters) == std::string::npos)
    return true;
  to.add(x.at, shown(x) + " cannot be " + what,
         "use letters, digits, '_' and '-', at most 64 of them");
  return false;
}

} // namespace troupe::deploy
