// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/cancel_timers.hpp"
#include "cli/commands.hpp"
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/journal_access.hpp"
#include "cli/timer_text.hpp"
#include "vocabulary/nearest.hpp"

#include <functional>
#include <iostream>
#include <optional>
#include <vector>

namespace troupe::cli {
namespace {

struct list_options {
  deployment_source source;
  std::optional<std::string> service;
  std::size_t limit = 50;
  output_format format = output_format::text;
};

int failed(const error& why) {
  std::cerr << "troupe: " << to_string(why) << '\n';
  return exit_code_of(why);
}

/// The timers of one measure, one after the other, a page in memory.
class timers_in_order {
public:
  timers_in_order(journal::reader& from, journal::timer_query query)
      : from_(from), query_(std::move(query)) {}

  /// Nothing at their end.
  result<const journal::timer_record*> front() {
    if (next_ == page_.size() && !at_end_) {
      auto read = from_.timers(query_);
      if (!read)
        return std::move(read).failure();
      page_ = *std::move(read);
      next_ = 0;
      at_end_ = page_.size() < query_.limit;
      if (!page_.empty())
        query_.after = journal::timer_place{page_.back().due, page_.back().id};
    }
    return next_ < page_.size() ? &page_[next_] : nullptr;
  }
  void pop() { ++next_; }

private:
  journal::reader& from_;
  journal::timer_query query_;
  std::vector<journal::timer_record> page_;
  std::size_t next_ = 0;
  bool at_end_ = false;
};

/// Calls `take` with each timer, the earliest on the wall's clock first, until it says that this is
/// enough.
result<void> for_each_timer(journal::reader& from, std::optional<journal::subscription_number> of,
                            std::chrono::microseconds wall_moved,
                            const std::function<bool(const journal::timer_record&)>& take) {
  using journal::timer_measure;
  timers_in_order steady{from, {.by = timer_measure::steady, .owner = of}};
  timers_in_order wall{from, {.by = timer_measure::wall, .owner = of}};
  while (true) {
    const auto a = steady.front();
    if (!a)
      return a.failure();
    const auto b = wall.front();
    if (!b)
      return b.failure();
    const bool first = *a && (!*b || due_on_wall(**a, wall_moved) <= due_on_wall(**b, wall_moved));
    const auto* next = first ? *a : *b;
    if (next == nullptr || !take(*next))
      return {};
    (first ? steady : wall).pop();
  }
}

result<journal::subscription_number> subscription_of(journal::reader& from,
                                                     const std::string& service) {
  const auto all = from.subscriptions();
  if (!all)
    return all.failure();
  std::vector<std::string_view> names;
  for (const auto& each : *all) {
    if (each.name == service)
      return each.number;
    names.push_back(each.name);
  }
  return error{ec::not_found, "the journal has no service " + service + suggestion(service, names)};
}

result<timer_standing> look_at(journal::reader& from) {
  const auto wall_moved = from.wall_moved();
  if (!wall_moved)
    return wall_moved.failure();
  const auto known = from.subscriptions();
  if (!known)
    return known.failure();
  timer_standing now{*wall_moved};
  for (const auto& each : *known)
    if (each.orphaned)
      now.orphans.insert(each.number);
  return now;
}

int print_text(journal::reader& from, std::optional<journal::subscription_number> of,
               const timer_standing& now, std::size_t limit) {
  std::vector<journal::timer_record> shown;
  bool are_more = false;
  const auto read = for_each_timer(from, of, now.wall_moved, [&](const journal::timer_record& x) {
    are_more = limit != 0 && shown.size() == limit;
    if (!are_more)
      shown.push_back(x);
    return !are_more;
  });
  if (!read)
    return failed(read.failure());
  const auto count = from.timer_count();
  if (!count)
    return failed(count.failure());
  if (shown.empty())
    print("no timers\n");
  else
    print(timers_text(shown, now) + (are_more ? "these are the earliest of " + grouped(*count) +
                                                    " in the journal; --limit 0 shows all\n"
                                              : ""));
  return exit_done;
}

int print_json(journal::reader& from, std::optional<journal::subscription_number> of,
               const timer_standing& now) {
  constexpr std::size_t enough = 64 * 1024;
  std::string out = "{\"timers\":[";
  std::uint64_t count = 0;
  bool is_read = true; // By whoever has the other end.
  const auto read = for_each_timer(from, of, now.wall_moved, [&](const journal::timer_record& x) {
    out += (count++ > 0 ? "," : "") + timer_json(x, now);
    if (out.size() >= enough)
      is_read = print(std::exchange(out, {}));
    return is_read;
  });
  print(out + "],\"count\":" + std::to_string(count) + "}\n");
  return read ? exit_done : failed(read.failure());
}

int list(const list_options& options) {
  const auto opened = read_journal(options.source);
  if (!opened.value)
    return opened.exit_code;
  auto& from = *opened.value;
  std::optional<journal::subscription_number> of;
  if (options.service) {
    const auto number = subscription_of(from, *options.service);
    if (!number) {
      std::cerr << "troupe: --service: " << number.failure().what << '\n';
      return exit_usage;
    }
    of = *number;
  }
  const auto now = look_at(from);
  if (!now)
    return failed(now.failure());
  return options.format == output_format::json ? print_json(from, of, *now)
                                               : print_text(from, of, *now, options.limit);
}

} // namespace

void add_timers(CLI::App& app, action& chosen) {
  auto* command =
      app.add_subcommand("timers", "Look at what is to be published later, and cancel it");
  command->require_subcommand(1);
  command->footer("Example:\n  troupe timers list config/order-processing.yaml");
  const auto options = std::make_shared<list_options>();
  auto* listing = command->add_subcommand("list", "The timers that are set, the earliest first");
  add_deployment_source(*listing, options->source);
  listing->add_option("--service", options->service, "Only those of this child")->type_name("ID");
  listing->add_option("--limit", options->limit, "Lines in text; 0 for all (50 is the default)")
      ->type_name("N");
  add_format(*listing, options->format);
  listing->footer(
      R"(Reads the journal beside a deployment that runs, and of one that is stopped. Times are UTC.

Examples:
  troupe timers list config/order-processing.yaml
  troupe timers list config/order-processing.yaml --service orders --format json | jq .count)");
  listing->callback([options, &chosen] { chosen = [options] { return list(*options); }; });
  add_cancel(*command, chosen);
}

} // namespace troupe::cli
