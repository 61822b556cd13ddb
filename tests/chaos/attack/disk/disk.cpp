// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "attack.hpp"

#include "support/journal_faulty_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

/// Puts a disk that fails below the journal of the real program: preloaded, it is the file system
/// that SQLite uses. The folder that the environment's TROUPE_ATTACK names tells it what to do.
///
/// A file `plan` there says `TROUBLE WORK AFTER SEED`: the next commit that does such work takes
/// the file away, and meets the trouble so many operations later. A reload is no commit, but steps
/// that the log tells; the seed says which of them it is. When it strikes, a line of `struck` says
/// which trouble met which work. After a power cut, the folder `left` has the files that it left.
namespace troupe::attack {
namespace {

namespace fs = std::filesystem;
using disk_type = journal::trial::faulty_disk;

constexpr std::array<std::string_view, 8> troubles{
    "write_error", "short_write", "sync_error", "full", "slow", "kill", "kill_guard", "power_cut"};

/// What a commit does, as seen by its statements. Of seeks those back: one that goes forward writes
/// nothing of its own.
struct transaction {
  bool parks = false, fires = false, removes_letter = false, replays = false, seeks = false,
       pauses = false, trims = false;

  void see(std::string_view sql) {
    parks |= sql.starts_with("INSERT INTO parked");
    fires |= sql.starts_with("SELECT 1 FROM timers");
    removes_letter |= sql.starts_with("DELETE FROM dead_letters");
    replays |= sql.starts_with("UPDATE parked SET due = 0");
    seeks |= sql.starts_with("DELETE FROM rereading WHERE subscription = ? AND letter");
    trims |= sql.starts_with("DELETE FROM events WHERE sequence <=");
  }
  /// Whatever takes a letter away may be part of a replay, where a replay is not one commit.
  bool may_be(std::string_view work) const {
    return is(work) || (work == "replay" && removes_letter);
  }
  bool is(std::string_view work) const {
    return work == "commit" || (work == "parking" && parks && !removes_letter) ||
           (work == "timer" && fires) ||
           (work == "replay" && removes_letter && (parks || replays)) ||
           (work == "seek" && seeks) || (work == "pause" && pauses) ||
           (work == "retention" && trims);
  }
};

struct plan {
  std::string trouble, work;
  std::int64_t after = 0;
  std::uint64_t seed = 0;

  bool is_kill() const { return trouble == "kill" || trouble == "kill_guard"; }
};

/// That a reload logs; more where it goes back.
constexpr int steps = 9;

[[noreturn]] void die() {
  ::kill(::getpid(), SIGKILL);
  for (;;)
    ::pause();
}

class attacker {
public:
  explicit attacker(fs::path folder) : folder_(std::move(folder)) {
    disk_.on_strike([this](disk_type::trouble) { strike(); });
  }

  /// A line of the log. From any thread.
  void see_line(std::string_view line) {
    if (line.find(": reload: ") != line.npos ||
        line.find(": reload, on its way back: ") != line.npos)
      step_of_reload();
    else if (line.find(": reloaded; ") != line.npos || line.find(": not reloaded: ") != line.npos)
      reloads_ = false;
  }

  /// Whether this write fails: of what a reload writes down beside the journal.
  bool refuses(int file) {
    if (!refuses_)
      return false;
    std::array<char, 4096> name{};
    const auto link = "/proc/self/fd/" + std::to_string(file);
    const auto size = ::readlink(link.c_str(), name.data(), name.size());
    const std::string_view path{name.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    if (!path.ends_with(".deployment.part") || !refuses_.exchange(false))
      return false;
    tell(refused_ + " reload\n");
    return true;
  }

  /// Of the only connection that writes.
  void see(std::string_view sql, sqlite3_stmt* made) {
    if (reload_meets_.exchange(false))
      take("reload");
    if (sql.starts_with("BEGIN IMMEDIATE"))
      now_ = {};
    else if (sql == "COMMIT")
      arm();
    else if (sql.starts_with("UPDATE subscriptions SET settled"))
      see_account(made);
    else
      now_.see(sql);
  }

private:
  /// Whether it is paused, or goes on, by this: the row is written for other reasons, too.
  void see_account(sqlite3_stmt* made) {
    char* const text = sqlite3_expanded_sql(made);
    const std::string_view sql = text != nullptr ? text : "";
    const auto number = sql.substr(std::min(sql.size(), sql.rfind("number = ")));
    const bool is_paused = sql.find("paused = 1") != sql.npos;
    now_.pauses |= std::exchange(paused_[std::string{number}], is_paused) != is_paused;
    sqlite3_free(text);
  }

  /// A trouble of the disk comes with what the journal's thread does next; a kill may come at once.
  void step_of_reload() {
    reloads_ = true;
    const auto now = read_plan();
    if (!now || now->work != "reload")
      return;
    if (step_++ % steps != static_cast<int>(now->seed % steps))
      return;
    const bool is_written_beside = now->trouble == "full" || now->trouble == "write_error";
    if (now->after % 2 == 0 || !(now->is_kill() || is_written_beside)) {
      reload_meets_ = true;
    } else if (take_away()) {
      if (is_written_beside)
        return refuse(now->trouble);
      tell(now->trouble + " reload\n");
      if (now->trouble == "kill_guard")
        ::kill(::getppid(), SIGKILL);
      die();
    }
  }

  void refuse(const std::string& trouble) {
    refused_ = trouble;
    refuses_ = true;
  }

  void arm() {
    const auto next = read_plan();
    if (next && now_.may_be(next->work))
      take(next->work);
  }

  void take(const std::string& work) {
    const auto next = read_plan();
    if (disk_.will_strike() || !next || next->work != work || !take_away())
      return;
    plan_ = *next;
    disk_.strike(on_disk(), plan_.after);
  }

  std::optional<plan> read_plan() const {
    const auto file = folder_ / "plan";
    if (::access(file.c_str(), F_OK) != 0)
      return std::nullopt;
    plan read;
    std::ifstream{file} >> read.trouble >> read.work >> read.after >> read.seed;
    return read;
  }

  bool take_away() const {
    return ::rename((folder_ / "plan").c_str(), (folder_ / "taken").c_str()) == 0;
  }

  disk_type::trouble on_disk() const {
    using trouble = disk_type::trouble;
    constexpr std::array same{trouble::write_error, trouble::short_write, trouble::sync_error,
                              trouble::full, trouble::slow};
    for (std::size_t i = 0; i < same.size(); ++i)
      if (troubles[i] == plan_.trouble)
        return same[i];
    return trouble::interrupt;
  }

  void strike() {
    std::string line;
    for (const auto* work : {"commit", "parking", "timer", "replay", "seek", "pause", "retention"})
      if (now_.is(work))
        line += plan_.trouble + ' ' + work + '\n';
    if (reloads_)
      line += plan_.trouble + " reload\n";
    tell(line);
    if (plan_.trouble == "power_cut")
      cut_power();
    if (plan_.trouble == "kill_guard" || plan_.trouble == "power_cut")
      ::kill(::getppid(), SIGKILL);
    if (on_disk() == disk_type::trouble::interrupt)
      die();
  }

  void tell(const std::string& line) const {
    const int file =
        ::open((folder_ / "struck").c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (::write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
      std::abort();
    ::close(file);
  }

  void cut_power() {
    std::mt19937_64 random{plan_.seed};
    // Whoever is killed amid it has left nothing, and the power was not cut.
    const auto part = folder_ / "left.part";
    fs::remove_all(part);
    fs::create_directory(part);
    disk_.leave(part, static_cast<disk_type::fate>(random() % 3), random);
    fs::rename(part, folder_ / "left");
    // A command that comes before the power is on again must not find what is no more.
    for (const auto& file : fs::directory_iterator{folder_ / "left"})
      fs::remove(folder_.parent_path() / file.path().filename());
  }

  fs::path folder_;
  disk_type disk_{"attacked", disk_type::role::usual};
  transaction now_;
  std::map<std::string, bool> paused_; ///< by what ends its statement
  plan plan_;
  std::atomic<bool> reloads_{false}, reload_meets_{false}, refuses_{false};
  std::string refused_;      ///< written before `refuses_` is
  std::atomic<int> step_{0}; ///< of reloads
};

/// Null where nobody attacks. Never destroyed: threads may still use the disk when all else ends.
attacker* the_attacker = nullptr;

int see_statement(unsigned, void*, void* made, void* sql) {
  const auto* text = static_cast<const char*>(sql);
  if (text != nullptr)
    the_attacker->see(text, static_cast<sqlite3_stmt*>(made));
  return 0;
}

/// Readers never begin a transaction, so the connection that does is the journal's.
int watch(sqlite3* connection, const char**, const sqlite3_api_routines*) {
  if (sqlite3_db_readonly(connection, "main") != 1)
    sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, see_statement, nullptr);
  return SQLITE_OK;
}

__attribute__((constructor)) void begin() {
  const char* folder = std::getenv("TROUPE_ATTACK");
  if (folder == nullptr)
    return;
  the_attacker = new attacker{folder};
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
}

} // namespace

void see_line(std::string_view line) {
  if (the_attacker != nullptr)
    the_attacker->see_line(line);
}

bool refuses(int file) {
  return the_attacker != nullptr && the_attacker->refuses(file);
}

} // namespace troupe::attack
