// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letter_audit.hpp"

#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/deployment_source.hpp"
#include "cli/format_option.hpp"
#include "cli/journal_access.hpp"
#include "cli/object_json.hpp"
#include "cli/output.hpp"
#include "journal/reason.hpp"

#include <iostream>
#include <memory>

namespace troupe::cli {
namespace {

struct audit_options {
  deployment_source source;
  output_format format = output_format::text;
};

std::string audit_json(const journal::audit_record& x) {
  object_json out;
  out.with("at", x.at)
      .with("what", std::string{journal::name_of(x.what)})
      .with("who", x.who)
      .with("letter", x.letter)
      .with("service", x.service)
      .with("topic", x.topic)
      .with("key", x.key)
      .with("sequence", x.sequence)
      .with("error", x.error);
  return out.with("reason", x.reason).text() + '\n';
}

std::string subject_of(const journal::audit_record& x) {
  if (x.topic.empty())
    return "";
  return ", " + x.topic + (x.key.empty() ? "" : ' ' + on_one_line(x.key)) +
         (x.sequence > 0 ? ", sequence " + std::to_string(x.sequence) : "");
}

std::string audit_line(const journal::audit_record& x) {
  return to_the_second(x.at) + "  " + left(journal::name_of(x.what), 8) + "  " +
         to_string(x.letter) + "  by " + on_one_line(x.who) + ": " +
         (x.service.empty() ? "no service" : on_one_line(x.service)) + subject_of(x) +
         (x.reason.empty() ? "" : ": " + on_one_line(x.reason)) + '\n';
}

int audit(const audit_options& options) {
  const auto opened = read_journal(options.source);
  if (!opened.value)
    return opened.exit_code;
  constexpr std::size_t page_max = 500;
  for (std::int64_t after = 0;;) {
    const auto page = opened.value->audits(after, page_max);
    if (!page)
      return failed(page.failure());
    if (page->empty())
      break;
    std::string out;
    for (const auto& x : *page)
      out += options.format == output_format::json ? audit_json(x) : audit_line(x);
    if (!print(out))
      break; // Nobody reads on: `| head`.
    after = page->back().number;
  }
  return exit_done;
}

} // namespace

void add_audit(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<audit_options>();
  auto* command =
      to.add_subcommand("audit", "Who replayed, edited, dropped or resolved what, when and why");
  add_deployment_source(*command, options->source);
  add_format(*command, options->format);
  command->footer(
      R"(The trail is in the journal and outlives the letters; what a rule deleted is 'expired'. In JSON, each
line is an object. Who it was is what the command said that asked for it: only the owner of the deployment
and root can ask.

Example:
  troupe dead-letters audit config/order-processing.yaml)");
  command->callback([options, &chosen] { chosen = [options] { return audit(*options); }; });
}

} // namespace troupe::cli
