// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "control/server.hpp"

#include "control/address.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <system_error>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace troupe::control {
namespace {

/// How long it waits for a descriptor to get free before it takes clients again.
constexpr int retry_ms = 100;

bool is_passing(int number) {
  return number == EAGAIN || number == EWOULDBLOCK || number == EINTR;
}

} // namespace

void server::outbox::rouse() const {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake.get(), &one, sizeof one);
}

void server::outbox::put(std::uint64_t to, std::string line) {
  {
    const std::lock_guard guard{mutex};
    answers.emplace_back(to, std::move(line));
    --pending;
  }
  rouse();
}

/// One answer that is owed. Where everybody who could give it is gone, it is given here, so that no
/// client waits for ever and no place is taken for ever.
class server::promise {
public:
  promise(std::uint64_t to, std::shared_ptr<outbox> through)
      : to_(to), through_(std::move(through)) {}
  ~promise() {
    keep(reply_of(error{ec::stopped, "the deployment ended, or what was asked for did, before it "
                                     "was done"}));
  }
  promise(const promise&) = delete;
  promise& operator=(const promise&) = delete;

  void keep(std::string line) {
    if (!kept_.exchange(true))
      through_->put(to_, std::move(line));
  }

private:
  std::uint64_t to_;
  std::shared_ptr<outbox> through_;
  std::atomic<bool> kept_{false};
};

result<std::unique_ptr<server>> server::start(const std::filesystem::path& socket, handler how) {
  descriptor wake{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  if (!wake)
    return error{ec::io, "no descriptor can be had: " + std::generic_category().message(errno),
                 socket.string()};
  auto listening = listen_at(socket);
  if (!listening)
    return std::move(listening).failure();
  auto answers = std::make_shared<outbox>();
  answers->wake = std::move(wake);
  return std::unique_ptr<server>{
      new server{socket, *std::move(listening), std::move(answers), std::move(how)}};
}

server::server(std::filesystem::path socket, descriptor listening, std::shared_ptr<outbox> answers,
               handler how)
    : path_(std::move(socket)), listening_(std::move(listening)), handler_(std::move(how)),
      outbox_(std::move(answers)), thread_("control.socket", [this] { return step(); }) {}

server::~server() {
  stopping_ = true;
  outbox_->rouse();
  thread_.stop();
  // Whoever made it holds the journal, so nobody else has put a socket of his own here.
  ::unlink(path_.c_str());
}

/// One look at all sockets. False where the server ends.
bool server::step() {
  if (stopping_)
    return false; // The call that said so may have been taken for an answer's.
  std::vector<pollfd> waits{{outbox_->wake.get(), POLLIN, 0},
                            {listening_.get(), static_cast<short>(may_take_ ? POLLIN : 0), 0}};
  for (const auto& each : clients_) {
    const bool writes = !each.talk.to_send().empty();
    const bool reads = each.talk.room() > 0;
    waits.push_back(
        {each.socket.get(), static_cast<short>((writes ? POLLOUT : 0) | (reads ? POLLIN : 0)), 0});
  }
  const int found = ::poll(waits.data(), waits.size(), may_take_ ? -1 : retry_ms);
  if (stopping_)
    return false;
  may_take_ = true;
  if (found < 0)
    return true;
  ++looks_;
  auto at = waits.begin() + 2;
  for (auto each = clients_.begin(); each != clients_.end(); ++at)
    each = at->revents == 0 || serve(*each, at->revents) ? std::next(each) : clients_.erase(each);
  if (waits[0].revents != 0)
    take_answers();
  if (waits[1].revents != 0)
    take_clients();
  return true;
}

void server::take_answers() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto read = ::read(outbox_->wake.get(), &count, sizeof count);
  std::vector<std::pair<std::uint64_t, std::string>> all;
  {
    const std::lock_guard guard{outbox_->mutex};
    all.swap(outbox_->answers);
  }
  for (auto& [number, line] : all) {
    const auto to = std::find_if(clients_.begin(), clients_.end(),
                                 [n = number](const client& x) { return x.number == n; });
    if (to == clients_.end())
      continue; // It did not wait for its answer.
    to->talk.answer(line);
    if (!converse(*to))
      clients_.erase(to);
  }
}

void server::take_clients() {
  for (;;) {
    descriptor taken{::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
    if (!taken) {
      may_take_ = is_passing(errno) || errno == ECONNABORTED;
      return;
    }
    if (!is_trusted(taken)) {
      const auto told =
          reply_of(error{ec::refused, "this deployment runs as another user and obeys only him and "
                                      "root; ask it as one of them"}) +
          '\n';
      [[maybe_unused]] const auto sent =
          ::send(taken.get(), told.data(), told.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      continue;
    }
    make_room();
    clients_.push_back({++last_number_, std::move(taken), {}, looks_});
  }
}

/// Of those whose request is under way none is let go while others are silent.
void server::make_room() {
  if (clients_.size() < clients_max)
    return;
  clients_.erase(
      std::min_element(clients_.begin(), clients_.end(), [](const client& a, const client& b) {
        return std::pair{a.talk.is_busy(), a.heard} < std::pair{b.talk.is_busy(), b.heard};
      }));
}

bool server::serve(client& who, short events) {
  who.heard = looks_;
  if ((events & POLLOUT) != 0 && !converse(who))
    return false;
  if ((events & POLLIN) != 0)
    return read_from(who);
  return (events & (POLLERR | POLLHUP | POLLNVAL)) == 0;
}

bool server::read_from(client& who) {
  std::array<char, 4096> bytes;
  const auto most = std::min(bytes.size(), who.talk.room());
  if (most == 0)
    return true;
  const auto count = ::recv(who.socket.get(), bytes.data(), most, 0);
  if (count <= 0)
    return count < 0 && is_passing(errno);
  who.talk.receive({bytes.data(), static_cast<std::size_t>(count)});
  return converse(who);
}

/// Sends what can be sent now, and takes the next request once all is.
bool server::converse(client& who) {
  for (;;) {
    while (!who.talk.to_send().empty()) {
      const auto rest = who.talk.to_send();
      const auto count = ::send(who.socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
      if (count < 0)
        return is_passing(errno);
      who.talk.sent(static_cast<std::size_t>(count));
    }
    if (who.talk.is_at_end())
      return false;
    if (const auto line = who.talk.next())
      begin(who, *line);
    else if (who.talk.to_send().empty())
      return true;
  }
}

void server::begin(client& who, const std::string& line) {
  {
    const std::lock_guard guard{outbox_->mutex};
    if (outbox_->pending >= pending_max)
      return who.talk.answer(reply_of(
          error{ec::busy, "the deployment has not done yet what it was asked for; try again"}));
    ++outbox_->pending;
  }
  const answer told = [kept = std::make_shared<promise>(who.number, outbox_)](std::string text) {
    kept->keep(std::move(text));
  };
  try {
    handler_(line, told);
  } catch (const std::exception& thrown) {
    told(reply_of(error{ec::internal,
                        std::string{"internal error: "} + thrown.what() + "; please report this"}));
  }
}

} // namespace troupe::control
