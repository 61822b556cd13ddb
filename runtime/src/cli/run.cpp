// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/running.hpp"
#include "cli/columns.hpp"
#include "cli/commands.hpp"
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/journal_access.hpp"
#include "cli/log.hpp"
#include "cli/log_option.hpp"
#include "cli/progress.hpp"
#include "cli/question.hpp"
#include "cli/signals.hpp"
#include "cli/summary.hpp"
#include "cli/warnings.hpp"
#include "journal/sqlite.hpp"

#include <csignal>
#include <iostream>
#include <random>

#include <unistd.h>

namespace troupe::cli {
namespace {

using assembly::ending;
using assembly::running;

struct run_options {
  deployment_source source;
  bool until_idle = false;
  question ask;
  output_format format = output_format::text;
  log_level least = log_level::info;
};

constexpr std::chrono::milliseconds slice{50};

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
  case ending::kind::journal_failed:
    break;
  }
  return "journal_failed";
}

int exit_code_of(ending::kind x) {
  switch (x) {
  case ending::kind::escalated:
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

/// One run from its start to its exit code.
class run {
public:
  run(const run_options& options, const loaded_deployment& loaded, stop_signals& signals)
      : options_(options), loaded_(loaded), signals_(signals), log_(log_to(out_, options.least)) {}

  int go() {
    auto opened = own_journal(loaded_.what);
    if (!opened.value)
      return opened.exit_code;
    auto& storage = *opened.value;
    if (auto reader = storage.open_reader(); reader)
      if (const auto count = (*reader)->dead_letter_count())
        letters_before_ = *count;
    const auto head = storage.head();
    running::settings with;
    with.seed = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
    with.log = log_;
    auto started = running::start(
        loaded_.what, [this](const std::string& name) { return loaded_.offer(name); },
        std::move(opened.value), std::move(with));
    if (!started) {
      out_.line("troupe: " + to_string(started.failure()));
      return cli::exit_code_of(started.failure());
    }
    what_ = *std::move(started);
    say_start(head);
    if (options_.until_idle)
      what_->end_when_idle();
    return finish(wait());
  }

private:
  void say(const std::string& text) { log_(log_level::info, loaded_.what.name, text); }

  void say_start(journal::sequence_number head) {
    say("runs " + std::to_string(deploy::services(loaded_.what.tree).size()) +
        " services on the journal " + loaded_.what.journal.path + ", which holds " + grouped(head) +
        " events");
    for (const auto& line : warnings_of(loaded_, options_.source))
      log_(log_level::warning, loaded_.what.name, line);
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
      if (signals_.arrived({})) {
        say("stops: sources stop, what is in hand finishes; a second signal ends at once");
        what_->request_stop();
      } else {
        shown.tick();
      }
    }
  }

  int finish(const ending& ended) {
    const auto code = exit_code_of(ended.what);
    out_.status({});
    auto told = sum_up(ended);
    auto answer = ended.what == ending::kind::idle ? ask() : std::nullopt;
    signals_.end_at_once(code);
    const bool is_clean = what_->stop();
    if (ended.what == ending::kind::auto_shutdown ||
        (ended.what == ending::kind::stopped && !options_.until_idle))
      answer = ask();
    tell(ended, std::move(told));
    const auto final_code = answer && !answer->has_value() ? answer_failed(*answer, code) : code;
    if (is_clean) {
      what_.reset();
      return final_code;
    }
    const auto& left = what_->left_behind();
    out_.line((left.empty() ? "a handler" : listed(left)) +
              (left.size() > 1 ? " did not stop in time and are" : " did not stop in time and is") +
              " left behind; what was in hand is not committed, and is delivered again");
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
    return answer.failure().code == ec::io ? exit_try_again : exit_internal;
  }

  summary sum_up(const ending& ended) {
    summary out;
    out.ended = name_of(ended.what);
    out.seconds = std::chrono::duration<double>(time_.elapsed() - began_).count();
    out.left_alone = what_->idle_subscriptions();
    if (ended.what == ending::kind::auto_shutdown)
      out.ended_by = significant_child(ended.causes);
    if (ended.what == ending::kind::idle)
      out.ended_for_good = children_gone(loaded_.what, what_->tree());
    return out;
  }

  void tell(const ending& ended, summary told) {
    const auto& did = what_->doings();
    told.handled = did.handled;
    told.crashes = did.crashes;
    told.restarts = did.restarts;
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
      print(to_json(told) + "\n");
  }

  const run_options& options_;
  const loaded_deployment& loaded_;
  stop_signals& signals_;
  console out_;
  log_function log_;
  const clock& time_ = system_time();
  const std::chrono::nanoseconds began_ = time_.elapsed();
  std::size_t letters_before_ = 0;
  std::unique_ptr<running> what_;
};

int run_deployment(const run_options& options) {
  // Whoever read our output has gone: that ends no deployment.
  std::signal(SIGPIPE, SIG_IGN);
  stop_signals signals;
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  if (const auto wrong = check_question(options.ask, *loaded.value)) {
    std::cerr << "troupe: " << *wrong << '\n';
    return exit_usage;
  }
  return run{options, *loaded.value, signals}.go();
}

} // namespace

void add_run(CLI::App& app, action& chosen) {
  const auto options = std::make_shared<run_options>();
  auto* command = app.add_subcommand("run", "Run a deployment, until it is stopped");
  add_deployment_source(*command, options->source);
  command->add_flag("--until-idle", options->until_idle,
                    "End when all work is done; timers set for later are not waited for");
  auto* query = command->add_option("--ask", options->ask.query,
                                    "At the end, ask this query and print the answer");
  query->type_name("QUERY");
  command->add_option("--args", options->ask.arguments, "The query's arguments, a JSON object")
      ->type_name("JSON")
      ->needs(query);
  add_format(*command, options->format);
  add_log_level(*command, options->least);
  command->footer(
      R"(SIGTERM and SIGINT: sources stop, what is in hand finishes, all stops in reverse order. A
second signal ends at once; what was accepted is in the journal.

Examples:
  troupe run config/order-processing.yaml
  troupe run config/order-processing.yaml --set intake.file=orders.csv --until-idle
  troupe run config/order-processing.yaml --set payment.retry.attempts=2 \
      --until-idle --ask commerce.get_order --args '{"order_id":"536365"}' --format json)");
  command->callback(
      [options, &chosen] { chosen = [options] { return run_deployment(*options); }; });
}

} // namespace troupe::cli
