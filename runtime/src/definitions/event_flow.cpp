// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "definitions/event_flow.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace troupe::definitions {
namespace {

bool matches_any(const std::vector<pattern>& patterns, const std::string& topic) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const pattern& x) {
    return x.text() == topic || (is_topic(topic) && x.matches(topic));
  });
}

std::string remedy(const std::string& wanted, const char* warning, const std::string& name) {
  return wanted + " say check: {" + warning + ": [\"" + name + "\"]}";
}

/// What is silenced, and what of it was needed.
class silences {
public:
  bool cover(const std::vector<pattern>& patterns, const std::string& topic) {
    bool found = false;
    for (const auto& each : patterns)
      if (each.text() == topic || (is_topic(topic) && each.matches(topic))) {
        used_.insert(&each);
        found = true;
      }
    return found;
  }
  bool is_used(const pattern& x) const { return used_.contains(&x); }

private:
  std::set<const pattern*> used_;
};

class flow {
public:
  flow(const std::vector<child_flow>& children, const flow_as_meant& as_meant)
      : children_(children), as_meant_(as_meant) {
    for (const auto& each : children) {
      all_is_said_ = all_is_said_ && each.says_what_it_publishes;
      for (const auto& topic : each.publishes)
        publisher_.try_emplace(topic, each.child);
      for (const auto& topics : each.handles)
        if (topics.is_literal())
          handler_.try_emplace(topics.text(), each.child);
    }
  }

  /// To be called after `run`. Of what was not looked for nobody knows whether it is needed.
  std::vector<unused_silence> unused() const {
    std::vector<unused_silence> all;
    const auto add = [&](const char* warning, const std::vector<pattern>& patterns) {
      for (const auto& each : patterns)
        if (!silences_.is_used(each))
          all.push_back({warning, each.text()});
    };
    add("unhandled", as_meant_.unhandled);
    if (all_is_said_) {
      add("unfed", as_meant_.unfed);
      add("unmatched", as_meant_.unmatched);
    }
    add("cycles", as_meant_.cycles);
    add("unsaid", as_meant_.unsaid);
    return all;
  }

  std::vector<flow_warning> run(const std::vector<std::string>& topics) {
    add_unhandled();
    if (all_is_said_) {
      add_unfed();
      add_unmatched_patterns();
      add_unknown_topics(topics);
    }
    add_cycles();
    add_unsaid();
    return std::move(found_);
  }

private:
  void add(std::string child, const std::string& name, std::string what, std::string to_do) {
    found_.push_back({std::move(child), name, std::move(what), std::move(to_do)});
  }

  bool is_handled(const std::string& topic) const {
    return std::any_of(children_.begin(), children_.end(),
                       [&](const child_flow& x) { return matches_any(x.handles, topic); });
  }

  void add_unhandled() {
    for (const auto& [topic, child] : publisher_)
      if (!is_handled(topic) && !silences_.cover(as_meant_.unhandled, topic))
        add(child, topic, "'" + child + "' publishes " + topic + ", and nobody handles it",
            remedy("let a service handle it, or", "unhandled", topic));
  }

  void add_unsaid() {
    for (const auto& each : children_)
      if (!each.says_what_it_publishes && !silences_.cover(as_meant_.unsaid, each.child))
        add(each.child, each.child,
            "'" + each.child +
                "' does not say what it publishes, so events that nobody publishes are not found",
            remedy("say troupe::publishes<...> where its module offers it, or", "unsaid",
                   each.child));
  }

  void add_unfed() {
    for (const auto& [topic, child] : handler_)
      if (!publisher_.contains(topic) && !is_reserved(topic) &&
          !silences_.cover(as_meant_.unfed, topic))
        add(child, topic, "'" + child + "' handles " + topic + ", and no service publishes it",
            remedy("let one publish it, or, where it comes from outside,", "unfed", topic));
  }

  bool is_known(const pattern& topics) const {
    const auto in = [&](const auto& known) {
      return std::any_of(known.begin(), known.end(),
                         [&](const auto& x) { return topics.matches(x.first); });
    };
    return in(publisher_) || in(handler_) || is_reserved(topics.text());
  }

  void add_unmatched_patterns() {
    std::set<std::string> told;
    for (const auto& each : children_)
      for (const auto& topics : each.handles)
        if (!topics.is_literal() && !is_known(topics) &&
            !silences_.cover(as_meant_.unmatched, topics.text()) &&
            told.insert(topics.text()).second)
          add(each.child, topics.text(),
              "'" + each.child + "' handles " + topics.text() + ", and there is no such event",
              remedy("correct the pattern, or", "unmatched", topics.text()));
  }

  void add_unknown_topics(const std::vector<std::string>& topics) {
    for (const auto& topic : topics)
      if (!publisher_.contains(topic) && !handler_.contains(topic) &&
          !silences_.cover(as_meant_.unmatched, topic))
        add("", topic, "no service publishes or handles " + topic,
            remedy("correct the topic, take it out, or", "unmatched", topic));
  }

  /// Whether the child turns this event into others for certain: it handles nothing else.
  static bool follows(const child_flow& x, const std::string& topic) {
    return x.handles.size() == 1 && x.handles.front().is_literal() &&
           x.handles.front().text() == topic;
  }

  struct step {
    std::string topic;
    std::string child; ///< that handles it
  };

  /// The shortest way of an event back to itself; none where there is no way.
  std::vector<step> way_back(const std::string& from) const {
    std::map<std::string, step> came_of;
    std::deque<std::string> next{from};
    while (!next.empty()) {
      const auto topic = next.front();
      next.pop_front();
      for (const auto& child : children_) {
        if (!follows(child, topic))
          continue;
        for (const auto& more : child.publishes) {
          if (!came_of.try_emplace(more, step{topic, child.child}).second)
            continue;
          if (more == from)
            return way_to(from, came_of);
          next.push_back(more);
        }
      }
    }
    return {};
  }

  static std::vector<step> way_to(const std::string& from,
                                  const std::map<std::string, step>& came_of) {
    std::vector<step> way{came_of.at(from)};
    while (way.back().topic != from)
      way.push_back(came_of.at(way.back().topic));
    std::reverse(way.begin(), way.end());
    return way;
  }

  /// Each once, at the first of its topics.
  void add_cycles() {
    std::set<std::set<std::string>> told;
    for (const auto& each : handler_) {
      const auto way = way_back(each.first);
      const auto is_meant = [&](const step& x) {
        return silences_.cover(as_meant_.cycles, x.topic);
      };
      std::set<std::string> topics;
      std::string steps;
      for (const auto& [topic, child] : way) {
        topics.insert(topic);
        steps += topic + " -> '" + child + "' -> ";
      }
      if (way.empty() || std::count_if(way.begin(), way.end(), is_meant) > 0 ||
          !told.insert(topics).second)
        continue;
      const auto& first = way.front();
      add(first.child, first.topic, "events go round: " + steps + first.topic,
          remedy("let one of them end it, or, where one does or waits by a timer,", "cycles",
                 first.topic));
    }
  }

  const std::vector<child_flow>& children_;
  const flow_as_meant& as_meant_;
  silences silences_;
  bool all_is_said_ = true;
  std::map<std::string, std::string> publisher_; ///< the first child of each topic
  std::map<std::string, std::string> handler_;   ///< likewise; of literal topics
  std::vector<flow_warning> found_;
};

} // namespace

std::vector<flow_warning> check_flow(const std::vector<child_flow>& children,
                                     const std::vector<std::string>& topics,
                                     const flow_as_meant& as_meant) {
  return flow{children, as_meant}.run(topics);
}

std::vector<unused_silence> unused_silences(const std::vector<child_flow>& children,
                                            const std::vector<std::string>& topics,
                                            const flow_as_meant& as_meant) {
  flow looked{children, as_meant};
  looked.run(topics);
  return looked.unused();
}

} // namespace troupe::definitions
