// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/placed_actor.hpp"

#include "execution/exit_reason.hpp"

#include <caf/detail/sync_request_bouncer.hpp>
#include <caf/sec.hpp>
#include <caf/system_messages.hpp>

#include <thread>

namespace troupe::execution {

namespace {

// The mailbox is four queues in one, some of queues: whatever comes before the element says where
// it was found, which does not matter here.
template <class F>
struct each_element {
  F use;

  template <class Key, class Queue, class... More>
  caf::intrusive::task_result operator()(const Key&, const Queue&, More&&... more) {
    use(last(more...));
    return caf::intrusive::task_result::resume;
  }

private:
  static caf::mailbox_element& last(caf::mailbox_element& x) { return x; }
  template <class First, class... Rest>
  static caf::mailbox_element& last(First&, Rest&... rest) {
    return last(rest...);
  }
};

template <class F>
each_element(F) -> each_element<F>;

bool is_for_caf(const caf::type_erased_tuple& x) {
  return x.match_elements<caf::exit_msg>() || x.match_elements<caf::down_msg>() ||
         x.match_elements<caf::timeout_msg>() || x.match_elements<caf::group_down_msg>() ||
         x.match_elements<caf::error>();
}

} // namespace

placed_actor::placed_actor(caf::actor_config& config, placement where)
    : caf::event_based_actor(config), placement_(std::move(where)) {
  set_default_handler(
      [this](caf::scheduled_actor*, caf::message_view& what) -> caf::result<caf::message> {
        drop(drop_reason::unhandled, what.move_content_to_message());
        if (current_message_id().is_request())
          return caf::sec::unexpected_message;
        // No answer at all: CAF would send an error back, which ends a sender that is not ours.
        return caf::delegated<caf::message>{};
      });
  set_error_handler([](caf::scheduled_actor*, caf::error&) {});
  set_exception_handler([](caf::scheduled_actor*, std::exception_ptr& thrown) {
    return make_exit(exit_class::error, read_crash(thrown));
  });
}

void placed_actor::enqueue(caf::mailbox_element_ptr what, caf::execution_unit*) {
  // Who raises `pushers_` before `closed_` is set has pushed when `cleanup` drains; who comes later
  // sees `closed_`. Both sides need sequential consistency for that.
  pushers_.fetch_add(1);
  if (closed_.load()) {
    pushers_.fetch_sub(1);
    reject(*what);
    return;
  }
  caf::event_based_actor::enqueue(std::move(what), placement_.where);
  pushers_.fetch_sub(1);
}

void placed_actor::launch(caf::execution_unit*, bool lazy, bool hide) {
  caf::execution_unit* home = placement_.where;
  if (!home)
    home = home_system().dummy_execution_unit();
  caf::event_based_actor::launch(home, lazy, hide);
}

bool placed_actor::cleanup(caf::error&& reason, caf::execution_unit*) {
  if (!closed_.exchange(true)) {
    while (pushers_.load() != 0)
      std::this_thread::yield();
    drain(reason);
  }
  // Who watches it may be an actor of another system: with our unit, it would run on our threads.
  return caf::event_based_actor::cleanup(std::move(reason), nullptr);
}

void placed_actor::drain(const caf::error& reason) {
  if (mailbox().closed())
    return;
  mailbox().close();
  get_normal_queue().flush_cache();
  get_urgent_queue().flush_cache();
  each_element take{
      [&](caf::mailbox_element& x) { give_up(x, drop_reason::left_in_mailbox, reason); }};
  while (mailbox().queue().new_round(1000, take).consumed_items != 0) {
  }
}

void placed_actor::reject(caf::mailbox_element& what) {
  give_up(what, drop_reason::actor_gone, caf::exit_reason::unreachable);
}

void placed_actor::give_up(caf::mailbox_element& what, drop_reason why, const caf::error& reason) {
  if (what.mid.is_request()) {
    caf::detail::sync_request_bouncer answer{reason};
    answer(what);
  } else if (!is_for_caf(what.content())) {
    drop(why, what.move_content_to_message());
  }
}

void placed_actor::drop(drop_reason why, caf::message what) noexcept {
  if (placement_.drops)
    placement_.drops->dropped(placement_.name, why, std::move(what));
}

void send_urgent_exit(const caf::actor& whom, const caf::error& reason) {
  if (whom)
    whom->enqueue(nullptr, caf::make_message_id(caf::message_priority::high),
                  caf::make_message(caf::exit_msg{whom.address(), reason}), nullptr);
}

} // namespace troupe::execution
