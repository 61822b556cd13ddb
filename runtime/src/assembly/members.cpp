// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/breaker_lines.hpp"
#include "assembly/member.hpp"
#include "assembly/orphans.hpp"
#include "assembly/tree_survey.hpp"
#include "bus/subscription_actor.hpp"
#include "execution/exit_reason.hpp"
#include "execution/left_logger.hpp"
#include "journal/find_position.hpp"
#include "service/service_actor.hpp"

#include <algorithm>
#include <exception>

/// How services become subscriptions and children.
namespace troupe::assembly {
namespace {

/// Null is one that nobody holds any more.
bool is_gone(const caf::actor& x) {
  return !x ||
         caf::actor_cast<caf::abstract_actor*>(x)->getf(caf::abstract_actor::is_cleaned_up_flag);
}

} // namespace

result<running::member*>
running::make_member(const deploy::service& what, const find_offer& offers, journal::reader& from,
                     const std::vector<journal::subscription_record>& known,
                     const std::set<std::string>& sources) {
  const auto* offer = offers(what.offer);
  if (offer == nullptr)
    return error{ec::not_found, "no module offers the service '" + what.offer + "'", what.id};
  boost::json::value options = what.options;
  std::optional<listing> list;
  try {
    list.emplace(*offer, options);
  } catch (const std::exception& e) {
    return error{ec::invalid, "the service " + what.offer + " cannot be used: " + e.what(),
                 what.id};
  }
  if (list->is_source() && what.instances > 1)
    return error{ec::invalid,
                 "'" + what.id +
                     "' brings events in, from one position, so there can be one of it; "
                     "set 'instances: 1'",
                 what.id};
  const auto old =
      std::find_if(known.begin(), known.end(), [&](const auto& s) { return s.name == what.id; });
  const bool is_new = old == known.end();
  if (!is_new && old->lost_from > 0 && !list->events().empty()) {
    const auto first = from.first();
    return first ? has_lost_events(*old, *first) : first.failure();
  }
  const auto head = storage_->head();
  if (is_new && head > 0 && what.start.kind == deploy::starts::unsaid && !list->events().empty())
    return must_say_start(what.id, head);
  if (!is_new && !list->events().empty())
    if (auto no = handles_the_past(what, *old, sources, head))
      return *std::move(no);
  auto position = is_new ? journal::find_position(from, what.start, time_.now())
                         : result<journal::sequence_number>{old->settled};
  if (!position)
    return error{position.failure().code, "start: " + position.failure().what, what.id};
  auto made = std::make_unique<member>(
      member{what, std::move(options), *std::move(list), {}, *position, !is_new && old->paused});
  for (int i = 0; i < what.instances; ++i)
    made->streaks.push_back(std::make_shared<crash_streak>(around_->limits.crashes));
  made->threads.resize(static_cast<std::size_t>(what.instances));
  made->live.resize(static_cast<std::size_t>(what.instances));
  const std::lock_guard guard{members_mutex_};
  members_.push_back(std::move(made));
  return members_.back().get();
}

void running::find_sources(composition& all, const std::set<std::string>& before) {
  all.sources = before;
  for (const auto* m : all.members)
    if (m->list.events().empty())
      all.sources.insert(m->what.id);
    else
      all.sources.erase(m->what.id);
  if (all.as)
    all.as->sources.assign(all.sources.begin(), all.sources.end());
}

/// Once no service is refused any more, for a subscription that is made stays.
result<void> running::subscribe_members(composition& all) {
  for (auto* m : all.members) {
    const auto number = storage_->subscribe(m->what.id, m->settled);
    if (!number)
      return number.failure();
    take_number(*m, *number);
    // From now on, so that nobody thinks before its start that there is nothing to do.
    if (m->list.is_source())
      doings_.source_runs(m->what.id);
    all.desk.add(m->what.id, m->number, m->list);
  }
  return {};
}

/// What was to be charged to its deliveries stays so, whoever takes them.
void running::take_number(member& m, journal::subscription_number number) {
  m.number = number;
  if (!m.charged)
    m.charged = std::make_shared<charges>([this, number](journal::sequence_number sequence) {
      settle({number, sequence});
    });
}

result<void> running::start_subscription(member& m) {
  if (m.list.events().empty())
    return {};
  if (!control_reader_) {
    auto reader = storage_->open_reader();
    if (!reader)
      return std::move(reader).failure();
    control_reader_ = *std::move(reader);
  }
  bus::subscription_settings feeding;
  feeding.instances = static_cast<std::size_t>(m.what.instances);
  feeding.credit = static_cast<std::size_t>(m.what.credit);
  feeding.page = static_cast<std::size_t>(deployment_.limits.catch_up);
  feeding.memory = static_cast<std::size_t>(deployment_.limits.memory);
  feeding.transient_limit = static_cast<std::size_t>(deployment_.limits.transient_queue);
  feeding.paused = m.paused;
  for (const auto& [name, topic] : deployment_.topics)
    if (topic.transient && topic.overflow != overflow::drop_newest)
      feeding.overflows.emplace(name, topic.overflow);
  if (!m.begins && settings_.alone && settings_.alone->subscription == m.number)
    feeding.alone = settings_.alone->sequence;
  feeding.breaker = m.breaker = make_breaker(m.what.breaker, m.what.id, settings_.log, time_);
  auto what = m.list.interest();
  if (const auto text = m.list.signature())
    what.same = &*interests_.insert(*text).first;
  m.feeder = execution::spawn_placed<bus::subscription_actor>(
      *actors_, {"subscription of " + m.what.id, &crew_->control(), box_.get()},
      bus::subscription_parts{m.number, std::move(what), feeding, m.settled, *groups_, *writer_,
                              control_reader_, timers_, time_,
                              m.begins        ? m.begins.get()
                              : feeding.alone ? &alone_start_
                                              : &start_,
                              [this](const error& why) {
                                end({ending::kind::journal_failed, {}, why});
                              },
                              [this, book = m.drops](const bus::drop_counts& more) {
                                book->add(more);
                                for (const auto& [topic, count] : more)
                                  doings_.transient_dropped.fetch_add(count,
                                                                      std::memory_order_relaxed);
                              },
                              [this] { open_for_all(); }, around_->pressure});
  // It decides for all instances, and none could go on without it: the program ends and starts
  // anew.
  m.feeder->attach_functor([this, name = "subscription of " + m.what.id](const caf::error& reason) {
    const auto exit = supervision::read_exit(deployment_.name + '/' + name, reason);
    if (exit.how == execution::exit_class::error)
      end({ending::kind::escalated, exit.causes, std::nullopt});
  });
  const std::lock_guard guard{system_mutex_};
  own_actors_.push_back(m.feeder);
  return {};
}

std::vector<supervision::child> running::children_of(const deploy::supervisor& parent,
                                                     const supervisor_chain& above,
                                                     const composition& all) {
  const auto& path = above.back().first;
  std::vector<supervision::child> made;
  for (const auto& each : parent.children) {
    if (const auto* nested = std::get_if<deploy::supervisor>(&each.is)) {
      auto below = above;
      below.emplace_back(path + '/' + nested->id, nested->restart);
      auto as_child = child_spec_of(*nested);
      as_child.depends_on = paths_needed_by(each, all.what);
      made.push_back(supervision::supervisor_child(
          environment(), std::move(as_child), spec_of(*nested), children_of(*nested, below, all)));
      continue;
    }
    const auto& service = std::get<deploy::service>(each.is);
    const auto m = std::find_if(all.members.begin(), all.members.end(),
                                [&](const auto* x) { return x->what.id == service.id; });
    // One that goes on has the same place, and others look at it meanwhile.
    if ((*m)->path.empty()) {
      (*m)->path = path + '/' + service.id;
      (*m)->above = above;
    }
    made.push_back(child_of(**m, each, parent, all));
  }
  return made;
}

std::vector<std::string> running::paths_needed_by(const deploy::child& x,
                                                  const deploy::deployment& in) {
  const auto needs = needs_of(x);
  std::vector<std::string> all;
  if (needs.empty())
    return all; // As most: the paths of a whole deployment for each of its children would be many.
  const auto paths = paths_of(in);
  for (const auto& id : needs)
    all.push_back(paths.at(id));
  return all;
}

/// One instance is a worker; several are a one_for_one supervisor of their own, which is one child.
supervision::child running::child_of(member& m, const deploy::child& as,
                                     const deploy::supervisor& parent, const composition& all) {
  auto as_child = child_spec_of(m.what);
  as_child.depends_on = paths_needed_by(as, all.what);
  if (m.what.instances == 1)
    return instance_of(m, 0, std::move(as_child));
  auto instances = instances_of(m, as_child.depends_on);
  // When it gives up the service has failed, as one of a single instance has.
  return supervision::supervisor_child(environment(), std::move(as_child),
                                       instances_spec_of(m.what, parent), std::move(instances),
                                       supervision::exit_class::error);
}

std::vector<supervision::child> running::instances_of(member& m,
                                                      const std::vector<std::string>& needs) {
  std::vector<supervision::child> all;
  for (std::size_t i = 0; i < m.streaks.size(); ++i) {
    auto spec = instance_spec_of(m.what, i);
    spec.depends_on = needs;
    all.push_back(instance_of(m, i, std::move(spec)));
  }
  return all;
}

supervision::child running::instance_of(member& m, std::size_t index,
                                        supervision::child_spec spec) {
  return {std::move(spec), [this, &m, index](const supervision::start_request& request) {
            return start_instance(m, index, request);
          }};
}

caf::actor running::start_instance(member& m, std::size_t index,
                                   const supervision::start_request& request) {
  auto* where = &crew_->handlers();
  if (m.what.thread == deploy::thread_uses::own) {
    auto& thread = m.threads[index];
    // A predecessor that is stuck in its handler keeps its thread; the next instance gets another.
    if (thread)
      thread->stop_within({});
    thread = crew_->own_seat(m.what.id);
    where = &thread->where();
  }
  const auto name = m.what.instances == 1 ? m.what.id : m.what.id + '/' + std::to_string(index + 1);
  listed_instance listed{name,
                         request.path,
                         request.instance,
                         {m.what.handler_timeout, m.what.handler_grace},
                         std::make_shared<fence>(),
                         m.charged,
                         m.streaks[index],
                         [request](execution::exit_class how, std::string why) {
                           request.report_left_behind(how, std::move(why));
                         }};
  auto made = execution::spawn_placed<service_actor>(
      *actors_, {name, where, box_.get()},
      instance_parts{*around_, m.list.offer(), m.options, m.number, m.what.id, name, index,
                     m.streaks.size(), m.what.retry,
                     m.what.after_dead_letter == deploy::after_dead_letters::hold, m.feeder,
                     m.streaks[index], m.charged, std::move(listed),
                     [request](const caf::actor&) { request.report_started(); }, m.handled,
                     m.breaker, m.begins.get()});
  m.live[index] = made.address();
  return made;
}

result<running::member*> running::member_called(const std::string& id) const {
  const auto here = present();
  const auto found = std::find_if(here->members.begin(), here->members.end(),
                                  [&](const auto* m) { return m->what.id == id; });
  if (found == here->members.end())
    return error{ec::not_found, "no service of " + deployment_.name + " is called '" + id + "'"};
  return *found;
}

void running::tell_actors(const std::string& id,
                          std::function<void(result<std::vector<caf::actor_addr>>)> then) {
  const execution::left_logger after; // For the thread is the program's.
  const auto found = member_called(id);
  if (!found)
    return then(found.failure());
  run_errand([&m = **found, then = std::move(then)](errand&) { then(m.live); });
}

result<void> running::crash(const std::string& id, std::function<void(bool)> then) {
  const auto found = member_called(id);
  if (!found)
    return found.failure();
  run_errand([&m = **found, then = std::move(then)](errand&) {
    bool is_any = false;
    for (const auto& each : m.live) {
      const auto instance = caf::actor_cast<caf::actor>(each);
      if (is_gone(instance))
        continue;
      is_any = true;
      execution::send_urgent_exit(
          instance, execution::make_exit(execution::exit_class::error, "it was told to crash"));
    }
    then(is_any);
  });
  return {};
}

} // namespace troupe::assembly
