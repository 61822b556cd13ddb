// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/notification.hpp"

#include "commerce/events.hpp"
#include "commerce/pace.hpp"

#include <memory>
#include <optional>
#include <stdexcept>

namespace commerce {
namespace {

using notification_service = troupe::service<troupe::nothing, notification_options>;

/// What an instance holds while it lives.
class mailer {
public:
  explicit mailer(notification_service* self) : self_(self), pace_(self->options().rate) {}

  void open() {
    const auto& options = self_->options();
    auto opened = mail_file::open(options.file, options.survives);
    if (!opened)
      throw std::runtime_error("notification.file: " + to_string(opened.failure()));
    if (opened->cut_bytes() > 0)
      self_->log(troupe::log_level::warning, options.file + " ended in the middle of a line; cut " +
                                                 std::to_string(opened->cut_bytes()) +
                                                 " bytes, their mail is sent again");
    file_.emplace(std::move(*opened));
  }

  // A failure crashes the service: then the file is opened, and a torn line cut, before the next
  // try.
  void send(const std::string& order_id, const char* outcome, std::string text) {
    auto sent = file_.value().send({order_id, outcome, std::move(text)});
    if (!sent)
      throw std::runtime_error("notification.file: " + to_string(sent.failure()));
    auto wait = *sent ? pace_.wait_after(self_->now()) : std::chrono::nanoseconds{};
    if (wait.count() > 0)
      self_->pause(wait);
  }

private:
  notification_service* self_;
  pace pace_;
  std::optional<mail_file> file_;
};

} // namespace

std::vector<troupe::option_complaint> notification_options::complaints() const {
  auto found = complaints_about_rate(rate);
  if (file.empty())
    found.push_back({"file", "is empty; name the file that the mails go to"});
  return found;
}

troupe::behavior notification(notification_service* self) {
  auto mails = std::make_shared<mailer>(self);
  return {
      troupe::on_start([mails] { mails->open(); }),
      [mails](const order_shipped& order) {
        mails->send(order.order_id, "shipped", "Your order " + order.order_id + " is on its way.");
      },
      [mails](const order_rejected& order) {
        mails->send(order.order_id, "rejected",
                    "We are sorry: we cannot deliver your order " + order.order_id + " (" +
                        order.reason + ").");
      },
      [mails](const order_declined& order) {
        mails->send(order.order_id, "declined",
                    "We are sorry: the payment of your order " + order.order_id + " was declined.");
      },
  };
}

} // namespace commerce
