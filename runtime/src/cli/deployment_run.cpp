// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/deployment_run.hpp"

#include "assembly/open_journal.hpp"
#include "assembly/running.hpp"
#include "cli/columns.hpp"
#include "cli/journal_access.hpp"
#include "cli/progress.hpp"
#include "cli/running_deployment.hpp"
#include "cli/signals.hpp"
#include "cli/subscription_text.hpp"
#include "cli/summary.hpp"
#include "cli/warnings.hpp"
#include "journal/free_space.hpp"
#include "journal/sqlite.hpp"

#include <atomic>
#include <csignal>
#include <iostream>
#include <random>

#include <unistd.h>

namespace troupe::cli {
namespace {

using assembly::ending;
using assembly::running;

constexpr std::chrono::milliseconds slice{50};
/// How long another owner of the journal is waited for: at a first start one that was killed just
/// now, and later a command that changed the journal while the process was down.
constexpr std::chrono::seconds first_grace{1};
constexpr std::chrono::seconds restart_grace{30};

const char* name_of(ending::kind x) {
  switch (x) {
  case ending::kind::stopped:
    return "stopped";
  case ending::kind::idle:
    return "idle";
  case ending::kind::auto_shutdown:
    return "auto_shutdown";
  case ending::kind::escalated:
    return "escalated";
  case ending::kind::too_many_zombies:
    return "too_many_zombies";
  case ending::kind::journal_failed:
    break;
  }
  return "journal_failed";
}

int exit_code_of(ending::kind x) {
  switch (x) {
  case ending::kind::escalated:
  case ending::kind::too_many_zombies:
    return exit_internal;
  case ending::kind::journal_failed:
    return exit_try_again;
  case ending::kind::stopped:
  case ending::kind::idle:
  case ending::kind::auto_shutdown:
    break;
  }
  return exit_done;
}

guard::options guard_options(const deploy::deployment& what) {
  const auto& x = what.guard;
  guard::options out;
  out.restart.intensity = static_cast<std::uint32_t>(x.intensity);
  out.restart.period = x.period;
  out.restart.backoff = x.backoff;
  out.heartbeat = x.heartbeat.value_or(std::chrono::nanoseconds{0});
  // All of it stops in that time; some more for the process to end.
  out.ending = what.limits.stop + std::chrono::seconds{10};
  return out;
}

assembly::generation generation_of(const deployment_source& from, const loaded_deployment& loaded) {
  auto file = request_of(from);
  return assembly::generation_asked(std::move(file.file), std::move(file.sets), loaded.text,
                                    loaded.what);
}

std::string in_lines(const std::vector<std::string>& complaints) {
  std::string all;
  for (const auto& each : complaints)
    all += (all.empty() ? "" : "\n") + each;
  return all;
}

result<assembly::specification> load_again(const std::string& file,
                                           const std::vector<std::string>& sets) {
  auto read = read_source({file, sets});
  if (!read.value)
    return error{ec::invalid, in_lines(read.complaints)};
  if (const auto wrong = contradictions_of(*read.value, conflicts_of(*read.value), {file, sets});
      !wrong.empty())
    return error{ec::invalid, in_lines(wrong)};
  const std::shared_ptr<const loaded_deployment> kept{std::move(read.value)};
  return assembly::specification{
      kept->what, [kept](const std::string& name) { return kept->offer(name); },
      assembly::generation_asked(file, sets, kept->text, kept->what), kept};
}

/// One run from its start to its exit code.
class run {
public:
  run(const run_options& options, const loaded_deployment& loaded,
      std::vector<std::string> warnings, stop_signals& signals, const guard::guarded* guard)
      : options_(options), loaded_(loaded), warnings_(std::move(warnings)), signals_(signals),
        guard_(guard), log_(log_to(out_, options.least)) {}

  int go() {
    auto opened = take_journal();
    if (!opened.value)
      return opened.exit_code;
    auto& storage = *opened.value;
    if (auto reader = storage.open_reader(); reader)
      if (const auto count = (*reader)->dead_letter_count())
        letters_before_ = *count;
    const auto head = storage.head();
    running::settings with;
    with.free_space = [path = loaded_.what.journal.path] { return journal::free_space(path); };
    with.seed = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
    with.log = log_;
    with.control_socket = true;
    with.as = generation_of(options_.source, loaded_);
    with.load = load_again;
    if (guard_ != nullptr) {
      with.ready = [this] { guard_->ready(); };
      with.beat_every = guard_->beat_every(guard_options(loaded_.what));
      with.beaten = [this] { guard_->beat(); };
      with.begins = [this](const activity& doings) { guard_->mark_crashes(doings.handled); };
      with.hands = guard_->hands();
      with.suspects = guard_->charged();
      with.alone = guard_->alone();
      with.settled = [this](const guard::delivery_id& x) { guard_->settled(x); };
    }
    auto started = running::start(
        loaded_.what, [this](const std::string& name) { return loaded_.offer(name); },
        std::move(opened.value), std::move(with));
    if (!started) {
      out_.line("troupe: " + to_string(started.failure()));
      return cli::exit_code_of(started.failure());
    }
    what_ = *std::move(started);
    if (guard_ != nullptr)
      guard_->keep_generation(loaded_.what.journal.path);
    say_start(head);
    if (options_.until_idle)
      what_->end_when_idle();
    return finish(wait());
  }

private:
  opening<journal::engine> take_journal() {
    const auto grace = guard_ != nullptr && guard_->is_restart() ? restart_grace : first_grace;
    for (const auto until = time_.elapsed() + grace; time_.elapsed() < until;) {
      auto opened =
          assembly::open_journal(loaded_.what, [this](const std::string& text) { say(text); });
      if (opened)
        return {*std::move(opened), exit_done};
      if (opened.failure().code != ec::busy)
        break;
      if (signals_.arrived(slice))
        return {nullptr, exit_done};
    }
    return own_journal(loaded_.what);
  }

  void say(const std::string& text) { log_(log_level::info, loaded_.what.name, text); }

  void say_start(journal::sequence_number head) {
    say("runs " + counted(deploy::services(loaded_.what.tree).size(), "service", "services") +
        " on the journal " + loaded_.what.journal.path + ", which holds " +
        counted(head, "event", "events"));
    for (const auto& line : warnings_)
      log_(log_level::warning, loaded_.what.name, line);
    for (const auto& each : what_->paused())
      log_(log_level::warning, each.id,
           "is paused" + pause_text(control::pause_view{each.since, each.why}) +
               "; its events wait until 'troupe subscriptions resume'");
    for (const auto& name : what_->idle_subscriptions())
      log_(log_level::warning, loaded_.what.name,
           "the journal keeps the subscription '" + name +
               "', which no child has; put the child back and it goes on from there");
  }

  ending wait() {
    progress shown{*what_, time_, out_, log_};
    for (;;) {
      if (auto ended = what_->wait(slice))
        return *ended;
      const bool stops = signals_.arrived({});
      if (signals_.wants_reload())
        wants_reload_ = true;
      if (what_->takes_reload() && wants_reload_.exchange(false))
        reload();
      if (stops) {
        say("stops: sources stop, what is in hand finishes; a second signal ends at once");
        what_->request_stop();
      } else {
        shown.tick();
      }
    }
  }

  /// The log is told what became of it. Where another change began in that moment, it is done once
  /// that has ended.
  void reload() {
    if (guard_ != nullptr)
      guard_->reloads();
    what_->reload(control::reload_deployment{}, [this](const auto& became) {
      if (!became && became.failure().code == ec::busy)
        wants_reload_ = true;
    });
  }

  int finish(const ending& ended) {
    out_.status({});
    auto told = sum_up(ended);
    const auto code = told.paused.empty() ? exit_code_of(ended.what) : exit_try_again;
    if (guard_ != nullptr)
      guard_->ending(code != exit_internal);
    auto answer = ended.what == ending::kind::idle ? ask() : std::nullopt;
    signals_.end_at_once(code);
    const bool is_clean = what_->stop();
    if (ended.what == ending::kind::auto_shutdown ||
        (ended.what == ending::kind::stopped && !options_.until_idle))
      answer = ask();
    tell(ended, std::move(told));
    const auto final_code = answer && !answer->has_value() ? answer_failed(*answer, code) : code;
    if (is_clean) {
      if (guard_ != nullptr)
        guard_->forget_handled();
      what_.reset();
      return final_code;
    }
    const auto& left = what_->left_behind();
    out_.line((left.empty() ? "a handler" : listed(left)) +
              (left.size() > 1 ? " did not stop in time and are" : " did not stop in time and is") +
              " left behind; what was in hand is not committed, and is delivered again");
    what_->close_journal();
    // Its thread cannot be ended, and would hold the process.
    ::_exit(final_code);
  }

  /// Asks and prints; nothing where nothing is asked.
  std::optional<result<void>> ask() {
    if (options_.ask.query.empty())
      return std::nullopt;
    auto answer = what_->ask(options_.ask.query, options_.ask.arguments);
    if (!answer)
      return result<void>{std::move(answer).failure()};
    print((options_.format == output_format::json ? *answer : pretty_json(*answer)) + "\n");
    return result<void>{};
  }

  int answer_failed(const result<void>& answer, int code) {
    out_.line("troupe: the query was not answered: " + to_string(answer.failure()));
    if (code != exit_done)
      return code;
    return cli::exit_code_of(answer.failure());
  }

  summary sum_up(const ending& ended) {
    summary out;
    out.ended = name_of(ended.what);
    out.seconds = std::chrono::duration<double>(time_.elapsed() - began_).count();
    out.left_alone = what_->idle_subscriptions();
    if (ended.what == ending::kind::auto_shutdown)
      out.ended_by = significant_child(ended.causes);
    if (ended.what == ending::kind::idle) {
      out.ended_for_good = children_gone(loaded_.what, what_->tree());
      out.paused = paused_lines(what_->paused());
    }
    return out;
  }

  void tell(const ending& ended, summary told) {
    const auto& did = what_->doings();
    told.handled = did.handled;
    told.crashes = did.crashes;
    told.restarts = did.restarts;
    told.lines_left_out = what_->tree().lines_left_out();
    told.unsubscribed = did.unsubscribed;
    told.dead_letters = did.dead_letters;
    if (auto reader = journal::open_sqlite_readonly(loaded_.what.journal.path))
      add_journal(told, **reader, letters_before_);
    auto text = loaded_.what.name + ": " + summary_text(told, options_.source.file);
    if (ended.what == ending::kind::escalated || ended.what == ending::kind::auto_shutdown)
      text += "the chain of causes, the first one first:\n" + supervision::to_string(ended.causes);
    if (ended.failure)
      text += "troupe: " + to_string(*ended.failure);
    if (ended.what == ending::kind::stopped && options_.until_idle && !options_.ask.query.empty())
      text +=
          "troupe: stopped before all work was done, so " + options_.ask.query + " was not asked";
    out_.line(printable(text));
    if (options_.ask.query.empty() && options_.format == output_format::json)
      print_result(ended, to_json(told) + "\n");
  }

  /// What a guard starts anew has no result yet: that is for the last one to tell.
  void print_result(const ending& ended, const std::string& text) {
    if (guard_ == nullptr || exit_code_of(ended.what) != exit_internal)
      print(text);
    else if (const auto kept = guard_->keep_last_words(text); !kept)
      out_.line("troupe: " + to_string(kept.failure()));
  }

  const run_options& options_;
  const loaded_deployment& loaded_;
  std::vector<std::string> warnings_;
  stop_signals& signals_;
  const guard::guarded* guard_;
  console out_;
  log_function log_;
  const clock& time_ = system_time();
  const std::chrono::nanoseconds began_ = time_.elapsed();
  std::size_t letters_before_ = 0;
  std::atomic<bool> wants_reload_{false};
  std::unique_ptr<running> what_;
};

/// What a process before this one ran below the same guard, or what the file says. A reload that
/// was committed counts, and one that was not does not, whatever became of the file since.
load_result load(run_options& options, const guard::guarded* below) {
  const auto journal = below != nullptr ? below->kept_generation() : std::nullopt;
  if (!journal)
    return load_deployment(options.source);
  auto kept = assembly::read_generation(*journal);
  if (!kept) // It may have been another one than what the file says.
    return {nullptr, failed(kept.failure())};
  if (!*kept) {
    std::cerr << "troupe: what ran last is not known any more, so " << options.source.file
              << " is run\n";
    return load_deployment(options.source);
  }
  options.source = {(*kept)->file, (*kept)->sets};
  auto read = read_source(options.source, (*kept)->text);
  for (const auto& each : read.complaints)
    std::cerr << each << '\n';
  return {std::move(read.value), read.exit_code};
}

} // namespace

int run_deployment(const run_options& options, const guard::guarded* below) {
  // Whoever read our output has gone: that ends no deployment.
  std::signal(SIGPIPE, SIG_IGN);
  stop_signals signals{below == nullptr ? stop_signals::senders::anybody
                                        : stop_signals::senders::guard,
                       stop_signals::hangups::reload};
  auto as_asked = options;
  const auto loaded = load(as_asked, below);
  if (!loaded.value)
    return loaded.exit_code;
  const auto conflicts = conflicts_of(*loaded.value);
  if (tell_contradictions(*loaded.value, conflicts, as_asked.source))
    return exit_configuration;
  if (const auto wrong = check_question(options.ask, *loaded.value)) {
    std::cerr << "troupe: " << *wrong << '\n';
    return exit_usage;
  }
  if (below != nullptr)
    below->tell(guard_options(loaded.value->what));
  auto warnings = warnings_of(*loaded.value, conflicts, as_asked.source);
  return run{as_asked, *loaded.value, std::move(warnings), signals, below}.go();
}

} // namespace troupe::cli
