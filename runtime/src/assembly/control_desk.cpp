// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/control_desk.hpp"

#include "assembly/running.hpp"
#include "control/address.hpp"
#include "control/reload_view.hpp"
#include "control/requests.hpp"
#include "control/status.hpp"
#include "troupe/json.hpp"

#include <utility>
#include <variant>

namespace troupe::assembly {
namespace {

using control::server;

template <class Value>
std::function<void(result<Value>)> replying(server::answer told) {
  return [told = std::move(told)](const result<Value>& x) {
    told(x ? control::reply_of(to_json(*x)) : control::reply_of(x.failure()));
  };
}

/// What each request asks of the deployment.
struct carrying_out {
  running& owner;
  server::answer told;

  void operator()(const control::get_status&) const {
    owner.tell_status(replying<control::status>(told));
  }
  void operator()(const control::change_child& x) const {
    owner.change(x, replying<control::child_changed>(told));
  }
  void operator()(const control::move_letters& x) const {
    owner.move(x, replying<control::letters_moved>(told));
  }
  void operator()(const control::edit_letter& x) const {
    owner.edit(x, replying<control::letter_edited>(told));
  }
  void operator()(const control::cancel_timers& x) const {
    owner.cancel(x, replying<control::timers_cancelled>(told));
  }
  void operator()(const control::publish_event& x) const {
    owner.publish(x, replying<control::event_published>(told));
  }
  void operator()(const control::back_up_journal& x) const {
    owner.back_up(x, replying<control::journal_backed_up>(told));
  }
  void operator()(const control::compact_journal& x) const {
    owner.compact(x, replying<control::journal_compacted>(told));
  }
  void operator()(const control::plan_deployment& x) const {
    owner.plan(x, replying<control::deployment_plan>(told));
  }
  void operator()(const control::reload_deployment& x) const {
    owner.reload(x, replying<control::deployment_plan>(told));
  }
  void operator()(const control::change_subscription& x) const {
    owner.change(x, replying<control::subscription_changed>(told));
  }
  void operator()(const control::seek_subscription& x) const {
    owner.seek(x, replying<control::subscription_sought>(told));
  }
};

} // namespace

result<std::unique_ptr<control_desk>> control_desk::open(running& owner,
                                                         const std::filesystem::path& journal) {
  auto listening = server::start(control::socket_of(journal),
                                 [&owner](const std::string& line, const server::answer& told) {
                                   const auto request = control::parse_request(line);
                                   if (!request)
                                     return told(control::reply_of(request.failure()));
                                   std::visit(carrying_out{owner, told}, *request);
                                 });
  if (!listening)
    return std::move(listening).failure();
  return std::unique_ptr<control_desk>{new control_desk{*std::move(listening)}};
}

} // namespace troupe::assembly
