// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/running.hpp"

#include "assembly/control_desk.hpp"
#include "assembly/heartbeat.hpp"
#include "assembly/kept_constraints.hpp"
#include "assembly/member.hpp"
#include "assembly/thread_counts.hpp"
#include "execution/left_logger.hpp"
#include "module/stamp.hpp"

#include <caf/exit_reason.hpp>

#include <algorithm>

namespace troupe::assembly {
namespace {

constexpr std::chrono::milliseconds idle_look{20};

/// Between two looks nothing may have started; one look alone could fall between a crash and its
/// restart.
constexpr int idle_looks_needed = 2;

ending::kind kind_of(supervision::end_reason why) {
  switch (why) {
  case supervision::end_reason::stopped:
    return ending::kind::stopped;
  case supervision::end_reason::auto_shutdown:
    return ending::kind::auto_shutdown;
  case supervision::end_reason::start_failed:
  case supervision::end_reason::escalated:
    break;
  }
  return ending::kind::escalated;
}

} // namespace

/// Carries what the writer says to whom it concerns.
class running::journal_watch final : public journal::writer_listener {
public:
  explicit journal_watch(running& owner) : owner_(owner) {}

  void committed(const journal::batch_ptr& batch) override { owner_.groups_->publish(batch); }
  void timers_set(time_point earliest) override { owner_.tell_timers(earliest); }
  void letters_added(std::vector<journal::dead_letter_record> letters) override {
    owner_.letters_.added(letters);
  }
  void failed(const error& why) override {
    owner_.journal_failed_ = true;
    owner_.end({ending::kind::journal_failed, {}, why});
  }

private:
  running& owner_;
};

result<std::unique_ptr<running>> running::start(const deploy::deployment& what,
                                                const find_offer& offers,
                                                std::unique_ptr<journal::engine> storage,
                                                settings with) {
  const execution::left_logger after; // It may be stopped on another thread than this.
  std::unique_ptr<running> made{new running{what, std::move(storage), std::move(with)}};
  if (auto assembled = made->assemble(offers); !assembled)
    return std::move(assembled).failure();
  return made;
}

running::running(const deploy::deployment& what, std::unique_ptr<journal::engine> storage,
                 settings with)
    : deployment_(what), settings_(std::move(with)),
      time_(settings_.time != nullptr ? *settings_.time : system_time()),
      ids_(time_, settings_.seed),
      watch_({settings_.log, doings_, time_, static_cast<std::uint32_t>(what.limits.reports),
              [this](auto x) { publish_report(std::move(x)); },
              [this] { stop_waiting_for_alone(); },
              [this](const std::string& path) { mark_halted(path, false); }}),
      storage_(std::move(storage)), spare_readers_(*storage_),
      journal_watch_(std::make_unique<journal_watch>(*this)),
      writer_(std::make_unique<journal::writer>(*storage_, *journal_watch_,
                                                static_cast<std::size_t>(what.limits.commit))),
      timers_(time_), letters_({settings_.log, what.name, time_, timers_,
                                [this](auto x) { publish_report(std::move(x)); },
                                static_cast<std::uint32_t>(what.dead_letters.events)}),
      retention_(what.dead_letters.retain), orphans_(what.journal.retain.keep_orphans),
      space_(static_cast<std::uint64_t>(what.journal.min_free)),
      hands_(settings_.hands ? settings_.hands
                             : std::make_shared<execution::in_hand>(
                                   hand_count(deployment_, pool_size(settings_.pool_threads)))) {
  // No actor of ours runs there; where all is played it has no thread either.
  config_.set("scheduler.policy",
              settings_.make_crew ? caf::atom("testing") : caf::atom("sharing"));
  config_.set("scheduler.max-threads", std::size_t{1});
}

result<void> running::assemble(const find_offer& offers) {
  if (settings_.begins)
    settings_.begins(doings_);
  auto reader = storage_->open_reader();
  if (!reader)
    return std::move(reader).failure();
  reader_ = *std::move(reader);
  const auto moved = reader_->wall_moved();
  if (!moved)
    return moved.failure();
  if (auto written = write_down_generation(); !written)
    return written;
  auto known = reader_->subscriptions();
  if (!known)
    return std::move(known).failure();

  actors_ = std::make_unique<caf::actor_system>(config_);
  if (settings_.make_crew)
    crew_ = settings_.make_crew(*actors_);
  else
    crew_ = std::make_unique<execution::thread_crew>(*actors_, pool_size(settings_.pool_threads));
  box_ = std::make_unique<bus::dead_letter_box>(time_, ids_, [this] { tell_dead_letters(); });
  groups_ = std::make_unique<bus::topic_groups>(
      *actors_,
      [this](const bus::event_ptr& e) {
        if (is_reserved(e->topic))
          return; // A report is for whoever wants it.
        doings_.unsubscribed.fetch_add(1, std::memory_order_relaxed);
        if (deployment_.dead_letters.unsubscribed == deploy::unsubscribed_events::keep)
          box_->put(unsubscribed_letter(*e));
      },
      settings_.transient_published);
  around_ = std::make_unique<surroundings>(surroundings{{time_, ids_, settings_.log},
                                                        *storage_,
                                                        spare_readers_,
                                                        *writer_,
                                                        *groups_,
                                                        timers_,
                                                        start_,
                                                        doings_,
                                                        *hands_,
                                                        on_stage_});
  look_at_space();
  around_->module_version = modules::own_stamp();
  around_->steady = steady_time{time_, *moved};
  for (const auto& [name, topic] : deployment_.topics)
    if (topic.transient)
      around_->transient_topics.insert(name);
  for (const auto& [name, topic] : deployment_.topics)
    if (topic.transient && topic.overflow == overflow::block)
      around_->blocking_topics.insert(name);
  if (!around_->blocking_topics.empty())
    around_->pressure = &pressure_;
  for (const auto& [name, topic] : deployment_.topics)
    if (topic.time_to_live)
      around_->lives.emplace(name, *topic.time_to_live);
  around_->constraints = constraints_checked_by(deployment_);
  around_->limits = {static_cast<std::size_t>(deployment_.limits.payload),
                     static_cast<std::size_t>(deployment_.limits.published),
                     static_cast<std::size_t>(deployment_.limits.state_cache),
                     static_cast<std::size_t>(deployment_.limits.crashes)};

  const auto made = std::make_shared<composition>(composition{deployment_, offers});
  made->as = settings_.as;
  const auto sources_before =
      made->as ? std::set<std::string>{made->as->sources.begin(), made->as->sources.end()}
               : std::set<std::string>{};
  for (const auto* service : deploy::services(deployment_.tree)) {
    const auto added = make_member(*service, offers, *reader_, *known, sources_before);
    if (!added)
      return added.failure();
    made->members.push_back(*added);
  }
  find_sources(*made, sources_before);
  if (made->sources != sources_before && made->as)
    if (auto written = write_generation(deployment_.journal.path, *made->as); !written)
      return written;
  if (auto subscribed = subscribe_members(*made); !subscribed)
    return subscribed;
  for (const auto& old : *known)
    if (!has_child_for(*made, old))
      made->left_alone.push_back(old.name);
  make_present(made);
  if (auto noted = note_orphans_of(*known); !noted)
    return noted;
  charge_suspects(*known);
  if (auto said = say_changed_topics(); !said)
    return said;

  crew_->begin({[this] { return writer_->step(); }, [this] { return writer_->wait(); }}, timers_);
  at_work_ = true;
  for (auto* each : made->members)
    if (auto started = start_subscription(*each); !started)
      return started;

  watch_handlers();
  if (auto started = start_system(environment()); !started)
    return started;
  supervision::supervisor_callbacks callbacks;
  callbacks.started = [this] {
    open_for_work();
    if (settings_.ready)
      settings_.ready();
  };
  callbacks.ended = [this](const supervision::supervisor_end& why) {
    end({kind_of(why.why), why.causes, std::nullopt});
  };
  root_ = supervision::start_supervisor(
      environment(), deployment_.name, spec_of(deployment_.tree),
      children_of(deployment_.tree, {{deployment_.name, deploy::restarts::permanent}}, *made),
      callbacks);
  open_control_desk();
  start_heartbeat();
  look_at_letters_in({});
  trim_journal_in({});
  compact_journal_later();
  look_at_space_in({});
  return {};
}

supervision::environment running::environment() {
  return {*actors_, crew_->control(), timers_, time_, watch_, box_.get(), &ready_};
}

void running::start_heartbeat() {
  if (settings_.beat_every)
    heart_ = execution::spawn_placed<heartbeat>(
        *actors_, {"heartbeat", &crew_->handlers(), nullptr},
        heartbeat_parts{root_, *writer_, timers_, *settings_.beat_every, settings_.beaten});
}

void running::end(ending why) {
  const std::lock_guard guard{mutex_};
  if (!ending_)
    ending_ = std::move(why);
  changed_.notify_all();
}

void running::request_stop() {
  end({ending::kind::stopped, {}, std::nullopt});
}

std::optional<ending> running::wait(std::chrono::nanoseconds time) {
  std::unique_lock lock{mutex_};
  crew_->wait(lock, changed_, time, [this] { return ending_.has_value(); });
  if (ending_ && ending_->what == ending::kind::idle)
    return std::exchange(ending_, std::nullopt);
  return ending_;
}

void running::end_when_idle() {
  {
    const std::lock_guard guard{mutex_};
    if (ending_ && ending_->what == ending::kind::idle)
      ending_.reset();
    idle_looks_ = 0;
  }
  timers_.after(idle_look, [this] { check_idle(); });
}

void running::check_idle() {
  if (!stopping_)
    writer_->inspect([this](const journal::standing& now) { look_for_idle(now); });
}

void running::look_for_idle(const journal::standing& now) {
  const bool starts = !start_.is_open() || is_changing_ || watch_.any_child_starts();
  const surrounding_work beside{any_source_runs(), starts, box_->size()};
  idle_looks_ = is_idle(now, beside, awaited_members()) ? idle_looks_ + 1 : 0;
  if (idle_looks_ >= idle_looks_needed) {
    say_what_is_paused(now);
    end({ending::kind::idle, {}, std::nullopt});
  } else {
    timers_.after(idle_look, [this] { check_idle(); });
  }
}

/// Nobody will start it, or one of its instances, again, so nobody waits for its work: its
/// supervisor does not, or somebody wants it to be down.
bool running::has_ended_for_good(const member& m) const {
  const auto stays_down = [this](const std::string& path, deploy::restarts restart) {
    const auto end = watch_.end_of(path);
    return end && (restart == deploy::restarts::temporary || is_halted(path) ||
                   (restart == deploy::restarts::transient && !end->asked &&
                    supervision::is_clean(end->how)));
  };
  for (std::size_t i = 0; i < m.streaks.size(); ++i)
    if (stays_down(m.path + '/' + std::to_string(i + 1), m.what.restart))
      return true;
  return stays_down(m.path, m.what.restart) ||
         std::any_of(m.above.begin(), m.above.end(),
                     [&](const auto& x) { return stays_down(x.first, x.second); });
}

bool running::any_source_runs() const {
  const auto here = present();
  return std::any_of(here->members.begin(), here->members.end(), [this](const auto* m) {
    return doings_.source_is_running(m->what.id) && !has_ended_for_good(*m);
  });
}

std::vector<awaited> running::awaited_members() const {
  std::vector<awaited> all;
  const auto here = present();
  for (const auto* m : here->members)
    if (m->feeder && !has_ended_for_good(*m))
      all.push_back({m->number, m->list.topics()});
  return all;
}

progress_report running::look() {
  progress_report out;
  out.handled = doings_.handled;
  out.dead_letters = doings_.dead_letters + box_->received();
  out.crashes = doings_.crashes;
  out.restarts = doings_.restarts;
  const auto now = look_at_journal();
  if (!now)
    return out;
  out.head = now->head;
  out.parked = now->parked;
  for (const auto& each : awaited_members())
    if (now->paused.count(each.number) == 0)
      out.left = std::max(out.left, left_for(*now, each));
  return out;
}

/// Nothing where the journal's thread has no time for it.
std::optional<journal::standing> running::look_at_journal() {
  struct answer {
    std::mutex mutex;
    std::condition_variable ready;
    std::optional<journal::standing> now;
  };
  const auto asked = std::make_shared<answer>();
  writer_->inspect([asked](const journal::standing& now) {
    const std::lock_guard guard{asked->mutex};
    asked->now = now;
    asked->ready.notify_all();
  });
  std::unique_lock lock{asked->mutex};
  crew_->wait(lock, asked->ready, std::chrono::seconds{1}, [&] { return asked->now.has_value(); });
  return asked->now;
}

result<std::string> running::ask(const std::string& query, const std::string& arguments) {
  const auto here = present();
  const std::lock_guard guard{reader_mutex_};
  return here->desk.ask(query, arguments, *reader_);
}

running::~running() {
  if (!stop())
    return;
  root_ = nullptr;
  system_root_ = nullptr;
  timer_actor_ = nullptr;
  dead_letter_actor_ = nullptr;
  heart_ = nullptr;
  own_actors_.clear();
  present_ = nullptr;
  members_.clear();
  crew_.reset();
  groups_.reset();
  actors_.reset();
}

} // namespace troupe::assembly
