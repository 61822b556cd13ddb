// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/outbox.hpp"
#include "troupe/options.hpp"

#include <boost/describe.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// A mail server, by SMTP.
namespace lifecycle {

enum class smtp_tls {
  required, ///< by STARTTLS, and a certificate that is trusted
  never,    ///< for a server on this machine
};
BOOST_DESCRIBE_ENUM(smtp_tls, required, never)

struct smtp_options {
  /// smtp://mail.example.org:587, or smtps://mail.example.org:465.
  std::string url;
  std::string user;
  std::string password; ///< by ${file:...}, which is never shown
  smtp_tls tls = smtp_tls::required;
  /// A file of certificates to trust instead of the system's.
  std::string ca;
  /// How long it may take until the server has all of a mail.
  std::chrono::milliseconds timeout{20'000};
  /// How long it then may take to say that it has taken it, as RFC 5321 (4.5.3.2.6) has it: whoever
  /// waits for less sends the mail again. Both together: less than the service's handler_timeout.
  std::chrono::milliseconds accept_timeout{600'000};

  std::vector<troupe::option_complaint> complaints_as(std::string_view prefix) const;
};
BOOST_DESCRIBE_STRUCT(smtp_options, (), (url, user, password, tls, ca, timeout, accept_timeout))

/// What a server's answer to a command means for the mail. Pure.
///
/// 4xx, and no answer, is a matter of time. 5xx to the recipient or to the mail itself is final;
/// 5xx to anything before that, such as the login, says nothing about this mail: somebody has to
/// mend the options or the server, and until then all mails wait.
troupe::outcome outcome_of(std::string_view command, long code, const std::string& said);

/// After which a mail is sent again that the server was given whole and has not answered for: it
/// may well have it. RFC 5321 (4.5.4.1) has at least so much between attempts.
inline constexpr std::chrono::minutes until_sent_again{30};

/// Keeps its connection from one mail to the next.
class smtp_outbox final : public outbox {
public:
  explicit smtp_outbox(smtp_options options);
  ~smtp_outbox() override;

  troupe::outcome send(const letter& x) override;

private:
  struct session;
  smtp_options options_;
  std::unique_ptr<session> session_;
};

} // namespace lifecycle
