// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/mail.hpp"

#include "lifecycle/events.hpp"
#include "lifecycle/mail_folder.hpp"

#include <algorithm>
#include <memory>

namespace lifecycle {
namespace {

using mail_service = troupe::service<mail_record, mail_options>;

/// For who wants to see what would be sent, and send nothing.
class mail_log final : public outbox {
public:
  explicit mail_log(mail_service* self) : self_(self) {}

  troupe::outcome send(const letter& x) override {
    self_->log(troupe::log_level::info, "would send \"" + x.subject + "\" to " + x.to);
    return troupe::done();
  }

private:
  mail_service* self_;
};

std::unique_ptr<outbox> open_outbox(mail_service* self) {
  const auto& options = self->options();
  switch (options.by) {
  case mail_way::smtp:
    return std::make_unique<smtp_outbox>(options.smtp);
  case mail_way::log:
    return std::make_unique<mail_log>(self);
  case mail_way::folder:
    break;
  }
  return std::make_unique<mail_folder>(options.folder);
}

std::string domain_of(const std::string& address) {
  return address.substr(address.find('@') + 1);
}

// Of the delivery's key: "mail/0193..." is 0193....mail@example.org.
std::string message_id_of(const troupe::delivery& d, const std::string& from) {
  auto name = d.idempotency_key();
  std::replace(name.begin(), name.end(), '/', '.');
  return name + '@' + domain_of(address_in(from));
}

std::string first_name(const std::string& name) {
  return name.empty() ? "there" : name.substr(0, name.find(' '));
}

std::string in_link(const std::string& text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string link;
  for (const auto c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
        c == '_' || c == '.')
      link += c;
    else
      link += {'%', hex[byte >> 4U], hex[byte & 15U]};
  }
  return link;
}

/// Writes mails, and hands them to the outbox.
class post {
public:
  explicit post(mail_service* self) : self_(self) {}

  troupe::outcome welcome(const user_signed_up& user, const troupe::delivery& d) {
    auto mail = letter_to(user.email, user.name, d);
    mail.subject = "Welcome, " + first_name(user.name);
    mail.text = "Hello " + first_name(user.name) +
                ",\n\nyour account is ready. You have chosen the plan \"" + user.plan +
                "\".\n\nWe are glad that you are here.\n";
    return send(mail, user.user_id, "welcome");
  }

  troupe::outcome remind(const step_missed& missed, const troupe::delivery& d) {
    auto mail = letter_to(missed.email, missed.name, d);
    mail.unsubscribe = self_->options().unsubscribe + in_link(missed.user_id);
    mail.subject = "Next: " + missed.title;
    mail.text = "Hello " + first_name(missed.name) +
                ",\n\nhere is what comes next: " + missed.title +
                ".\n\nNo more of these: " + mail.unsubscribe + '\n';
    return send(mail, missed.user_id, missed.step);
  }

private:
  letter letter_to(const std::string& address, const std::string& name,
                   const troupe::delivery& d) const {
    letter mail;
    mail.message_id = message_id_of(d, self_->options().from);
    mail.from = self_->options().from;
    mail.to = address;
    mail.to_name = name;
    mail.date = d.time;
    return mail;
  }

  troupe::outcome send(const letter& mail, const std::string& user, const std::string& what) {
    if (!is_ascii(mail.to))
      return troupe::reject("the mail address \"" + mail.to +
                            "\" has letters beyond ASCII, which are not sent to; write a domain's "
                            "in its form xn--..., or use another address, and replay this");
    if (!is_address(mail.to))
      return troupe::reject("\"" + mail.to + "\" is no mail address; correct it and replay this");
    if (!outbox_)
      outbox_ = open_outbox(self_);
    auto sent = outbox_->send(mail);
    if (sent.what() == troupe::outcome::kind::done)
      self_->publish(mail_sent{user, what, mail.message_id});
    return sent;
  }

  mail_service* self_;
  std::unique_ptr<outbox> outbox_;
};

} // namespace

std::vector<troupe::option_complaint> mail_options::complaints() const {
  std::vector<troupe::option_complaint> found;
  if (by == mail_way::smtp)
    found = smtp.complaints_as("smtp.");
  if (by == mail_way::folder && folder.empty())
    found.push_back({"folder", "is empty; name the folder that the mails go to"});
  const auto can_be_in_a_link = [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>'; };
  if (!std::all_of(unsubscribe.begin(), unsubscribe.end(), can_be_in_a_link))
    found.push_back({"unsubscribe", "is no link; write it in ASCII, without blanks"});
  if (!is_address(address_in(from)))
    found.push_back({"from", "has no mail address of ASCII; write NAME <ADDRESS>"});
  return found;
}

troupe::behavior mail(mail_service* self) {
  auto office = std::make_shared<post>(self);
  return {
      [self, office](const user_signed_up& user, const troupe::delivery& d) {
        if (self->state().welcomed)
          return troupe::done();
        self->state().welcomed = true;
        return office->welcome(user, d);
      },
      [self, office](const step_missed& missed, const troupe::delivery& d) {
        return self->state().unsubscribed ? troupe::done() : office->remind(missed, d);
      },
      [self](const user_unsubscribed&) { self->state().unsubscribed = true; },
  };
}

} // namespace lifecycle
