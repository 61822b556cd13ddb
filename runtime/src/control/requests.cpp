// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "control/requests.hpp"

#include "troupe/json.hpp"
#include "vocabulary/nearest.hpp"

#include <array>
#include <optional>
#include <utility>

namespace troupe::control {

// The shapes on the wire; they stand outside of an unnamed namespace, for their descriptions do.
namespace wire {

struct request {
  int version = 0;
  std::string command;
  boost::json::value arguments;
};
BOOST_DESCRIBE_STRUCT(request, (), (version, command, arguments))

struct nothing {};
BOOST_DESCRIBE_STRUCT(nothing, (), ())

struct child {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(child, (), (id))

struct letters {
  std::vector<uuid> ids;
  std::string who;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(letters, (), (ids, who, reason))

struct edit {
  uuid id;
  std::string payload;
  std::string who;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(edit, (), (id, payload, who, reason))

struct timers {
  std::vector<uuid> ids;
  std::string who;
};
BOOST_DESCRIBE_STRUCT(timers, (), (ids, who))

struct publish {
  std::string topic;
  std::string payload;
  std::string key;
  std::string source;
  std::string id;
};
BOOST_DESCRIBE_STRUCT(publish, (), (topic, payload, key, source, id))

struct backup {
  std::string to;
  bool replace = false;
};
BOOST_DESCRIBE_STRUCT(backup, (), (to, replace))

struct subscription {
  std::string id;
  std::string who;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(subscription, (), (id, who, reason))

struct seek {
  std::string id;
  std::string to;
  state_fate states = state_fate::unsaid;
  bool effects = false;
};
BOOST_DESCRIBE_STRUCT(seek, (), (id, to, states, effects))

struct file {
  std::string file;
  std::vector<std::string> sets;
};
BOOST_DESCRIBE_STRUCT(file, (), (file, sets))

struct failure {
  std::string code;
  std::string what;
  std::string where;
};
BOOST_DESCRIBE_STRUCT(failure, (), (code, what, where))

struct reply {
  int version = 0;
  boost::json::value value;
  std::optional<failure> error;
};
BOOST_DESCRIBE_STRUCT(reply, (), (version, value, error))

} // namespace wire

namespace {

constexpr std::string_view status_command = "status";
constexpr std::string_view edit_command = "dead_letters.edit";
constexpr std::string_view publish_command = "publish";
constexpr std::string_view cancel_command = "timers.cancel";
constexpr std::string_view backup_command = "journal.backup";
constexpr std::string_view compact_command = "journal.compact";
constexpr std::string_view plan_command = "deployment.plan";
constexpr std::string_view reload_command = "deployment.reload";
constexpr std::array<std::pair<std::string_view, child_verb>, 3> child_commands{
    {{"children.start", child_verb::start},
     {"children.restart", child_verb::restart},
     {"children.terminate", child_verb::terminate}}};
constexpr std::array<std::pair<std::string_view, letter_verb>, 3> letter_commands{
    {{"dead_letters.replay", letter_verb::replay},
     {"dead_letters.drop", letter_verb::drop},
     {"dead_letters.resolve", letter_verb::resolve}}};

constexpr std::string_view seek_command = "subscriptions.seek";
constexpr std::array<std::pair<std::string_view, subscription_verb>, 3> subscription_commands{
    {{"subscriptions.pause", subscription_verb::pause},
     {"subscriptions.resume", subscription_verb::resume},
     {"subscriptions.delete", subscription_verb::forget}}};

constexpr std::array<std::pair<std::string_view, ec>, 11> codes{{{"malformed", ec::malformed},
                                                                 {"invalid", ec::invalid},
                                                                 {"not_found", ec::not_found},
                                                                 {"exists", ec::exists},
                                                                 {"busy", ec::busy},
                                                                 {"io", ec::io},
                                                                 {"damaged", ec::damaged},
                                                                 {"refused", ec::refused},
                                                                 {"incompatible", ec::incompatible},
                                                                 {"stopped", ec::stopped},
                                                                 {"internal", ec::internal}}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
  for (const auto& [name, known] : table)
    if (known == value)
      return name;
  return {};
}

template <class Arguments>
result<Arguments> arguments_of(const wire::request& x) {
  if (x.arguments.is_null())
    return Arguments{};
  auto read = from_json<Arguments>(x.arguments, unknown_members::refuse);
  if (const auto* no = read ? nullptr : &read.failure())
    return error{no->code, "arguments" + no->where + ": " + no->what};
  return read;
}

/// One without arguments.
result<request> plain_request(request what, const wire::request& x) {
  if (auto none = arguments_of<wire::nothing>(x); !none)
    return std::move(none).failure();
  return what;
}

result<request> child_request(child_verb how, const wire::request& x) {
  auto read = arguments_of<wire::child>(x);
  if (!read)
    return std::move(read).failure();
  if (read->id.empty())
    return error{ec::invalid, "arguments.id: name the child, as the command status shows it"};
  return request{change_child{how, std::move(read->id)}};
}

result<request> letter_request(letter_verb how, const wire::request& x) {
  auto read = arguments_of<wire::letters>(x);
  if (!read)
    return std::move(read).failure();
  if (read->ids.empty() || read->ids.size() > letters_max)
    return error{ec::invalid, "arguments.ids: name 1 to " + std::to_string(letters_max) +
                                  " dead letters, not " + std::to_string(read->ids.size()) +
                                  "; more take several requests"};
  return request{move_letters{how, std::move(read->ids), read->who, read->reason}};
}

result<request> edit_request(const wire::request& x) {
  auto read = arguments_of<wire::edit>(x);
  if (!read)
    return std::move(read).failure();
  if (read->id.is_nil())
    return error{ec::invalid, "arguments.id: name a dead letter"};
  return request{edit_letter{read->id, std::move(read->payload), read->who, read->reason}};
}

result<request> cancel_request(const wire::request& x) {
  auto read = arguments_of<wire::timers>(x);
  if (!read)
    return std::move(read).failure();
  if (read->ids.empty() || read->ids.size() > timers_max)
    return error{ec::invalid, "arguments.ids: name 1 to " + std::to_string(timers_max) +
                                  " timers, not " + std::to_string(read->ids.size()) +
                                  "; more take several requests"};
  return request{cancel_timers{std::move(read->ids), std::move(read->who)}};
}

result<request> publish_request(const wire::request& x) {
  auto read = arguments_of<wire::publish>(x);
  if (!read)
    return std::move(read).failure();
  if (read->topic.empty())
    return error{ec::invalid, "arguments.topic: name the event's topic"};
  return request{publish_event{std::move(read->topic), std::move(read->payload),
                               std::move(read->key), std::move(read->source), std::move(read->id)}};
}

result<request> backup_request(const wire::request& x) {
  auto read = arguments_of<wire::backup>(x);
  if (!read)
    return std::move(read).failure();
  if (read->to.empty() || read->to.front() != '/')
    return error{ec::invalid, "arguments.to: name a file by its path from the root"};
  return request{back_up_journal{std::move(read->to), read->replace}};
}

error names_no_subscription() {
  return {ec::invalid, "arguments.id: name a subscription, which is called as its child"};
}

result<request> subscription_request(subscription_verb how, const wire::request& x) {
  auto read = arguments_of<wire::subscription>(x);
  if (!read)
    return std::move(read).failure();
  if (read->id.empty())
    return names_no_subscription();
  return request{change_subscription{how, read->id, read->who, read->reason}};
}

result<request> seek_request(const wire::request& x) {
  auto read = arguments_of<wire::seek>(x);
  if (!read)
    return std::move(read).failure();
  if (read->id.empty())
    return names_no_subscription();
  const auto to = parse_starting_point(read->to);
  if (!to)
    return error{to.failure().code, "arguments.to: " + to.failure().what};
  return request{seek_subscription{std::move(read->id), *to, read->states, read->effects}};
}

template <class Request>
result<request> file_request(const wire::request& x) {
  auto read = arguments_of<wire::file>(x);
  if (!read)
    return std::move(read).failure();
  if (read->file.empty() || read->file.front() != '/')
    return error{ec::invalid, "arguments.file: name a deployment's file by its path from the root"};
  return request{Request{{std::move(read->file), std::move(read->sets)}}};
}

error unknown_command(const std::string& said) {
  std::vector<std::string_view> known{status_command};
  for (const auto& each : child_commands)
    known.push_back(each.first);
  for (const auto& each : letter_commands)
    known.push_back(each.first);
  for (const auto& each : {edit_command, publish_command, cancel_command, backup_command,
                           compact_command, plan_command, reload_command, seek_command})
    known.push_back(each);
  for (const auto& each : subscription_commands)
    known.push_back(each.first);
  return {ec::invalid, "command: '" + said + "' is none" + suggestion(said, known)};
}

std::string request_line(std::string_view command, std::string_view arguments) {
  std::string out = "{\"version\":" + std::to_string(protocol_version) + ",\"command\":\"";
  return out.append(command).append("\",\"arguments\":").append(arguments).append("}");
}

struct writing {
  std::string operator()(const get_status&) const { return request_line(status_command, "{}"); }
  std::string operator()(const change_child& x) const {
    return request_line(name_in(child_commands, x.how), to_json(wire::child{x.id}));
  }
  std::string operator()(const move_letters& x) const {
    return request_line(name_in(letter_commands, x.how),
                        to_json(wire::letters{x.ids, x.who, x.reason}));
  }
  std::string operator()(const edit_letter& x) const {
    return request_line(edit_command, to_json(wire::edit{x.id, x.payload, x.who, x.reason}));
  }
  std::string operator()(const cancel_timers& x) const {
    return request_line(cancel_command, to_json(wire::timers{x.ids, x.who}));
  }
  std::string operator()(const publish_event& x) const {
    return request_line(publish_command,
                        to_json(wire::publish{x.topic, x.payload, x.key, x.source, x.id}));
  }
  std::string operator()(const back_up_journal& x) const {
    return request_line(backup_command, to_json(wire::backup{x.to, x.replace}));
  }
  std::string operator()(const compact_journal&) const {
    return request_line(compact_command, "{}");
  }
  std::string operator()(const plan_deployment& x) const {
    return request_line(plan_command, to_json(wire::file{x.file, x.sets}));
  }
  std::string operator()(const reload_deployment& x) const {
    return request_line(reload_command, to_json(wire::file{x.file, x.sets}));
  }
  std::string operator()(const change_subscription& x) const {
    return request_line(name_in(subscription_commands, x.how),
                        to_json(wire::subscription{x.id, x.who, x.reason}));
  }
  std::string operator()(const seek_subscription& x) const {
    return request_line(seek_command,
                        to_json(wire::seek{x.id, to_string(x.to), x.states, x.effects}));
  }
};

std::string reply_start() {
  return "{\"version\":" + std::to_string(protocol_version);
}

} // namespace

result<request> parse_request(std::string_view line) {
  const auto read = from_json<wire::request>(line, unknown_members::refuse);
  if (!read)
    return error{ec::malformed, "a request is one line of JSON, as in " + line_of(get_status{}) +
                                    "; " + to_string(read.failure())};
  if (read->version != protocol_version)
    return error{ec::incompatible,
                 "this deployment speaks version " + std::to_string(protocol_version) +
                     " of the control protocol, and the request version " +
                     std::to_string(read->version) + "; use the program that runs the deployment"};
  if (read->command == status_command)
    return plain_request(get_status{}, *read);
  for (const auto& [name, how] : child_commands)
    if (read->command == name)
      return child_request(how, *read);
  for (const auto& [name, how] : letter_commands)
    if (read->command == name)
      return letter_request(how, *read);
  if (read->command == edit_command)
    return edit_request(*read);
  if (read->command == publish_command)
    return publish_request(*read);
  if (read->command == cancel_command)
    return cancel_request(*read);
  if (read->command == backup_command)
    return backup_request(*read);
  if (read->command == compact_command)
    return plain_request(compact_journal{}, *read);
  if (read->command == plan_command)
    return file_request<plan_deployment>(*read);
  if (read->command == reload_command)
    return file_request<reload_deployment>(*read);
  for (const auto& [name, how] : subscription_commands)
    if (read->command == name)
      return subscription_request(how, *read);
  if (read->command == seek_command)
    return seek_request(*read);
  return unknown_command(read->command);
}

std::string line_of(const request& what) {
  return std::visit(writing{}, what);
}

std::string reply_of(std::string_view json) {
  return reply_start().append(",\"value\":").append(json).append("}");
}

std::string reply_of(const error& why) {
  const wire::failure told{std::string{name_in(codes, why.code)}, why.what, why.where};
  return reply_start().append(",\"error\":").append(to_json(told)).append("}");
}

result<std::string> parse_reply(std::string_view line) {
  const auto read = from_json<wire::reply>(line);
  if (!read)
    return error{ec::malformed,
                 "the reply is none of the control protocol: " + to_string(read.failure())};
  if (read->version != protocol_version)
    return error{ec::incompatible, "the deployment speaks version " +
                                       std::to_string(read->version) +
                                       " of the control protocol, and this program version " +
                                       std::to_string(protocol_version) +
                                       "; use the program that runs the deployment"};
  if (!read->error)
    return to_json(read->value);
  auto code = ec::internal;
  for (const auto& [name, known] : codes)
    if (name == read->error->code)
      code = known;
  return error{code, read->error->what, read->error->where};
}

} // namespace troupe::control
