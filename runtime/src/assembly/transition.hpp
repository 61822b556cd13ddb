// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "assembly/running.hpp"
#include "assembly/tree_change.hpp"
#include "assembly/tree_survey.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::assembly {

/// One composition takes the place of another while all that is in both goes on.
///
/// Services that go are stopped, then their subscriptions; those that come get theirs, from where
/// the journal says, and are started; nothing is delivered to them and no source of them is asked
/// before what they are of is written down as what the deployment runs: that is the commit. Where a
/// step fails before it, all goes back in the same way. A process that dies before it runs what was
/// written down before.
///
/// Its steps are done on the control thread, but for those that need the journal's; it keeps itself
/// by what it waits for.
class running::transition : public std::enable_shared_from_this<running::transition> {
public:
  /// `then` is called once, on a thread of the deployment's. `replaced` are the ids of services.
  transition(running& owner, std::shared_ptr<composition> to, std::set<std::string> replaced,
             std::function<void(result<void>)> then);

  /// Returns at once.
  void begin();

private:
  void say(const char* step) const;
  void on_control(std::function<void(errand&)>);
  void on_journal(std::function<void(const journal::standing&)>);

  // In the order in which they follow each other.
  void make_subscriptions();
  static const journal::subscription_record*
  find_known(const std::vector<journal::subscription_record>&, const member&);
  std::optional<error>
  objection_to_positions(const std::vector<journal::subscription_record>&) const;
  result<void> write_down_what_is_added();
  void stop_children();
  void stop_next(errand&, std::size_t which);
  void remove(errand&, const std::string& path, std::function<void()> then);
  void end_subscriptions();
  void end_them();
  void find_positions();
  result<void> take_positions(const journal::standing&);
  static void take_over(const member& from, member& into);
  result<std::vector<journal::subscription_record>> known_subscriptions() const;
  void start_subscriptions();
  void replace_specs();
  void replace_next(errand&, std::size_t which);
  void replace_missed();
  void remove_missed(errand&, std::size_t which);
  supervision::replace_specs specs_of(const std::string& path) const;
  void start_children();
  void start_next(errand&, std::size_t which);
  void put_back(errand&, std::size_t which);
  void started(errand&, std::size_t which, const supervision::answer&);
  void commit();
  void finish();
  void note_orphans();
  void look_as_often_as_needed();
  void finish_untouched();
  void answer(result<void>);

  // Where one of them failed, it begins anew in the other direction.
  void fail(error);
  result<void> make_old_members();
  void forget_subscriptions();
  void write_down_what_is_gone();
  std::string restarted() const;

  void survey(std::function<void(errand&)>);
  caf::actor supervisor_at(const std::string& path) const;
  bool is_to_start(const std::string& path) const;
  std::vector<member*> replaced_of(const composition&) const;

  running& owner_;
  std::shared_ptr<const composition> before_;
  std::shared_ptr<composition> from_; ///< as it is left; those in both are the same
  std::shared_ptr<composition> to_;
  std::set<std::string> replaced_;
  std::function<void(result<void>)> then_;
  tree_change steps_;
  std::shared_ptr<execution::gate> begins_;
  std::map<std::string, surveyed_child> seen_; ///< the tree before the present step, by path
  std::set<std::string> knows_specs_;          ///< supervisors that got them, by path
  int put_back_ = 0;                           ///< so often, a child that was forgotten meanwhile
  std::vector<std::string> added_;             ///< subscriptions that were made for this
  std::optional<error> failure_;               ///< then it goes back
  std::vector<std::string> not_back_;          ///< what did not start again, and why
};

} // namespace troupe::assembly
