// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "testing/play_scenario.hpp"

#include "deployment/content.hpp"
#include "testing/field_differences.hpp"
#include "testing/publications.hpp"
#include "testing/stand_in.hpp"
#include "troupe/testing/deployment_rehearsal.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace troupe::testing {
namespace {

/// What takes the place of a service that is left out.
behavior nobody(service<nothing>*) {
  return {on_start([] {})};
}

deployment_rehearsal_setup setup_for(const deployment& what, const scenario_file& file,
                                     std::uint64_t seed) {
  deployment_rehearsal_setup setup;
  setup.seed = seed;
  for (const auto* each : deploy::services(what.inside().what.tree))
    if (is_left_out(file, each->id))
      setup.instead.service(stand_in_for(*each), nobody);
  return setup;
}

class player {
public:
  player(const deployment& what, const scenario_file& file, const scenario& played,
         std::uint64_t seed)
      : file_(file), played_(played), shop_(what, setup_for(what, file, seed)) {}

  scenario_result play() {
    result_.name = played_.name;
    const auto letters = shop_.dead_letters().size();
    if (do_all(played_.given) && is_given_handled(letters)) {
      mark();
      if (do_all(played_.when))
        look();
    }
    if (!result_.passed())
      result_.story = shop_.story(about_);
    return std::move(result_);
  }

private:
  using time = std::chrono::nanoseconds;

  std::string text_of(const deploy::place& at) const {
    return file_.file + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": ";
  }

  /// False where something could not be done.
  bool do_all(const std::vector<step>& steps) {
    const auto* at = &played_.at;
    try {
      for (const auto& each : steps) {
        at = &each.at;
        act(each);
      }
      shop_.settle();
      return true;
    } catch (const refused& x) { // It may be an earlier one.
      return cannot(published_.at(x.number)->at, x);
    } catch (const failed& x) {
      return cannot(*at, x);
    }
  }

  bool cannot(const deploy::place& at, const failed& x) {
    const std::string why = x.what();
    result_.failures.push_back(text_of(at) + why.substr(0, why.find('\n')));
    return false;
  }

  void act(const step& x) {
    switch (x.kind) {
    case step::kinds::publish:
      published_.push_back(&x);
      return shop_.publish_json(x.name, x.payload);
    case step::kinds::advance:
      return shop_.advance(x.by);
    case step::kinds::crash:
      return shop_.crash(x.name, {}); // The step has the line.
    }
  }

  /// What is not handled has not happened, whatever comes after it.
  bool is_given_handled(std::size_t letters_before) {
    const auto all = shop_.dead_letters();
    for (auto i = letters_before; i < all.size(); ++i) {
      if (all[i].topic.empty())
        continue; // A source's input, which nobody gave.
      about_ = all[i].key;
      result_.failures.push_back(text_of(given_place_of(all[i])) +
                                 "what is given must be handled, and " + all[i].service +
                                 " made a dead letter of " + all[i].topic + ": " + all[i].error);
    }
    return result_.passed();
  }

  /// That of the step which published it; of what came of the steps, the last of them.
  const deploy::place& given_place_of(const letter& x) const {
    for (const auto& each : played_.given)
      if (each.kind == step::kinds::publish && each.name == x.topic &&
          field_differences(each.fields, *parse_json(x.payload), false).empty())
        return each.at;
    return played_.given.empty() ? played_.at : played_.given.back().at;
  }

  /// What happened up to here is not looked at.
  void mark() {
    for (const auto* all : {&played_.then, &played_.never})
      for (const auto& each : *all)
        seen_[each.topic] =
            each.topic.empty() ? shop_.dead_letters().size() : shop_.published(each.topic).size();
  }

  void look() {
    struct due {
      const expectation* what;
      bool is_wanted;
    };
    std::vector<due> all, at_the_end;
    for (const auto& each : played_.then)
      all.push_back({&each, true});
    for (const auto& each : played_.never) // One that says no time is of all that is played.
      (each.within.count() > 0 ? all : at_the_end).push_back({&each, false});
    std::stable_sort(all.begin(), all.end(),
                     [](const due& a, const due& b) { return a.what->within < b.what->within; });
    all.insert(all.end(), at_the_end.begin(), at_the_end.end());
    time gone{};
    for (const auto& [what, is_wanted] : all) {
      if (what->within > gone)
        shop_.advance(what->within - std::exchange(gone, what->within));
      if (is_wanted)
        expect(*what);
      else
        refuse(*what);
    }
    if (const auto why = shop_.ended(); why && !is_expected_to_end())
      result_.failures.push_back(text_of(played_.at) +
                                 "the deployment has ended by itself: " + *why);
  }

  /// Who expects what a supervisor tells may expect the end of them all, too.
  bool is_expected_to_end() const {
    return result_.passed() &&
           std::any_of(played_.then.begin(), played_.then.end(),
                       [](const expectation& x) { return is_reserved(x.topic); });
  }

  std::vector<field_difference> differences(const expectation& x, const fact& actual) const {
    return field_differences(x.fields, *parse_json(actual.payload), x.exactly);
  }

  static bool is_meant(const expectation& x, const letter& actual) {
    return (x.service.name.empty() || x.service.name == actual.service) &&
           actual.error.find(x.error) != std::string::npos;
  }

  static std::string in_time(const expectation& x) {
    return x.within.count() > 0 ? " within " + format_duration(x.within) : std::string{};
  }

  /// Each of what came meets one expectation. Where all that is like this one meets others, those
  /// may do with something else that had come by their time (an augmenting path, as in bipartite
  /// matching).
  template <class Like>
  bool is_met(const expectation& x, std::size_t count, const Like& like) {
    come_by_[&x] = count;
    std::set<std::size_t> tried;
    const auto find_one = [&](const auto& again, const expectation& by) -> bool {
      auto& met_by = met_by_[by.topic];
      for (auto i = seen_.at(by.topic); i < come_by_.at(&by); ++i) {
        if (!like(by, i) || !tried.insert(i).second)
          continue;
        const auto holder = met_by.find(i);
        if (holder != met_by.end() && !again(again, *holder->second))
          continue;
        met_by[i] = &by;
        return true;
      }
      return false;
    };
    return find_one(find_one, x);
  }

  void expect(const expectation& x) {
    if (x.topic.empty())
      return expect_letter(x);
    const auto all = shop_.published(x.topic);
    if (is_met(x, all.size(), [&](const expectation& by, std::size_t i) {
          return differences(by, all[i]).empty();
        }))
      return;
    const fact* nearest = nullptr;
    std::vector<field_difference> least;
    for (auto i = seen_.at(x.topic); i < all.size(); ++i) {
      if (met_by_[x.topic].contains(i))
        continue;
      auto found = differences(x, all[i]);
      if (nearest == nullptr || found.size() < least.size()) {
        nearest = &all[i];
        least = std::move(found);
      }
    }
    auto why = text_of(x.at) + x.topic + " was expected" + in_time(x);
    if (nearest == nullptr) {
      const auto count = all.size() - seen_.at(x.topic);
      why += count == 0 ? ", and none was published"
                        : ", and no more than " + std::to_string(count) +
                              (count == 1 ? " was published" : " were published");
    } else {
      about_ = nearest->key;
      why += "; the nearest that was published differs: " + nearest->payload;
      for (const auto& each : least)
        why += "\n  " + text_of(each.at) + each.what;
    }
    result_.failures.push_back(std::move(why));
  }

  void expect_letter(const expectation& x) {
    const auto all = shop_.dead_letters();
    if (is_met(x, all.size(),
               [&](const expectation& by, std::size_t i) { return is_meant(by, all[i]); }))
      return;
    std::string others;
    for (auto i = seen_.at({}); i < all.size(); ++i)
      others += "\n  of " + all[i].service + ": " + all[i].error;
    result_.failures.push_back(text_of(x.at) + "a dead letter" +
                               (x.service.name.empty() ? "" : " of " + x.service.name) +
                               " was expected" + in_time(x) +
                               (others.empty() ? ", and none was made" : "; there are" + others));
  }

  void refuse(const expectation& x) {
    if (x.topic.empty()) {
      const auto all = shop_.dead_letters();
      for (auto i = seen_.at({}); i < all.size(); ++i)
        if (is_meant(x, all[i]))
          result_.failures.push_back(text_of(x.at) + "a dead letter was never to be made, and " +
                                     all[i].service + " made one: " + all[i].error);
      return;
    }
    const auto all = shop_.published(x.topic);
    for (auto i = seen_.at(x.topic); i < all.size(); ++i)
      if (differences(x, all[i]).empty()) {
        about_ = all[i].key;
        result_.failures.push_back(text_of(x.at) + x.topic +
                                   " was never to be published, and was: " + all[i].payload);
      }
  }

  const scenario_file& file_;
  const scenario& played_;
  deployment_rehearsal shop_;
  std::vector<const step*> published_; ///< or refused
  std::map<std::string, std::size_t> seen_;
  std::map<std::string, std::map<std::size_t, const expectation*>> met_by_;
  std::map<const expectation*, std::size_t> come_by_; ///< so many, by its time
  std::string about_;
  scenario_result result_;
};

} // namespace

scenario_result play_scenario(const deployment& what, const scenario_file& file,
                              const scenario& played, std::uint64_t seed) {
  const auto began = system_time().elapsed();
  scenario_result made;
  try {
    made = player{what, file, played, seed}.play();
  } catch (const failed& x) {
    made.name = played.name;
    made.failures.push_back(file.file + ':' + std::to_string(played.at.line) + ':' +
                            std::to_string(played.at.column) + ": " + x.what());
  }
  made.seed = seed;
  made.seconds = std::chrono::duration<double>(system_time().elapsed() - began).count();
  return made;
}

} // namespace troupe::testing
