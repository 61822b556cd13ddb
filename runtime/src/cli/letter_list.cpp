// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/letter_list.hpp"

#include "cli/columns.hpp"
#include "cli/console.hpp"
#include "cli/letters.hpp"
#include "cli/output.hpp"
#include "journal/reason.hpp"

#include <algorithm>

namespace troupe::cli {
namespace {

constexpr std::size_t error_width = 60;

std::string service_of(const std::string& service) {
  return service.empty() ? "-" : service;
}

} // namespace

void letter_list::add(journal::dead_letter_record&& x) {
  ++count_;
  auto& of_kind = groups_[{x.service, x.reason}];
  ++of_kind.count;
  of_kind.error = x.error;
  latest_.push_back(std::move(x));
  if (most_ != 0 && latest_.size() > most_)
    latest_.pop_front();
}

std::string letter_list::text() const {
  if (count_ == 0)
    return "no dead letters\n";
  auto out = grouped(count_) + (count_ == 1 ? " dead letter\n\n" : " dead letters\n\n") +
             groups_text() + '\n' + rows_text();
  if (latest_.size() < count_)
    out += "these are the latest " + grouped(latest_.size()) + "; --limit 0 shows all\n";
  return out;
}

std::string letter_list::groups_text() const {
  auto out = right("count", 7) + "  " + left("service", 14) + "  " + left("reason", 15) +
             "  latest error\n";
  for (const auto& [what, of_kind] : groups_)
    out += right(grouped(of_kind.count), 7) + "  " + left(service_of(what.first), 14) + "  " +
           left(journal::name_of(what.second), 15) + "  " +
           cut(on_one_line(of_kind.error), error_width) + '\n';
  return out;
}

std::string letter_list::rows_text() const {
  std::size_t subject_width = 7;
  for (const auto& x : latest_)
    subject_width = std::max(subject_width, width_of(subject_of(x)));
  auto out = left("id", 36) + "  " + left("last seen", 20) + "  " + left("service", 14) + "  " +
             left("subject", subject_width) + "  error\n";
  for (const auto& x : latest_)
    out += to_string(x.id) + "  " + to_the_second(x.last_seen) + "  " +
           left(service_of(x.service), 14) + "  " + left(subject_of(x), subject_width) + "  " +
           cut(on_one_line(x.error), error_width) + '\n';
  return out;
}

} // namespace troupe::cli
