// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "commerce/file.hpp"
#include "commerce/id_set.hpp"

#include <boost/describe.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace commerce {

/// One mail: what a customer is told about an order that ended.
struct mail {
  std::string order_id;
  /// `shipped`, `rejected` or `declined`.
  std::string outcome;
  std::string text;
};

/// When a mail has been sent: when the system has it, so that it survives the process, or when the
/// disk has it, so that it survives a power cut. The latter costs a write to the disk for each
/// mail.
enum class mail_durability { process, power_cut };
BOOST_DESCRIBE_ENUM(mail_durability, process, power_cut)

/// A file of mails, one JSON object a line, that gets one mail for each order, whatever crashes.
///
/// This is how an effect outside of the journal is made idempotent. A mail is written before the
/// event that caused it is done, so after a crash the event comes again; then the order's id is in
/// the file already, or its line is torn. `open` cuts a torn last line (one without a line end) and
/// learns the ids in the file, some 30 bytes of memory each; `send` skips the ids that it knows.
///
/// Several holders may have the file open, in one process or in many, if no two of them send mail
/// for the same order: the file is locked while it is cut or written.
class mail_file {
public:
  static troupe::result<mail_file> open(const std::string& path,
                                        mail_durability durability = mail_durability::process);

  /// Returns true if the mail was written, false if the order had one.
  troupe::result<bool> send(const mail& message);
  /// How many orders have a mail.
  std::size_t size() const { return sent_.size(); }
  /// How many bytes of a torn line `open` has cut.
  std::uint64_t cut_bytes() const { return cut_bytes_; }

private:
  mail_file(file lines, mail_durability durability)
      : lines_(std::move(lines)), durability_(durability) {}

  troupe::result<void> learn();
  troupe::result<void> learn_line(std::string_view line, std::uint64_t number);
  troupe::result<void> write(const std::string& line);

  file lines_;
  mail_durability durability_;
  id_set sent_;
  std::uint64_t cut_bytes_ = 0;
};

} // namespace commerce
