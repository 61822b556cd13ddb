// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "guard/child_process.hpp"

#include "guard/signals.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace troupe::guard {
namespace {

/// The program that this process runs, also where its file was replaced since.
constexpr const char* this_program = "/proc/self/exe";

/// What is the guard's alone: it speaks for both.
constexpr std::array<std::string_view, 4> guards_own{
    "NOTIFY_SOCKET=", "WATCHDOG_USEC=", "WATCHDOG_PID=", "TROUPE_GUARD="};

std::vector<std::string> environment_for(int descriptor) {
  std::vector<std::string> out;
  for (char** each = ::environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view text{*each};
    if (std::none_of(guards_own.begin(), guards_own.end(),
                     [&](std::string_view own) { return text.substr(0, own.size()) == own; }))
      out.emplace_back(text);
  }
  out.push_back(std::string{guard_variable} + "=" + std::to_string(descriptor));
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& to) {
  std::vector<char*> out;
  out.reserve(to.size() + 1);
  for (auto& each : to)
    out.push_back(each.data());
  out.push_back(nullptr);
  return out;
}

} // namespace

child_process::child_process(std::vector<std::string> arguments, const shared_memory& memory,
                             sigset_t mask)
    : arguments_(std::move(arguments)), environment_(environment_for(memory.descriptor())),
      memory_(memory), mask_(mask) {}

int child_process::start() {
  const auto guard = ::getpid();
  const auto made = ::fork();
  if (made < 0)
    return errno;
  if (made == 0)
    become(guard);
  pid_ = made;
  return 0;
}

void child_process::become(pid_t guard) {
  auto argv = pointers(arguments_);
  auto envp = pointers(environment_);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The guard may have died before it was asked to be told of that.
  if (::getppid() != guard)
    ::_exit(0);
  ::sigprocmask(SIG_SETMASK, &mask_, nullptr);
  ::fcntl(memory_.descriptor(), F_SETFD, 0);
  ::execve(this_program, argv.data(), envp.data());
  memory_->said.not_started = errno;
  ::_exit(127);
}

void child_process::stop(int times) const {
  sigval value{};
  value.sival_int = times;
  if (runs())
    ::sigqueue(pid_, stop_signal(), value);
}

void child_process::reload() const {
  if (runs())
    ::sigqueue(pid_, reload_signal(), {});
}

void child_process::kill() const {
  if (runs())
    ::kill(pid_, SIGKILL);
}

std::optional<child_end> child_process::reap() {
  for (;;) {
    int status = 0;
    const auto ended = ::waitpid(-1, &status, WNOHANG);
    if (ended < 0 && errno == EINTR)
      continue;
    if (ended <= 0)
      return std::nullopt;
    if (ended != pid_)
      continue;
    pid_ = -1;
    child_end end;
    if (const int why = memory_->said.not_started)
      return child_end{child_end::kinds::not_started, why};
    end.how = WIFSIGNALED(status) ? child_end::kinds::signalled : child_end::kinds::exited;
    end.number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    return end;
  }
}

} // namespace troupe::guard
