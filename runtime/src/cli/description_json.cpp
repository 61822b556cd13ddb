// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/description.hpp"
#include "cli/object_json.hpp"
#include "troupe/duration.hpp"

namespace troupe::cli {
namespace {

template <class Items, class Text>
std::string array_of(const Items& items, const Text& text) {
  std::string out = "[";
  for (const auto& item : items)
    out += (out.size() > 1 ? "," : "") + text(item);
  return out + ']';
}

object_json& with_delays(object_json& out, const retry_delays& x) {
  if (!x.list.empty())
    return out.with("delays", x.list);
  return out.with("first", x.first).with("factor", x.factor).with("max", x.max);
}

std::string failure_json(const failure_policy& x) {
  object_json out;
  out.with("attempts", x.attempts);
  if (x.delays)
    with_delays(out, *x.delays);
  return out.text();
}

std::string retry_json(const retry_policy& x) {
  object_json out;
  out.with("attempts", x.attempts);
  return with_delays(out, x.delays)
      .with("jitter", x.jitter)
      .with("within", text_of(x.within))
      .with_json("crash", failure_json(x.crash))
      .with_json("timeout", failure_json(x.timeout))
      .with_json("signal", failure_json(x.signal))
      .with_json("undecodable", failure_json(x.undecodable))
      .with("bound", x.bound())
      .with("bound_if_asked", x.bound_if_asked())
      .with("words", troupe::describe(x))
      .text();
}

std::string backoff_json(const backoff_policy& x) {
  if (x.is_none())
    return "\"none\"";
  return object_json{}
      .with("first", x.first)
      .with("factor", x.factor)
      .with("max", x.max)
      .with("jitter", x.jitter)
      .with("healthy", x.healthy)
      .text();
}

std::string breaker_json(const std::optional<breaker_policy>& x) {
  if (!x)
    return "\"none\"";
  object_json out;
  if (x->failures > 0)
    out.with("failures", x->failures);
  if (x->share > 0)
    out.with("share", x->share).with("minimum", x->minimum).with("window", x->window);
  return out.with("pause", x->pause)
      .with("factor", x->factor)
      .with("max", x->max)
      .with("words", troupe::describe(*x))
      .text();
}

std::string prospect_json(const assembly::prospect& x) {
  object_json out;
  out.with("supervisor", x.supervisor).with("child", x.child).with("restarts", x.restarts);
  if (!x.gives_up)
    return out.with_json("failure", "null").text();
  return out.with("failure", x.gives_up->failure)
      .with("at_least", x.gives_up->at_least)
      .with("at_most", x.gives_up->at_most)
      .text();
}

std::string failing_json(const std::vector<assembly::prospect>& all) {
  return object_json{}
      .with("words", assembly::to_string(all))
      .with_json("steps", array_of(all, prospect_json))
      .text();
}

std::string service_json(const description& all, const deploy::service& x) {
  const auto& view = all.services.at(x.id);
  object_json out;
  out.with("id", x.id)
      .with("service", x.offer)
      .with("source", view.is_source)
      .with("restart", std::string{name_of(x.restart)})
      .with("significant", x.significant)
      .with("shutdown", text_of(x.shutdown))
      .with_json("backoff", backoff_json(x.backoff))
      .with("depends_on", x.depends_on)
      .with("start_timeout", x.start_timeout)
      .with_json("failing", failing_json(all.prospects.at(x.id)))
      .with("instances", x.instances)
      .with("thread", std::string{x.thread == deploy::thread_uses::own ? "own" : "pool"})
      .with("credit", x.credit)
      .with("handler_timeout", text_of(x.handler_timeout))
      .with("handler_grace", text_of(x.handler_grace))
      .with_json("retry", retry_json(x.retry))
      .with("after_dead_letter", std::string{name_of(x.after_dead_letter)})
      .with_json("breaker", breaker_json(x.breaker))
      .with("options", boost::json::value(view.options))
      .with("handles", view.handles)
      .with("answers", view.answers);
  if (view.declares_publishes)
    out.with("publishes", view.publishes);
  else
    out.with_json("publishes", "null");
  if (!view.trouble.empty())
    out.with("trouble", view.trouble);
  return out.text();
}

std::string supervisor_json(const description& all, const deploy::supervisor& x) {
  object_json out;
  if (!x.id.empty())
    out.with("id", x.id)
        .with("restart", std::string{name_of(x.restart)})
        .with("significant", x.significant)
        .with("shutdown", text_of(x.shutdown))
        .with_json("backoff", backoff_json(x.backoff))
        .with("depends_on", x.depends_on);
  return out.with("strategy", std::string{name_of(x.strategy)})
      .with("intensity", x.intensity)
      .with("period", x.period)
      .with("auto_shutdown", std::string{name_of(x.auto_shutdown)})
      .with_json("children",
                 array_of(x.children,
                          [&](const deploy::child& each) {
                            const auto* below = std::get_if<deploy::supervisor>(&each.is);
                            return below ? supervisor_json(all, *below)
                                         : service_json(all, std::get<deploy::service>(each.is));
                          }))
      .text();
}

std::string guard_json(const deploy::guard& x) {
  return object_json{}
      .with("intensity", x.intensity)
      .with("period", x.period)
      .with_json("backoff", backoff_json(x.backoff))
      .with("heartbeat", x.heartbeat)
      .text();
}

std::string topic_json(const std::string& name, const topic_view& x) {
  return object_json{}
      .with("topic", name)
      .with("transient", x.is_transient)
      .with("overflow", std::string{name_of(x.overflow)})
      .with("time_to_live", x.time_to_live)
      .with("keep", std::string{x.keep == deploy::keeping::latest ? "latest" : "all"})
      .with("published_by", x.published_by)
      .with("handled_by", x.handled_by)
      .text();
}

std::string journal_json(const description& all) {
  const auto& x = all.what->journal;
  object_json out;
  out.with("path", x.path)
      .with("sync", std::string{x.sync == deploy::sync_modes::full ? "full" : "normal"})
      .with("head", all.journal.head)
      .with("without_child", all.journal.without_child);
  if (!all.journal.trouble.empty())
    out.with("trouble", all.journal.trouble);
  return out.text();
}

std::string dead_letters_json(const deploy::dead_letters& x) {
  const bool keeps = x.unsubscribed == deploy::unsubscribed_events::keep;
  object_json out;
  out.with("unsubscribed", std::string{keeps ? "keep" : "count"}).with("events", x.events);
  if (x.retain.age)
    out.with("age", text_of(*x.retain.age));
  if (x.retain.size)
    out.with("size", *x.retain.size);
  return out.text();
}

} // namespace

std::string description_json(const description& all) {
  return object_json{}
      .with("name", all.what->name)
      .with("file", all.file)
      .with("modules", all.what->modules)
      .with_json("journal", journal_json(all))
      .with_json("retry", retry_json(all.what->defaults.retry))
      .with("after_dead_letter", std::string{name_of(all.what->defaults.after_dead_letter)})
      .with_json("breaker", breaker_json(all.what->defaults.breaker))
      .with("reports_per_second", all.what->limits.reports)
      .with_json("dead_letters", dead_letters_json(all.what->dead_letters))
      .with("missed_timers_per_second", all.what->limits.missed_timers)
      .with_json("backoff", backoff_json(all.what->defaults.backoff))
      .with("start_timeout", all.what->defaults.start_timeout)
      .with("handler_timeout", text_of(all.what->defaults.handler_timeout))
      .with("handler_grace", text_of(all.what->defaults.handler_grace))
      .with("crashes", all.what->limits.crashes)
      .with("zombies", all.what->limits.zombies)
      .with("stop", all.what->limits.stop)
      .with_json("guard", guard_json(all.what->guard))
      .with_json("tree", supervisor_json(all, all.what->tree))
      .with_json("topics",
                 array_of(all.topics,
                          [](const auto& topic) { return topic_json(topic.first, topic.second); }))
      .with("undeclared", all.undeclared)
      .text();
}

} // namespace troupe::cli
