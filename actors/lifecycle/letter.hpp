// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/clock.hpp"

#include <string>
#include <string_view>

/// A mail as text: RFC 5322 with MIME, lines that end with CR LF, all of it ASCII.
///
/// Pure. The same letter is the same text, to the last byte, in each attempt to send it.
namespace lifecycle {

struct letter {
  std::string message_id; ///< without the angle brackets
  std::string from;       ///< `"Ada Byron" <ada@example.org>`, or the address alone
  std::string to;         ///< an address
  std::string to_name;    ///< may be empty
  std::string subject;
  std::string text;        ///< UTF-8, lines end with LF
  std::string unsubscribe; ///< a link; empty: there is nothing to unsubscribe from
  troupe::time_point date{};
};

std::string as_message(const letter& x);

/// Whether this can be an address: one `@` between texts of ASCII without blanks, control
/// characters and what divides addresses. Whether it has a mailbox, its server knows.
bool is_address(std::string_view text);
/// Any other letter in an address needs servers with SMTPUTF8 all the way.
bool is_ascii(std::string_view text);

/// The address in a `From`: what is in angle brackets, or else all of it.
std::string address_in(std::string_view from);

} // namespace lifecycle
