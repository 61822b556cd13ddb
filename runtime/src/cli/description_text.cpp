// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/description.hpp"
#include "cli/output.hpp"
#include "troupe/duration.hpp"
#include "troupe/json.hpp"

#include <algorithm>
#include <sstream>

namespace troupe::cli {
namespace {

/// How long a handler may take, and what comes then.
std::string patience_text(std::chrono::nanoseconds timeout, std::chrono::nanoseconds grace) {
  if (timeout == deploy::endless)
    return "as long as they like";
  return "reported after " + format_duration(timeout) +
         (grace == deploy::endless ? ", and let go on"
                                   : ", left behind after " + format_duration(grace) + " more");
}

const char* after_letter_text(deploy::after_dead_letters x) {
  return x == deploy::after_dead_letters::hold
             ? "a dead letter holds the later events of its key until it is resolved"
             : "after a dead letter its key goes on";
}

std::string breaker_text(const std::optional<breaker_policy>& x) {
  return x ? troupe::describe(*x) : "none";
}

/// Writes the tree: a line a child, and behind it what is not at its default.
class tree_text {
public:
  tree_text(const description& all, std::size_t columns) : all_(all), columns_(columns) {}

  std::string text() {
    measure(all_.what->tree, 0);
    out_ = "tree  " + of_supervisor(all_.what->tree) + "\n";
    children(all_.what->tree, "");
    return out_;
  }

private:
  void measure(const deploy::supervisor& tree, std::size_t depth) {
    for (const auto& each : tree.children) {
      id_width_ = std::max(id_width_, 3 * (depth + 1) + width_of(each.id()));
      if (const auto* below = std::get_if<deploy::supervisor>(&each.is))
        measure(*below, depth + 1);
    }
  }

  static std::string of_supervisor(const deploy::supervisor& x) {
    return std::string{name_of(x.strategy)} + ", at most " + std::to_string(x.intensity) +
           " restarts within " + format_duration(x.period) +
           (x.auto_shutdown == deploy::auto_shutdowns::never
                ? ""
                : ", auto_shutdown " + std::string{name_of(x.auto_shutdown)});
  }

  /// What a child says otherwise than by default.
  template <class Child>
  std::string as_child(const Child& x) const {
    std::string out;
    if (x.restart != deploy::restarts::permanent)
      out += ", " + std::string{name_of(x.restart)};
    if (x.significant)
      out += ", significant";
    if (x.shutdown != Child{}.shutdown)
      out += ", shutdown " + text_of(x.shutdown);
    if (x.backoff != all_.what->defaults.backoff)
      out += ", " + troupe::describe(x.backoff);
    if (!x.depends_on.empty())
      out += ", depends on " + listed(x.depends_on);
    return out;
  }

  void children(const deploy::supervisor& tree, const std::string& margin) {
    for (const auto& each : tree.children) {
      const bool is_last = &each == &tree.children.back();
      const auto head = left(margin + (is_last ? "└─ " : "├─ ") + each.id(), id_width_) + "  ";
      const auto below = margin + (is_last ? "   " : "│  ");
      if (const auto* supervisor = std::get_if<deploy::supervisor>(&each.is)) {
        out_ += head + of_supervisor(*supervisor) + as_child(*supervisor) + '\n';
        children(*supervisor, below);
      } else {
        const auto& service = std::get<deploy::service>(each.is);
        out_ += head + traits(service) + '\n';
        details(service, below);
      }
    }
  }

  std::string traits(const deploy::service& x) const {
    auto out = x.offer + (all_.services.at(x.id).is_source ? " (source)" : "");
    if (x.instances != 1)
      out += ", " + std::to_string(x.instances) + " instances";
    out += as_child(x);
    if (x.start_timeout != all_.what->defaults.start_timeout)
      out += ", starts within " + format_duration(x.start_timeout);
    if (x.thread == deploy::thread_uses::own)
      out += ", a thread of its own";
    if (const auto& usual = all_.what->defaults;
        x.handler_timeout != usual.handler_timeout || x.handler_grace != usual.handler_grace)
      out += ", handlers " + patience_text(x.handler_timeout, x.handler_grace);
    if (x.retry != all_.what->defaults.retry)
      out += ", " + troupe::describe(x.retry);
    if (x.after_dead_letter != all_.what->defaults.after_dead_letter)
      out += std::string{", "} + after_letter_text(x.after_dead_letter);
    if (x.breaker != all_.what->defaults.breaker)
      out += x.breaker ? ", a breaker" : ", no breaker";
    return out;
  }

  void details(const deploy::service& x, const std::string& margin) {
    const auto& view = all_.services.at(x.id);
    std::vector<std::string> words;
    for (const auto& option : view.options)
      words.push_back(std::string{option.key()} + "=" + on_one_line(to_json(option.value())));
    line(margin, "options", words);
    line(margin, "answers", view.answers);
    if (x.breaker && x.breaker != all_.what->defaults.breaker)
      line(margin, "breaker", {troupe::describe(*x.breaker)});
    line(margin, "failing", assembly::words_of(all_.prospects.at(x.id)));
    if (!view.trouble.empty())
      line(margin, "cannot be used:", {on_one_line(view.trouble)});
  }

  void line(const std::string& margin, const std::string& name,
            const std::vector<std::string>& words) {
    if (words.empty())
      return;
    const auto head = left(margin, id_width_) + "    " + name + "  ";
    const auto indent = width_of(head);
    std::istringstream lines{wrapped(words, indent, columns_)};
    std::string text;
    std::getline(lines, text);
    out_ += head + text + '\n';
    // The lines of the tree go on beside it.
    while (std::getline(lines, text))
      out_ += left(margin, indent) + text.substr(indent) + '\n';
  }

  const description& all_;
  std::size_t columns_;
  std::size_t id_width_ = 0;
  std::string out_;
};

std::string reports_text(int per_second) {
  if (per_second == 0)
    return "reports  of supervisors are in the log only\n";
  return "reports  of supervisors are events of troupe.supervision.*, at most " +
         grouped(static_cast<std::uint64_t>(per_second)) + " a second\n";
}

std::string timers_text(int per_second) {
  return "timers   times that were missed, where a service wants an event for each: at most " +
         grouped(static_cast<std::uint64_t>(per_second)) + " a second\n";
}

std::string publishers(const description& all, const topic_view& x) {
  if (!x.published_by.empty())
    return listed(x.published_by);
  return all.undeclared.empty() ? "nobody" : "not declared";
}

std::string topics_text(const description& all) {
  std::size_t name_width = 0;
  std::size_t publisher_width = 0;
  const auto shown_name = [](const auto& topic) {
    const auto& [name, view] = topic;
    const auto* latest = view.keep == deploy::keeping::latest ? "the latest of each key" : "";
    if (view.time_to_live)
      return name + " (expires after " + format_duration(*view.time_to_live) +
             (*latest ? std::string{", "} + latest : "") + ")";
    if (*latest)
      return name + " (" + latest + ")";
    if (view.is_transient && view.overflow != overflow::drop_newest)
      return name + " (transient, " + std::string{name_of(view.overflow)} + ")";
    return name + (view.is_transient ? " (transient)" : "");
  };
  for (const auto& topic : all.topics) {
    name_width = std::max(name_width, width_of(shown_name(topic)));
    publisher_width = std::max(publisher_width, width_of(publishers(all, topic.second)));
  }
  std::string out = "topics  published by -> handled by\n";
  for (const auto& topic : all.topics)
    out += "  " + left(shown_name(topic), name_width) + "  " +
           left(publishers(all, topic.second), publisher_width) + " -> " +
           listed(topic.second.handled_by, "nobody") + '\n';
  if (!all.undeclared.empty())
    out += "  not declared: what " + listed(all.undeclared) + " may publish\n";
  return out;
}

std::string journal_text(const description& all) {
  const auto& x = all.what->journal;
  auto out = "journal  " + x.path + ", sync " +
             (x.sync == deploy::sync_modes::full ? "full" : "normal") + ", ";
  out += all.journal.head ? grouped(*all.journal.head) + " events" : all.journal.trouble;
  if (!all.journal.without_child.empty())
    out += "\n  no child has the subscription " + listed(all.journal.without_child) +
           ": kept as it is, and nothing waits for it";
  return out + '\n';
}

std::string restarts_text(const deploy::deployment& what) {
  const auto crashes = std::to_string(what.limits.crashes);
  return "restarts " + troupe::describe(what.defaults.backoff) + ", each start within " +
         format_duration(what.defaults.start_timeout) +
         "\ncrashes  charged to their events; once " + crashes +
         " different ones in a row have crashed a service,\n         with none handled between, it "
         "is failing: its further crashes are its own\n";
}

std::string handlers_text(const deploy::deployment& what) {
  return "handlers " + patience_text(what.defaults.handler_timeout, what.defaults.handler_grace) +
         ", at most " + std::to_string(what.limits.zombies) + " at a time\n";
}

std::string guard_text(const deploy::guard& x) {
  return "guard    at most " + std::to_string(x.intensity) + " restarts of the process within " +
         format_duration(x.period) + ", " + troupe::describe(x.backoff) + ", killed " +
         (x.heartbeat ? "after " + format_duration(*x.heartbeat) + " without a heartbeat"
                      : "never for want of a heartbeat") +
         '\n';
}

std::string stop_text(const deploy::deployment& what) {
  return "stop     within " + format_duration(what.limits.stop) +
         " as a whole; what takes longer is left behind\n";
}

std::string letters_text(const deploy::dead_letters& x) {
  const auto& keep = x.retain;
  auto out = "letters  at most " + std::to_string(x.events) +
             " dead letters a second are events; " +
             (keep.age || keep.size ? "kept while" : "kept until somebody replays or drops them\n");
  if (keep.age)
    out += " seen within " + format_duration(*keep.age);
  if (keep.size)
    out += (keep.age ? " and" : "") + std::string{" all take at most "} +
           grouped(static_cast<std::uint64_t>(*keep.size)) + " bytes";
  return keep.age || keep.size ? out + ", announced before they are deleted\n" : out;
}

} // namespace

std::string description_text(const description& all, std::size_t columns) {
  return all.what->name + "  " + all.file + "\n" + journal_text(all) + "retry    " +
         troupe::describe(all.what->defaults.retry) + "\n         " +
         after_letter_text(all.what->defaults.after_dead_letter) + "\nbreaker  " +
         breaker_text(all.what->defaults.breaker) + "\n" + restarts_text(*all.what) +
         handlers_text(*all.what) + stop_text(*all.what) + guard_text(all.what->guard) +
         reports_text(all.what->limits.reports) + letters_text(all.what->dead_letters) +
         timers_text(all.what->limits.missed_timers) + "\n" + tree_text{all, columns}.text() +
         "\n" + topics_text(all);
}

} // namespace troupe::cli
