// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

/// Runs a program as a person would, and reads what it writes.
namespace troupe::trial {

/// What a program left behind.
struct outcome_of_program {
  int exit_code = -1; ///< 128 + the signal that killed it
  std::string out;
  std::string err;
};

/// A program that runs, killed if it still does when this ends.
class program {
public:
  program(const std::string& file, const std::vector<std::string>& arguments,
          const std::string& folder) {
    const auto out = make_pipe();
    const auto err = make_pipe();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, err[1], 2);
    std::vector<char*> argv{const_cast<char*>(file.c_str())};
    for (const auto& argument : arguments)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    const int failed = posix_spawn(&pid_, file.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    ::close(err[1]);
    streams_ = {{{out[0], {}}, {err[0], {}}}};
    if (failed != 0)
      throw std::system_error(failed, std::generic_category(), file);
  }

  ~program() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    for (auto& each : streams_)
      if (each.descriptor >= 0)
        ::close(each.descriptor);
  }

  program(const program&) = delete;
  program& operator=(const program&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const { ::kill(pid_, number); }
  const std::string& out() const { return streams_[0].text; }
  const std::string& err() const { return streams_[1].text; }

  /// Reads on until standard error (or output) holds the text, so many times; false where it ended
  /// without.
  bool says(const std::string& text, int times = 1) { return read_until(streams_[1], text, times); }
  bool prints(const std::string& text) { return read_until(streams_[0], text); }

  /// Reads to the end.
  outcome_of_program end() {
    while (read_some()) {
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), out(), err()};
  }

private:
  struct stream {
    int descriptor = -1;
    std::string text;
  };

  static std::array<int, 2> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw std::system_error(errno, std::generic_category(), "pipe");
    return ends;
  }

  bool read_until(const stream& from, const std::string& text, int times = 1) {
    std::size_t at = 0;
    for (int found = 0; found < times;) {
      const auto next = from.text.find(text, at);
      if (next != std::string::npos) {
        ++found;
        at = next + text.size();
      } else if (!read_some()) {
        return false;
      }
    }
    return true;
  }

  /// False where both streams have ended.
  bool read_some() {
    std::array<pollfd, 2> waits{};
    for (std::size_t i = 0; i < 2; ++i)
      waits[i] = {streams_[i].descriptor, POLLIN, 0};
    if (streams_[0].descriptor < 0 && streams_[1].descriptor < 0)
      return false;
    if (::poll(waits.data(), waits.size(), -1) < 0)
      return errno == EINTR;
    for (std::size_t i = 0; i < 2; ++i)
      if (waits[i].revents != 0)
        read_from(streams_[i]);
    return true;
  }

  static void read_from(stream& from) {
    std::array<char, 16384> buffer;
    const auto count = ::read(from.descriptor, buffer.data(), buffer.size());
    if (count > 0) {
      from.text.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      ::close(from.descriptor);
      from.descriptor = -1;
    }
  }

  pid_t pid_ = -1;
  std::array<stream, 2> streams_;
};

} // namespace troupe::trial
