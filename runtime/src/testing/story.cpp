// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/story.hpp"

#include "troupe/duration.hpp"
#include "troupe/topic.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace troupe::testing {
namespace {

/// Payloads are cut there, and what is deeper in is not moved further.
constexpr std::size_t payload_shown = 100;
constexpr std::size_t deepest_indent = 30;

/// As much of a text as is shown, without half a character at its end.
std::string_view beginning_of(std::string_view text) {
  auto end = std::min(text.size(), payload_shown);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
    --end;
  return text.substr(0, end);
}

class teller {
public:
  teller(const chronicle& what, const telling& how) : what_(what), how_(how) {
    std::map<uuid, std::size_t> places;
    for (std::size_t i = 0; i < what.events.size(); ++i)
      places.emplace(what.events[i].id, i);
    for (std::size_t i = 0; i < what.events.size(); ++i) {
      const auto& e = what.events[i];
      if (is_reserved(e.topic))
        continue;
      const auto cause = places.find(e.causation);
      if (cause == places.end() || e.causation == e.id)
        roots_.push_back(i);
      else
        effects_[cause->second].push_back(i);
    }
    for (const auto& each : what.incidents)
      if (each.sequence != 0)
        incidents_[each.sequence].push_back(&each);
      else
        asides_.emplace_back(each.after, text_of(each));
    for (const auto& each : what.remarks)
      asides_.emplace_back(each.after, moment(each.at) + ' ' + each.text);
    std::stable_sort(asides_.begin(), asides_.end(),
                     [](const auto& x, const auto& y) { return x.first < y.first; });
  }

  std::string tell() {
    std::stable_sort(roots_.begin(), roots_.end(),
                     [ranks = ranks()](auto x, auto y) { return ranks.at(x) < ranks.at(y); });
    std::size_t told = 0;
    for (; told < roots_.size() && lines_ < how_.lines; ++told)
      tell_event(roots_[told], 0);
    tell_asides(what_.events.size());
    if (told < roots_.size())
      out_ += "... and what came of " + std::to_string(roots_.size() - told) + " more events\n";
    return std::move(out_);
  }

private:
  std::string moment(time_point at) const { return '+' + format_duration(at - how_.began); }

  void add(std::size_t depth, const std::string& line) {
    if (lines_++ < how_.lines)
      out_.append(2 * std::min(depth, deepest_indent), ' ').append(line).append("\n");
    else if (lines_ == how_.lines + 1)
      out_ += "...\n";
  }

  std::string text_of(const journal::event_record& e) const {
    auto text = moment(e.time) + ' ' + e.topic + (e.key.empty() ? "" : ' ' + e.key);
    const auto payload = e.payload.text();
    const auto shown = beginning_of(payload);
    text.append(" ").append(shown);
    if (shown.size() < payload.size())
      text += "...";
    return text + (e.source == how_.outside ? ", from outside" : ", by " + e.source);
  }

  std::string text_of(const incident& x) const {
    using kinds = incident::kinds;
    const auto number = std::to_string(x.attempt);
    auto text = moment(x.at) + ' ' + (x.service.empty() ? "nobody" : x.service) + ": ";
    switch (x.kind) {
    case kinds::failed:
      text += "attempt " + number + " failed: " + x.text;
      return x.due ? text + "; the next at " + moment(*x.due) : text;
    case kinds::waits_behind:
      return text + "waits behind an earlier event of its key";
    case kinds::came_through:
      return text + "handled it, at attempt " + number;
    case kinds::dead_letter:
      break;
    }
    return text + "dead letter, " + x.text +
           (x.attempt > 1 ? ", after " + number + " attempts" : "");
  }

  void tell_incidents(journal::sequence_number sequence, std::size_t depth) {
    if (const auto found = incidents_.find(sequence); found != incidents_.end())
      for (const auto* each : found->second)
        add(depth, text_of(*each));
  }

  /// What is of no event is told before the first that came after it.
  void tell_asides(std::size_t events) {
    for (; aside_ < asides_.size() && asides_[aside_].first <= events; ++aside_)
      add(0, asides_[aside_].second);
  }

  void tell_event(std::size_t place, std::size_t depth) {
    if (lines_ > how_.lines)
      return; // It also bounds how deep this goes.
    tell_asides(place);
    const auto& e = what_.events[place];
    add(depth, text_of(e));
    if (e.sequence != 0)
      tell_incidents(e.sequence, depth + 1);
    if (const auto found = effects_.find(place); found != effects_.end())
      for (const auto each : found->second)
        tell_event(each, depth + 1);
  }

  /// 0 for a chain that has the key, 1 for one that something went wrong in, 2 for others.
  std::map<std::size_t, int> ranks() const {
    std::map<std::size_t, int> ranks;
    for (const auto root : roots_) {
      auto rank = 2;
      std::vector<std::size_t> left{root};
      while (!left.empty() && rank > 0) {
        const auto place = left.back();
        left.pop_back();
        const auto& e = what_.events[place];
        if (!how_.key.empty() && e.key == how_.key)
          rank = 0;
        else if (incidents_.count(e.sequence) > 0 && e.sequence != 0)
          rank = 1;
        if (const auto found = effects_.find(place); found != effects_.end())
          left.insert(left.end(), found->second.begin(), found->second.end());
      }
      ranks[root] = rank;
    }
    return ranks;
  }

  const chronicle& what_;
  const telling& how_;
  std::vector<std::size_t> roots_;
  std::map<std::size_t, std::vector<std::size_t>> effects_;
  std::map<journal::sequence_number, std::vector<const incident*>> incidents_;
  std::vector<std::pair<std::size_t, std::string>> asides_; ///< after so many events
  std::size_t aside_ = 0;                                   ///< the next to be told
  std::string out_;
  std::size_t lines_ = 0;
};

} // namespace

std::string story_of(const chronicle& what, const telling& how) {
  return teller{what, how}.tell();
}

} // namespace troupe::testing
