// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/kept_constraints.hpp"
#include "assembly/known_handlers.hpp"
#include "assembly/outside_event.hpp"
#include "cli/commands.hpp"
#include "cli/format_option.hpp"
#include "cli/journal_access.hpp"
#include "cli/running_deployment.hpp"
#include "cli/typed_text.hpp"
#include "journal/write_alone.hpp"
#include "troupe/json.hpp"
#include "vocabulary/sound_origin.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <random>
#include <set>

namespace troupe::cli {
namespace {

struct publish_options {
  deployment_source source;
  control::publish_event what;
  std::string file;
  output_format format = output_format::text;
};

/// Why nobody would get an event that is written while the deployment does not run.
result<void> would_be_handled(const assembly::outside_event& event, const deploy::deployment& of,
                              journal::reader& from, assembly::known_handlers& handlers) {
  const auto all = from.subscriptions();
  if (!all)
    return all.failure();
  std::set<std::string_view> known;
  for (const auto& each : *all)
    known.insert(each.name);
  for (const auto* child : deploy::services(of.tree)) {
    const auto list = handlers.of(*child);
    const auto takes = [&](const event_handler& h) {
      const auto some = pattern::parse(h.topics);
      return some && some->matches(event.topic);
    };
    if (std::any_of(list.begin(), list.end(), takes) && !known.contains(child->id))
      return error{ec::stopped,
                   child->id + " has not run on this journal yet, so it would not get the event; "
                               "run the deployment first",
                   of.journal.path};
  }
  return {};
}

result<assembly::outside_event> read_for(const publish_options& options,
                                         const deploy::deployment& of,
                                         assembly::known_handlers& handlers) {
  assembly::handlers_of_all all;
  for (const auto* child : deploy::services(of.tree))
    all.push_back(handlers.of(*child));
  auto event =
      assembly::read_outside_event(options.what, all, static_cast<std::size_t>(of.limits.payload),
                                   assembly::constraints_checked_by(of));
  const auto topic = of.topics.find(options.what.topic);
  if (!event || topic == of.topics.end() || !topic->second.transient)
    return event;
  if (!options.what.id.empty())
    return error{ec::invalid, cannot_recognize(topic->first)};
  return error{ec::stopped, topic->first + " is a transient topic, and " + of.name +
                                " does not run, so nobody would get the event; run it first"};
}

/// The code, after what is wrong was said; where all went well, the answer is told.
using telling = std::function<int(const control::event_published&)>;

int publish_stopped(const publish_options& options, const loaded_deployment& loaded,
                    const telling& tell) {
  const auto& what = loaded.what;
  assembly::known_handlers handlers{loaded.what, *loaded.offers};
  const auto event = read_for(options, what, handlers);
  if (!event)
    return failed(event.failure(), code_for_typist(event.failure()));
  if (!std::filesystem::exists(what.journal.path))
    return failed(error{ec::stopped,
                        "there is no journal yet, so nobody would get the event; run the "
                        "deployment first",
                        what.journal.path});
  const auto owned = own_journal(what);
  if (!owned.value)
    return owned.exit_code;
  const auto reader = owned.value->open_reader();
  if (!reader)
    return failed(reader.failure());
  if (const auto useful = would_be_handled(*event, what, **reader, handlers); !useful)
    return failed(useful.failure());
  uuid_source ids{system_time(),
                  (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}()};
  times_to_live lives;
  for (const auto& [name, topic] : what.topics)
    if (topic.time_to_live)
      lives.emplace(name, *topic.time_to_live);
  const auto verdict = journal::write_alone(
      *owned.value, assembly::commit_of(*event, ids.next(), system_time().now(), what.name, lives));
  return verdict ? tell(assembly::answer_of(*event, *verdict)) : failed(verdict.failure());
}

std::string text_of(const control::event_published& x, const std::string& topic) {
  if (x.duplicate)
    return "duplicate of event " + grouped(x.sequence) + "; nothing was published\n";
  const auto unread =
      x.decoded ? "" : "; no service of the deployment knows its type, so it was read as JSON only";
  if (x.sequence == 0)
    return "published " + topic + " to those who listen just now, for it is transient" + unread +
           '\n';
  return "published " + topic + " as event " + grouped(x.sequence) + unread + '\n';
}

int publish(publish_options options) {
  if (options.file.empty() && options.what.payload.empty())
    return failed(error{ec::invalid, "give the event as JSON: --data JSON, or --file F"},
                  exit_usage);
  if (!options.file.empty()) {
    auto text = read_text(options.file);
    if (!text)
      return failed({text.failure().code, text.failure().what, "--file"}, exit_usage);
    options.what.payload = *std::move(text);
  }
  const known_deployment known{options.source};
  const telling tell = [&options](const control::event_published& x) {
    return print(options.format == output_format::json ? to_json(x) + '\n'
                                                       : text_of(x, options.what.topic))
               ? exit_done
               : exit_internal;
  };
  auto reached = reach(known);
  if (!reached)
    return failed(reached.failure());
  if (!*reached) {
    const auto* loaded = known.sound();
    return loaded != nullptr ? publish_stopped(options, *loaded, tell) : known.exit_code();
  }
  const auto answer = ask_publish(**reached, options.what);
  return answer ? tell(*answer) : failed(answer.failure(), code_for_typist(answer.failure()));
}

} // namespace

void add_publish(CLI::App& app, action& chosen) {
  const auto options = std::make_shared<publish_options>();
  auto* command = app.add_subcommand("publish", "Publish an event from outside");
  add_deployment_source(*command, options->source);
  command->add_option("TOPIC", options->what.topic, "The event's topic")->required();
  auto* data = command->add_option("--data", options->what.payload, "The event as JSON");
  data->type_name("JSON");
  command->add_option("--file", options->file, "The JSON's file, - for standard input")
      ->type_name("F")
      ->excludes(data);
  command
      ->add_option("--id", options->what.id,
                   "What the event is called where it comes from: it is taken once")
      ->type_name("ID");
  command
      ->add_option("--source", options->what.source,
                   "Where it comes from (the deployment's name is the default)")
      ->type_name("S");
  command
      ->add_option("--key", options->what.key,
                   "Its key, where no service says what the topic's events look like")
      ->type_name("K");
  add_format(*command, options->format);
  command->footer(
      R"(The event is read as the services that handle its topic will read it, before anything is written; its
type says its key. All members that may not be null must be there, and none that it does not have. With
an id it is taken once: whoever publishes it again, within journal.duplicates, is told the sequence of the
first, which stands whatever the second says. It is durable when the command ends. Works while the
deployment runs and on one that is stopped.

Examples:
  troupe publish config/order-processing.yaml orders.placed --file order.json
  troupe publish shop.yaml stock.requested --data '{"sku":"pear","quantity":3}' --source webshop --id A-4711)");
  command->callback([options, &chosen] { chosen = [options] { return publish(*options); }; });
}

} // namespace troupe::cli
