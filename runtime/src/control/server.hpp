// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "control/conversation.hpp"
#include "execution/threads.hpp"
#include "vocabulary/descriptor.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe::control {

/// The socket of a deployment and its thread: takes clients, hands their requests to a handler and
/// sends what that answers.
///
/// Nobody waits for a client: what cannot be read or written now is gone on with later. There are
/// at most `clients_max`; a new one takes the place of the one that has been silent for longest.
/// A client that is neither this user nor root is told so and let go.
class server {
public:
  static constexpr std::size_t clients_max = 16;
  /// Requests that are not answered yet, also those whose clients are gone.
  static constexpr std::size_t pending_max = 64;

  /// May be called from any thread, also after the server has ended; the first call counts. Who
  /// lets go of it without a call has the client told that it was not done.
  using answer = std::function<void(std::string line)>;
  /// Called on the server's thread; must not block for long, for the other clients wait meanwhile.
  using handler = std::function<void(const std::string& line, answer)>;

  static result<std::unique_ptr<server>> start(const std::filesystem::path& socket, handler);
  /// Closes all connections and takes the socket away.
  ~server();

  server(const server&) = delete;
  server& operator=(const server&) = delete;

private:
  /// What was answered on other threads, and the way to wake this one.
  struct outbox {
    descriptor wake;
    std::mutex mutex;
    std::vector<std::pair<std::uint64_t, std::string>> answers;
    std::size_t pending = 0;

    void put(std::uint64_t client, std::string line);
    void rouse() const;
  };
  class promise;
  struct client {
    std::uint64_t number;
    descriptor socket;
    conversation talk{};
    std::uint64_t heard = 0; ///< when it was heard of last, in looks
  };

  server(std::filesystem::path socket, descriptor listening, std::shared_ptr<outbox> answers,
         handler);

  bool step();
  void take_answers();
  void take_clients();
  void make_room();
  /// False where the client is gone.
  bool serve(client&, short events);
  bool read_from(client&);
  bool converse(client&);
  void begin(client&, const std::string& line);

  std::filesystem::path path_;
  descriptor listening_;
  handler handler_;
  std::shared_ptr<outbox> outbox_;
  std::list<client> clients_;
  std::uint64_t last_number_ = 0;
  std::uint64_t looks_ = 0;
  bool may_take_ = true; ///< false while the process has no descriptor for another client
  std::atomic<bool> stopping_{false};
  execution::stepping_thread thread_;
};

} // namespace troupe::control
