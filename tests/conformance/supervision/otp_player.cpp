// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/otp_player.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace troupe::conformance {

using namespace supervision;

namespace {

// A scenario that takes longer than this has found a way to wait for ever.
constexpr int patience_ms = 20'000;
// The first one waits until the machine has booted and compiled the oracle.
constexpr int first_patience_ms = 120'000;

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

std::string numbers(const std::vector<int>& all) {
  std::string text;
  for (int x : all)
    text += (text.empty() ? "" : ",") + std::to_string(x);
  return '[' + text + ']';
}

const char* atom(strategy x) {
  constexpr std::array names{"one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one"};
  return names.at(static_cast<std::size_t>(x));
}

std::string flags(const supervisor_spec& x) {
  constexpr std::array shutdowns{"never", "any_significant", "all_significant"};
  return std::string{"#{strategy=>"} + atom(x.strategy) + ",intensity=>" +
         std::to_string(x.intensity) + ",period=>" +
         std::to_string(x.period / std::chrono::seconds{1}) + ",auto_shutdown=>" +
         shutdowns.at(static_cast<std::size_t>(x.auto_shutdown)) + '}';
}

std::string spec(const child_spec& x) {
  constexpr std::array restarts{"permanent", "transient", "temporary"};
  auto text = std::string{"#{restart=>"} + restarts.at(static_cast<std::size_t>(x.restart)) +
              ",type=>" + (x.type == child_type::worker ? "worker" : "supervisor") +
              ",significant=>" + (x.significant ? "true" : "false");
  if (x.shutdown) {
    const auto& how = *x.shutdown;
    text += ",shutdown=>";
    text += how.how == shutdown_policy::way::brutal ? "brutal_kill"
            : how.how == shutdown_policy::way::infinity
                ? "infinity"
                : std::to_string(how.time / std::chrono::milliseconds{1});
  }
  return text + '}';
}

std::string children(const std::vector<node>& all);

std::string child(const node& x) {
  return "{child," + quoted(x.spec.id) + ',' + spec(x.spec) + ",{" + numbers(x.fails) + ',' +
         std::to_string(x.fails_from) + ',' + numbers(x.ignores) + ',' +
         (x.hangs               ? "hangs"
          : x.ends_with.empty() ? "shutdown"
                                : x.ends_with) +
         "}," +
         (x.is_supervisor() ? '{' + flags(x.supervisor) + ',' + children(x.children) + '}'
                            : "none") +
         '}';
}

std::string children(const std::vector<node>& all) {
  std::string text;
  for (const auto& x : all)
    text += (text.empty() ? "" : ",") + child(x);
  return '[' + text + ']';
}

std::string term(const step& x) {
  using kind = step::kind;
  const auto path = quoted(x.path);
  switch (x.what) {
  case kind::exit:
    return "{exit," + path + ',' + x.reason + '}';
  case kind::start:
    return "{start," + path + ',' + child(x.with) + '}';
  case kind::terminate:
    return "{terminate," + path + ',' + quoted(x.id) + '}';
  case kind::restart:
    return "{restart," + path + ',' + quoted(x.id) + '}';
  case kind::remove:
    return "{remove," + path + ',' + quoted(x.id) + '}';
  case kind::spec:
    return "{spec," + path + ',' + quoted(x.id) + '}';
  case kind::count:
    return "{count," + path + '}';
  case kind::replace:
    return "{replace," + path + ',' + flags(x.with.supervisor) + ',' + children(x.with.children) +
           '}';
  case kind::advance:
    return "{advance," + std::to_string(x.seconds) + '}';
  case kind::suspend:
    return "{suspend," + path + '}';
  case kind::resume:
    return "{resume," + path + '}';
  case kind::stop:
    return "stop";
  }
  return "?";
}

std::string term(const scenario& x) {
  std::string steps;
  for (const auto& each : x.steps)
    steps += (steps.empty() ? "" : ",") + term(each);
  return '{' + child(x.root) + ",[" + steps + "]}.";
}

trace read_trace(const std::string& text) {
  trace all;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    const auto rest = tab == std::string::npos ? std::string{} : line.substr(tab + 1);
    if (line[0] == 'P')
      all.emplace_back();
    else if (line[0] == 'A')
      all.back().answers.push_back(line.substr(2));
    else if (line[0] == 'E')
      all.back().events[line.substr(2, tab - 2)].push_back(rest);
    else
      all.back().states[line.substr(2, tab - 2)] = rest;
  }
  return all;
}

std::string find_erl() {
  const char* path = std::getenv("PATH");
  std::istringstream folders{path ? path : ""};
  for (std::string folder; std::getline(folders, folder, ':');)
    if (const auto file = folder + "/erl"; ::access(file.c_str(), X_OK) == 0)
      return file;
  return {};
}

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "pipe");
  return ends;
}

} // namespace

bool otp_player::is_installed() {
  return !find_erl().empty();
}

otp_player::otp_player(const std::string& oracle) {
  // A machine that ended is told of by an exception, not by a signal.
  ::signal(SIGPIPE, SIG_IGN);
  const auto erl = find_erl();
  const auto start = "{ok,M,B}=compile:file(" + quoted(oracle) +
                     ",[binary,report]),{module,M}=code:load_binary(M,\"oracle\",B),M:main().";
  std::vector<std::string> words{erl, "+S", "1:1", "-noinput", "-eval", start};
  std::vector<char*> argv;
  for (auto& x : words)
    argv.push_back(x.data());
  argv.push_back(nullptr);
  const auto in = make_pipe();
  const auto out = make_pipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  const int failed = posix_spawn(&pid_, erl.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  to_ = in[1];
  from_ = out[0];
  if (failed != 0)
    throw std::system_error(failed, std::generic_category(), erl);
}

otp_player::~otp_player() {
  ::close(to_);
  ::close(from_);
  if (pid_ <= 0)
    return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

trace otp_player::play(const scenario& x) {
  send(term(x));
  auto all = read_trace(receive(is_up_ ? patience_ms : first_patience_ms));
  // A scenario that this machine did not survive.
  if (all.empty())
    throw std::runtime_error{"erl ended, or waits for ever, in\n" + to_text(x)};
  is_up_ = true;
  return all;
}

void otp_player::send(const std::string& text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  std::string all;
  for (int shift = 24; shift >= 0; shift -= 8)
    all += static_cast<char>((size >> shift) & 0xff);
  all += text;
  for (std::size_t done = 0; done < all.size();) {
    const auto count = ::write(to_, all.data() + done, all.size() - done);
    if (count < 0 && errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "erl does not take a scenario");
    done += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
}

std::string otp_player::receive(int within_ms) {
  std::string all;
  std::size_t wanted = 4;
  while (all.size() < wanted) {
    pollfd waits{from_, POLLIN, 0};
    std::array<char, 16384> buffer;
    if (::poll(&waits, 1, within_ms) <= 0)
      return {};
    const auto count = ::read(from_, buffer.data(), buffer.size());
    if (count <= 0)
      return {};
    all.append(buffer.data(), static_cast<std::size_t>(count));
    if (wanted == 4 && all.size() >= 4) {
      std::size_t size = 0;
      for (std::size_t i = 0; i < 4; ++i)
        size = size << 8 | static_cast<unsigned char>(all[i]);
      wanted = 4 + size;
    }
  }
  return all.substr(4);
}

} // namespace troupe::conformance
