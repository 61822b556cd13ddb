// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/deployment_source.hpp"
#include "cli/journal.hpp"
#include "cli/journal_access.hpp"
#include "cli/output.hpp"
#include "cli/running_deployment.hpp"
#include "journal/backup.hpp"
#include "journal/sqlite_copy.hpp"
#include "vocabulary/size_text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

#include <unistd.h>

namespace troupe::cli {
namespace {

struct backup_options {
  deployment_source source;
  std::string file;
  bool replace = false;
};

/// One line on standard error that says how far a copy is, where a person looks.
class copy_line {
public:
  explicit copy_line(const char* doing) : doing_(doing) {}
  ~copy_line() {
    if (shown_ >= 0)
      std::cerr << "\r\x1b[K" << std::flush;
  }
  copy_line(const copy_line&) = delete;
  copy_line& operator=(const copy_line&) = delete;

  void tell(std::uint64_t copied, std::uint64_t in_all) {
    const auto percent = in_all == 0 ? 100 : static_cast<int>(copied * 100 / in_all);
    if (!is_watched_ || percent == shown_)
      return;
    shown_ = percent;
    std::cerr << '\r' << doing_ << ' ' << percent << " %" << std::flush;
  }

private:
  const char* doing_;
  bool is_watched_ = ::isatty(STDERR_FILENO) != 0;
  int shown_ = -1;
};

int told(const control::journal_backed_up& made) {
  print("backed up the journal to " + made.to + ", " + size_text(made.bytes) + '\n');
  return exit_done;
}

int back_up_stopped(const std::filesystem::path& journal, const std::string& to, bool replace) {
  if (auto no = journal::objection_to_backup(journal, to, replace))
    return failed(*no);
  copy_line line{"copied"};
  const auto made = journal::back_up_stopped(
      journal, to, [&](std::uint64_t copied, std::uint64_t all) { line.tell(copied, all); });
  if (!made)
    return failed_to_read(made.failure());
  return told({to, std::filesystem::file_size(to)});
}

/// The deployment makes the copy; how far it is, its file tells.
result<control::journal_backed_up> back_up_running(const std::filesystem::path& journal,
                                                   control::client& through,
                                                   const control::back_up_journal& wanted) {
  copy_line line{"copied"};
  return ask_backup(through, wanted, [&] {
    std::error_code none, unknown;
    const auto copied = std::filesystem::file_size(journal::part_of(wanted.to), none);
    const auto all = std::filesystem::file_size(journal, unknown);
    if (!none && !unknown)
      line.tell(std::min(copied, all), all);
  });
}

int back_up(const backup_options& options) {
  const known_deployment known{options.source};
  const auto to = std::filesystem::absolute(options.file).string();
  auto reached = reach(known);
  if (!reached)
    return failed(reached.failure());
  const auto path = find_journal(known);
  if (!path.value)
    return path.exit_code;
  if (!*reached)
    return back_up_stopped(*path.value, to, options.replace);
  const auto made = back_up_running(*path.value, **reached, {to, options.replace});
  return made ? told(*made) : failed(made.failure());
}

int restore(const backup_options& options) {
  const auto loaded = load_deployment(options.source);
  if (!loaded.value)
    return loaded.exit_code;
  const std::filesystem::path journal{loaded.value->what.journal.path};
  std::error_code none;
  if (!std::filesystem::exists(options.file, none)) {
    std::cerr << "troupe: " << options.file << ": there is no such file; name a backup\n";
    return exit_usage;
  }
  result<journal::restored> made = journal::restored{};
  {
    copy_line line{"restored"};
    made = journal::restore(journal, options.file, [&](std::uint64_t copied, std::uint64_t all) {
      line.tell(copied, all);
    });
  }
  if (!made)
    return failed(made.failure());
  const auto& looked = made->source;
  for (const auto& each : looked.findings)
    std::cerr << "troupe: " << options.file << ": " << each << '\n';
  if (!looked.findings.empty()) {
    std::cerr << "troupe: the backup is not sound, and nothing was restored; take another one\n";
    return exit_configuration;
  }
  print("restored " + grouped(looked.rows) + " rows from " + options.file + " to " +
        journal.string() + '\n');
  if (!made->aside.empty())
    print("the journal that was there is kept in " + made->aside.string() + '\n');
  return exit_done;
}

} // namespace

void add_journal_backup(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<backup_options>();
  auto* command = to.add_subcommand("backup", "Copy the journal, while the deployment runs or not");
  add_deployment_source(*command, options->source);
  command->add_option("TO", options->file, "The file to copy it to")->required();
  command->add_flag("--replace", options->replace, "Let an older file there be replaced");
  command->footer(
      R"(A deployment that runs copies its journal itself, between its commits, which wait some
milliseconds at most. The copy is of one moment; the file has its name when it is whole and synced,
and not before.

Examples:
  troupe journal backup config/order-processing.yaml /backups/orders.db
  troupe journal backup config/order-processing.yaml /backups/today.db --replace)");
  command->callback([options, &chosen] { chosen = [options] { return back_up(*options); }; });
}

void add_journal_restore(CLI::App& to, action& chosen) {
  const auto options = std::make_shared<backup_options>();
  auto* command = to.add_subcommand("restore", "Put a backup in the journal's place");
  add_deployment_source(*command, options->source);
  command->add_option("FROM", options->file, "The backup")->required();
  command->footer(
      R"(The backup is verified first, and is left as it is. The journal that is there is kept under
another name. A deployment that runs must be stopped first. From its journal on, a deployment does
again what it did after the backup: look at effects outside, such as mails, before you run it.

Example:
  troupe journal restore config/order-processing.yaml /backups/orders.db)");
  command->callback([options, &chosen] { chosen = [options] { return restore(*options); }; });
}

} // namespace troupe::cli
