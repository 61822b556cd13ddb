// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/mail_file.hpp"

#include <boost/json.hpp>

#include <optional>

namespace commerce {
namespace {

constexpr std::size_t piece_size = 64 * 1024;

/// Holds the lock of a file while it lives. Unlocking fails for no file that could be locked.
class held_lock {
public:
  explicit held_lock(file& of) : of_(of) {}
  held_lock(const held_lock&) = delete;
  ~held_lock() { static_cast<void>(of_.unlock().has_value()); }

private:
  file& of_;
};

std::string as_line(const mail& message) {
  return boost::json::serialize(boost::json::object{{"order_id", message.order_id},
                                                    {"outcome", message.outcome},
                                                    {"text", message.text}}) +
         "\n";
}

// A line is a mail if it is an object with an order's id; other members are for people.
std::optional<std::string> order_id_in(std::string_view line) {
  boost::system::error_code failed;
  auto value = boost::json::parse({line.data(), line.size()}, failed);
  if (failed || !value.is_object())
    return std::nullopt;
  const auto* id = value.get_object().if_contains("order_id");
  if (!id || !id->is_string())
    return std::nullopt;
  return std::string{id->get_string()};
}

} // namespace

troupe::result<mail_file> mail_file::open(const std::string& path, mail_durability durability) {
  auto lines = file::open_to_append(path);
  if (!lines)
    return std::move(lines).failure();
  auto mails = mail_file{std::move(*lines), durability};
  if (auto learned = mails.learn(); !learned)
    return std::move(learned).failure();
  return mails;
}

troupe::result<void> mail_file::learn() {
  if (auto locked = lines_.lock(); !locked)
    return locked;
  held_lock lock{lines_};
  std::string unread;
  std::uint64_t offset = 0;
  std::uint64_t number = 0;
  std::string piece(piece_size, '\0');
  for (;;) {
    auto got = lines_.read_at(offset + unread.size(), piece);
    if (!got)
      return std::move(got).failure();
    if (*got == 0)
      break;
    unread.append(piece, 0, *got);
    std::size_t begin = 0;
    for (auto end = unread.find('\n'); end != unread.npos; end = unread.find('\n', begin)) {
      auto line = std::string_view{unread}.substr(begin, end - begin);
      if (auto learned = learn_line(line, ++number); !learned)
        return learned;
      begin = end + 1;
    }
    unread.erase(0, begin);
    offset += begin;
  }
  cut_bytes_ = unread.size();
  return unread.empty() ? troupe::result<void>{} : lines_.cut(offset);
}

troupe::result<void> mail_file::learn_line(std::string_view line, std::uint64_t number) {
  auto order_id = order_id_in(line);
  if (!order_id)
    return troupe::error{troupe::ec::damaged,
                         "this line is not a mail; move the file away or remove the line",
                         lines_.path() + ":" + std::to_string(number)};
  sent_.insert(*order_id);
  return {};
}

troupe::result<bool> mail_file::send(const mail& message) {
  if (sent_.contains(message.order_id))
    return false;
  if (auto locked = lines_.lock(); !locked)
    return std::move(locked).failure();
  held_lock lock{lines_};
  if (auto written = write(as_line(message)); !written)
    return std::move(written).failure();
  sent_.insert(message.order_id);
  return true;
}

troupe::result<void> mail_file::write(const std::string& line) {
  auto before = lines_.size();
  if (!before)
    return std::move(before).failure();
  auto written = lines_.append(line);
  if (written && durability_ == mail_durability::power_cut)
    written = lines_.sync();
  if (written)
    return {};
  // A part of a line in the middle would spoil the file for good. If cutting fails too, the next
  // `open` finds the line torn, or says where it stands.
  if (auto cut = lines_.cut(*before); !cut)
    return troupe::error{written.failure().code,
                         written.failure().what + "; part of a line may be left at its end",
                         written.failure().where};
  return written;
}

} // namespace commerce
