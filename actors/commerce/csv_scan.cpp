// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/csv_scan.hpp"

namespace commerce {
namespace {

class scanner {
public:
  scanner(std::string_view text, bool at_end, std::vector<std::string>& fields)
      : text_(text), at_end_(at_end), fields_(fields) {}

  csv_scan run() {
    fields_.clear();
    for (;;) {
      fields_.emplace_back();
      auto closed = at_ < text_.size() && text_[at_] == '"' ? quoted_field() : true;
      if (!closed)
        return at_end_ ? finished(csv_outcome::unclosed_quote) : csv_scan{};
      plain_field();
      if (at_ == text_.size())
        return at_end_ ? finished(csv_outcome::record) : csv_scan{};
      if (text_[at_] == ',') {
        ++at_;
        continue;
      }
      return line_end();
    }
  }

private:
  // Returns false if the text ends inside the quotes.
  bool quoted_field() {
    ++at_;
    for (;;) {
      auto stop = text_.find_first_of("\"\r\n", at_);
      if (stop == text_.npos)
        stop = text_.size();
      fields_.back().append(text_.substr(at_, stop - at_));
      at_ = stop;
      if (at_ == text_.size())
        return false;
      if (text_[at_] != '"') {
        count_line_end();
        fields_.back() += text_[at_++];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        fields_.back() += '"';
        at_ += 2;
      } else {
        ++at_;
        after_quote_ = true;
        return true;
      }
    }
  }

  void plain_field() {
    auto stop = text_.find_first_of(",\r\n", at_);
    if (stop == text_.npos)
      stop = text_.size();
    if (after_quote_ && stop > at_)
      text_after_quote_ = true;
    after_quote_ = false;
    fields_.back().append(text_.substr(at_, stop - at_));
    at_ = stop;
  }

  // A CRLF is counted at its LF.
  void count_line_end() {
    auto crlf = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    line_ends_ += crlf ? 0 : 1;
  }

  csv_scan line_end() {
    auto content = at_;
    if (text_[at_] == '\r' && at_ + 1 == text_.size() && !at_end_)
      return {};
    at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
    ++line_ends_;
    auto scan = finished(csv_outcome::record);
    scan.content = content;
    return scan;
  }

  csv_scan finished(csv_outcome outcome) const {
    if (outcome == csv_outcome::record && text_after_quote_)
      outcome = csv_outcome::text_after_quote;
    return {outcome, at_, at_, line_ends_};
  }

  std::string_view text_;
  bool at_end_;
  std::vector<std::string>& fields_;
  std::size_t at_ = 0;
  std::size_t line_ends_ = 0;
  bool after_quote_ = false;
  bool text_after_quote_ = false;
};

} // namespace

csv_scan scan_csv_record(std::string_view text, bool at_end, std::vector<std::string>& fields) {
  return scanner{text, at_end, fields}.run();
}

std::size_t first_line_size(std::string_view text) {
  auto end = text.find_first_of("\r\n");
  return end == text.npos ? text.size() : end;
}

} // namespace commerce
