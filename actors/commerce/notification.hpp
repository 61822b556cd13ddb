// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/mail_file.hpp"
#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <boost/describe.hpp>

#include <string>
#include <vector>

/// The notification service writes one mail for each order that ended, into a file.
///
/// The file is an effect outside of the journal; mail_file.hpp tells how it is made idempotent.
namespace commerce {

struct notification_options {
  /// One JSON object a line; made if it does not exist, in a folder that does.
  std::string file = "mails.jsonl";
  /// Mails a second; 0 is no limit.
  double rate = 0;
  /// What a mail that was sent survives: the end of the `process`, or a `power_cut` too, which
  /// costs a write to the disk for each mail.
  mail_durability survives = mail_durability::process;

  std::vector<troupe::option_complaint> complaints() const;
};
BOOST_DESCRIBE_STRUCT(notification_options, (), (file, rate, survives))

troupe::behavior notification(troupe::service<troupe::nothing, notification_options>* self);

} // namespace commerce
