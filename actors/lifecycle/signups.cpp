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

[[noreturn]] void refuse(const troupe::error& why) {
  throw std::runtime_error("signups.file: " + to_string(why));
}

/// What it has in memory counts only where its state says the same: a pull may not have been
/// committed.
class bringing {
public:
  explicit bringing(signups_service* self) : self_(self) {}

  troupe::progress operator()(std::size_t demand) {
    if (self_->options().file.empty())
      return troupe::progress::end();
    // Of a file that nothing was read of yet, no other would know the rest when it is moved.
    auto looked = !file_ || file_->position() != position() || (is_at_end_ && position().bytes > 0);
    if (looked)
      look_for_file();
    for (std::size_t count = 0; count < demand; ++count) {
      auto line = file_->next();
      if (!line && !looked && self_->options().follow) {
        looked = true;
        look_for_file();
        line = file_->next();
      }
      if (!line)
        return at_end();
      bring(*line);
    }
    return troupe::progress::more();
  }

private:
  const file_position& position() const { return std::as_const(*self_).state(); }

  /// By its name, for the file that had it may have been moved away, or emptied.
  void look_for_file() {
    const auto& path = self_->options().file;
    is_at_end_ = is_left_ = false;
    auto named = event_file::open(path, position());
    if (named && !named->is_another())
      return begin_with(*std::move(named));
    if (has_what_was_read()) // whoever writes to it does so until there is another to write to
      is_left_ = named && !named->is_empty();
    else if (named)
      begin_with(*std::move(named));
    else
      refuse(named.failure());
  }

  bool has_what_was_read() {
    if (!self_->options().follow)
      return false;
    if (!file_ || file_->position() != position() || !file_->is_as_read())
      keep(position().bytes > 0 ? event_file::find_moved(self_->options().file, position())
                                : std::nullopt);
    return file_ != nullptr;
  }

  void keep(std::optional<event_file> found) {
    file_ = found ? std::make_shared<event_file>(*std::move(found)) : nullptr;
  }

  void begin_with(event_file named) {
    const auto is_another = named.is_another();
    keep(std::move(named));
    if (!is_another)
      return;
    self_->state() = file_->position();
    self_->log(troupe::log_level::warning,
               "reading " + self_->options().file +
                   " from its beginning: it is not the file that was read before");
  }

  void bring(const std::string& line) {
    const auto& position = file_->position();
    self_->state() = position;
    if (line.find_first_not_of(" \t\r") == std::string::npos)
      return;
    if (auto fact = parse_fact(line))
      std::visit(
          [&, id = id_of(*fact)](auto& each) {
            self_->publish_once({{}, id}, std::move(each));
          },
          *fact);
    else
      self_->dead_letter(line, "line " + std::to_string(position.lines) + ": " +
                                   to_string(fact.failure()));
  }

  troupe::progress at_end() {
    if (self_->options().follow && !is_left_) {
      is_at_end_ = true;
      return troupe::progress::later(until_next_look);
    }
    if (const auto line = file_->rest(); !line.empty())
      bring(line);
    if (!is_left_)
      return troupe::progress::end();
    self_->state() = {};
    self_->log(troupe::log_level::info,
               "reading " + self_->options().file +
                   " from its beginning: the one before was moved away, and is read");
    return troupe::progress::more();
  }

  signups_service* self_;
  std::shared_ptr<event_file> file_;
  bool is_at_end_ = false;
  bool is_left_ = false; ///< another has the name; this one is read to its end
};

} // namespace

troupe::behavior signups(signups_service* self) {
  return {
      troupe::on_start([self] {
        const auto& path = self->options().file;
        if (path.empty())
          return;
        // What is wrong with it is better said at the start; but for one that was just moved away.
        const auto opened = event_file::open(path, {});
        if (!opened && !(self->options().follow && event_file::find_moved(path, {})))
          refuse(opened.failure());
      }),
      troupe::pull(bringing{self}),
  };
}

} // namespace lifecycle
