// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/signups.hpp"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>

namespace lifecycle {
namespace {

using signups_service = troupe::service<file_position, signups_options>;

constexpr std::chrono::milliseconds until_next_look{200};

event_file open(const std::string& path, const file_position& from) {
  auto opened = event_file::open(path, from);
  if (!opened)
    throw std::runtime_error("signups.file: " + to_string(opened.failure()));
  return *std::move(opened);
}

/// What it has in memory counts only where its state says the same: a pull may not have been
/// committed.
class bringing {
public:
  explicit bringing(signups_service* self) : self_(self) {}

  troupe::progress operator()(std::size_t demand) {
    if (self_->options().file.empty())
      return troupe::progress::end();
    if (!file_ || file_->position() != std::as_const(*self_).state())
      go_on_reading();
    for (std::size_t count = 0; count < demand; ++count) {
      const auto line = file_->next();
      if (!line)
        return at_end();
      bring(*line);
    }
    return troupe::progress::more();
  }

private:
  void go_on_reading() {
    const auto& path = self_->options().file;
    file_ = std::make_shared<event_file>(open(path, std::as_const(*self_).state()));
    if (file_->is_another())
      self_->log(troupe::log_level::warning,
                 "reading " + path +
                     " from its beginning: it is not the file that was read before");
  }

  void bring(const std::string& line) {
    const auto& position = file_->position();
    self_->state() = position;
    if (line.find_first_not_of(" \t\r") == std::string::npos)
      return;
    if (auto fact = parse_fact(line))
      std::visit([&](auto& each) { self_->publish(std::move(each)); }, *fact);
    else
      self_->dead_letter(line, "line " + std::to_string(position.lines) + ": " +
                                   to_string(fact.failure()));
  }

  troupe::progress at_end() {
    if (self_->options().follow)
      return troupe::progress::later(until_next_look);
    if (const auto line = file_->rest(); !line.empty())
      bring(line);
    return troupe::progress::end();
  }

  signups_service* self_;
  std::shared_ptr<event_file> file_;
};

} // namespace

troupe::behavior signups(signups_service* self) {
  return {
      troupe::on_start([self] {
        if (!self->options().file.empty())
          open(self->options().file, {}); // what is wrong with it is better said at the start
      }),
      troupe::pull(bringing{self}),
  };
}

} // namespace lifecycle
