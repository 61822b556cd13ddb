// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/smtp.hpp"
#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <string>
#include <vector>

/// The mail service welcomes who signed up, and reminds of steps that were missed.
///
/// A mail is an effect outside of the journal. Its Message-ID is made of the delivery's key, so it
/// is the same in each attempt: in a folder it is there once; a server may get it twice where the
/// process dies between the server's answer and the commit, and who receives both can see it.
///
/// Sending blocks: a deployment gives the service a `thread: own`.
namespace lifecycle {

enum class mail_way {
  folder, ///< each mail is a file
  smtp,   ///< to a server
  log,    ///< it only says in the log that there would be one
};
BOOST_DESCRIBE_ENUM(mail_way, folder, smtp, log)

struct mail_options {
  mail_way by = mail_way::folder;
  std::string folder = "var/outbox"; ///< made if it does not exist
  smtp_options smtp;
  std::string from = "Troupe <hello@example.org>";
  /// What a reminder links to, to get no more; the user's id is put behind it.
  std::string unsubscribe = "https://example.org/unsubscribe?user=";

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(mail_options, (), (by, folder, smtp, from, unsubscribe))

/// What is known of a user's mails.
struct mail_record {
  bool welcomed = false;
  bool unsubscribed = false;
};
BOOST_DESCRIBE_STRUCT(mail_record, (), (welcomed, unsubscribed))

troupe::behavior mail(troupe::service<mail_record, mail_options>* self);

} // namespace lifecycle
