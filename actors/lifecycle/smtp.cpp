// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/smtp.hpp"

#include "troupe/duration.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <stdexcept>

namespace lifecycle {
namespace {

struct curl_closer {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// libcurl counts its users, and wants the first to come alone.
void use_libcurl() {
  static const auto begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (begun != CURLE_OK)
    throw std::runtime_error(std::string{"libcurl does not start: "} + curl_easy_strerror(begun));
}

std::string_view without_line_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

// Whatever else goes out is part of a login, and secret.
constexpr std::array<std::string_view, 7> commands{"EHLO", "HELO", "STARTTLS", "AUTH",
                                                   "MAIL", "RCPT", "DATA"};

/// What is under way with the server: the text that is sent, and the last that either said.
struct conversation {
  std::string_view unsent{};
  std::string command = "connecting"; ///< its first word; what may be secret comes behind it
  std::string said{};
  bool is_over = false; ///< libcurl says QUIT where it was refused, and that answer tells nothing
  bool is_given_up = false;
  std::chrono::microseconds was_whole_at{}; ///< as libcurl counts for this mail

  bool waits_for_acceptance() const { return command == "DATA" && unsent.empty() && !is_over; }
};

std::size_t give_text(char* into, std::size_t size, std::size_t count, void* talk) {
  auto& unsent = static_cast<conversation*>(talk)->unsent;
  const auto length = std::min(size * count, unsent.size());
  std::memcpy(into, unsent.data(), length);
  unsent.remove_prefix(length);
  return length;
}

int overhear(CURL*, curl_infotype kind, char* text, std::size_t size, void* talk) {
  auto& heard = *static_cast<conversation*>(talk);
  if (heard.is_over)
    return 0;
  const auto line = without_line_end({text, size});
  if (kind == CURLINFO_HEADER_OUT) {
    const auto word = line.substr(0, line.find(' '));
    heard.is_over = word == "QUIT";
    if (heard.is_over)
      return 0;
    if (std::find(commands.begin(), commands.end(), word) != commands.end())
      heard.command = word;
    heard.said.clear();
  } else if (kind == CURLINFO_HEADER_IN) {
    heard.said = line.substr(0, 500);
  } else if (kind == CURLINFO_DATA_OUT) {
    heard.command = "DATA";
    heard.said.clear();
  }
  return 0;
}

std::string waits(std::string_view why) {
  return "the mail server " + std::string{why};
}

} // namespace

troupe::outcome outcome_of(std::string_view command, long code, const std::string& said) {
  if (code < 500 || code > 599)
    return troupe::retry(waits("puts it off: " + said));
  if (command == "RCPT" || command == "DATA")
    return troupe::reject("the mail server refuses it for good: " + said);
  return troupe::retry(waits("refuses " + std::string{command} + ": " + said +
                             "; correct the options smtp.*, or the server"));
}

std::vector<troupe::option_complaint> smtp_options::complaints_as(std::string_view prefix) const {
  const auto path = [&](std::string_view name) { return std::string{prefix} + std::string{name}; };
  std::vector<troupe::option_complaint> found;
  if (!url.starts_with("smtp://") && !url.starts_with("smtps://"))
    found.push_back({path("url"), "is no mail server's; write smtp://HOST:PORT or smtps://HOST"});
  if (user.empty() != password.empty())
    found.push_back({path(user.empty() ? "user" : "password"),
                     "is empty, and the other is not; say both or neither"});
  if (timeout < std::chrono::milliseconds{100} || timeout > std::chrono::minutes{5})
    found.push_back({path("timeout"), "is less than 100ms or more than 5m; use 20s"});
  if (accept_timeout < timeout || accept_timeout > std::chrono::hours{1})
    found.push_back({path("accept_timeout"), "is less than timeout or more than 1h; use 10m"});
  return found;
}

struct smtp_outbox::session {
  std::unique_ptr<CURL, curl_closer> curl;
  conversation talk;
  std::chrono::microseconds patience{};
  std::chrono::microseconds patience_for_acceptance{};

  /// libcurl asks this at least once a second. By itself it has one limit for all of a mail.
  static int give_up(void* one, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& [curl, talk, patience, patience_for_acceptance] = *static_cast<session*>(one);
    curl_off_t count = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_TOTAL_TIME_T, &count);
    const std::chrono::microseconds now{count};
    if (!talk.waits_for_acceptance())
      talk.was_whole_at = now;
    talk.is_given_up = talk.waits_for_acceptance()
                           ? now - talk.was_whole_at > patience_for_acceptance
                           : now > patience;
    return talk.is_given_up ? 1 : 0;
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    if (const auto done = curl_easy_setopt(curl.get(), option, value); done != CURLE_OK)
      throw std::runtime_error(std::string{"libcurl refuses an option: "} +
                               curl_easy_strerror(done));
  }
};

smtp_outbox::smtp_outbox(smtp_options options) : options_(std::move(options)) {
  use_libcurl();
  session_ = std::make_unique<session>();
  auto& x = *session_;
  x.curl.reset(curl_easy_init());
  if (!x.curl)
    throw std::runtime_error("libcurl has no memory for a session");
  x.set(CURLOPT_URL, options_.url.c_str());
  x.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  if (!options_.user.empty()) {
    x.set(CURLOPT_USERNAME, options_.user.c_str());
    x.set(CURLOPT_PASSWORD, options_.password.c_str());
  }
  x.set(CURLOPT_USE_SSL,
        options_.tls == smtp_tls::required ? long{CURLUSESSL_ALL} : long{CURLUSESSL_NONE});
  if (!options_.ca.empty())
    x.set(CURLOPT_CAINFO, options_.ca.c_str());
  x.patience = options_.timeout;
  x.patience_for_acceptance = options_.accept_timeout;
  // Its own limit for an answer, which is two minutes else, comes after both.
  const auto longest =
      std::chrono::ceil<std::chrono::seconds>(x.patience + x.patience_for_acceptance);
  x.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(longest.count()) + 1);
  x.set(CURLOPT_NOPROGRESS, 0L);
  x.set(CURLOPT_XFERINFOFUNCTION, &session::give_up);
  x.set(CURLOPT_XFERINFODATA, static_cast<void*>(&x));
  x.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.timeout.count() / 2));
  x.set(CURLOPT_NOSIGNAL, 1L);
  x.set(CURLOPT_UPLOAD, 1L);
  x.set(CURLOPT_READFUNCTION, &give_text);
  x.set(CURLOPT_READDATA, static_cast<void*>(&x.talk));
  x.set(CURLOPT_VERBOSE, 1L);
  x.set(CURLOPT_DEBUGFUNCTION, &overhear);
  x.set(CURLOPT_DEBUGDATA, static_cast<void*>(&x.talk));
}

smtp_outbox::~smtp_outbox() = default;

troupe::outcome smtp_outbox::send(const letter& x) {
  const auto text = as_message(x);
  const auto from = '<' + address_in(x.from) + '>';
  const auto to = '<' + x.to + '>';
  const std::unique_ptr<curl_slist, curl_closer> recipients{curl_slist_append(nullptr, to.c_str())};
  auto& talk = session_->talk;
  talk = conversation{.unsent = text};
  session_->set(CURLOPT_MAIL_FROM, from.c_str());
  session_->set(CURLOPT_MAIL_RCPT, recipients.get());
  const auto done = curl_easy_perform(session_->curl.get());
  session_->set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
  if (done == CURLE_OK)
    return troupe::done();
  long code = 0;
  curl_easy_getinfo(session_->curl.get(), CURLINFO_RESPONSE_CODE, &code);
  if (!talk.said.empty() && code >= 400)
    return outcome_of(talk.command, code, talk.said);
  if (talk.is_given_up && talk.waits_for_acceptance())
    return troupe::retry(waits("was given this mail, and has not said within " +
                               troupe::format_duration(options_.accept_timeout) +
                               " that it takes it; it may have it, and gets it again"),
                         until_sent_again);
  const auto why = talk.is_given_up
                       ? "it has not got a mail within " + troupe::format_duration(options_.timeout)
                       : std::string{curl_easy_strerror(done)};
  return troupe::retry(waits("cannot be used: " + why));
}

} // namespace lifecycle
