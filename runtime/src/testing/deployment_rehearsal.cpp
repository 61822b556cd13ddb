// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/testing/deployment_rehearsal.hpp"

#include "assembly/running.hpp"
#include "deployment/content.hpp"
#include "journal/memory.hpp"
#include "journal/reason.hpp"
#include "testing/json_differences.hpp"
#include "testing/played_crew.hpp"
#include "testing/publications.hpp"
#include "testing/recorded_journal.hpp"
#include "testing/rehearsed.hpp"
#include "testing/seeds.hpp"
#include "testing/stand_in.hpp"
#include "testing/story.hpp"
#include "testing/variation.hpp"

#include <algorithm>
#include <utility>

namespace troupe::testing {
namespace {

/// So much is done at one time only where something never comes to rest.
constexpr std::size_t most_steps_at_once = 10'000'000;

std::string text_of(const assembly::ending& x) {
  if (x.failure)
    return to_string(*x.failure);
  return x.causes.empty() ? "nobody said why" : to_string(x.causes);
}

bool is_same(const fact& a, const fact& b) {
  return a.topic == b.topic && a.version == b.version && a.key == b.key &&
         json_differences(a.payload, b.payload).empty();
}

deployment sound(deployment_reading read) {
  if (read)
    return *std::move(read.value);
  std::string all;
  for (const auto& each : read.complaints)
    all += (all.empty() ? "" : "\n") + to_string(each);
  throw failed{"the deployment is not sound:\n" + all};
}

letter letter_of(const journal::dead_letter_record& x) {
  letter made{x.service,
              {},
              x.delivery_key,
              x.text,
              std::string{journal::name_of(x.reason)},
              x.error,
              x.attempts.size()};
  if (x.event) {
    made.topic = x.event->topic;
    made.key = x.event->key;
    made.payload = std::string{x.event->payload.text()};
  }
  return made;
}

} // namespace

struct deployment_rehearsal::content {
  content(deployment of, deployment_rehearsal_setup with)
      : what(std::move(of)), setup(std::move(with)),
        seed(setup.seed ? *setup.seed : number_of_environment("TROUPE_SEED").value_or(1)),
        time(setup.begin) {
    assembly::running::settings chosen;
    chosen.time = &time;
    chosen.seed = seed;
    chosen.watches_handlers = false; // The clock stands still while one runs.
    chosen.log = [](log_level, std::string_view, std::string_view) {}; // The story tells.
    chosen.make_crew = [this](caf::actor_system& actors) {
      auto made = std::make_unique<played_crew>(actors, time, seed);
      crew = made.get();
      return made;
    };
    chosen.transient_published = [this](const journal::batch_ptr& batch) {
      happened.events.insert(happened.events.end(), batch->events.begin(), batch->events.end());
    };
    auto storage = std::make_unique<recorded_journal>(std::make_unique<journal::memory_engine>(),
                                                      time, happened);
    if (const auto wrong = stands_in_for_nobody(what.inside().what.tree, setup.instead))
      throw failed{what.name() + " is not played: " + *wrong};
    auto played = varied(what.inside().what, seed);
    put_in_place(played.tree, setup.instead);
    auto started = assembly::running::start(
        played, [this](const std::string& name) { return find(name); }, std::move(storage),
        std::move(chosen));
    if (!started)
      throw failed{what.name() + " does not start: " + to_string(started.failure())};
    runs = *std::move(started);
    settle();
  }

  const service_offer* find(const std::string& name) const {
    for (const auto& each : setup.instead.services())
      if (each.name == name)
        return &each;
    return what.inside().offers.find(name);
  }

  void settle() {
    if (!crew->settle(most_steps_at_once))
      throw failed{what.name() + " does not come to rest: " + std::to_string(most_steps_at_once) +
                   " steps at one time, and there are more\n" + tell({})};
    note_end();
    handed_in.look();
  }

  void advance(std::chrono::nanoseconds by) {
    const auto until = time.elapsed() + by;
    settle();
    while (!end && crew->move_to_next(until))
      settle();
    crew->move_to(until);
    settle();
  }

  /// False where no instance of the service ran.
  result<bool> tell_to_crash(const std::string& service) {
    const auto was_told = std::make_shared<bool>(false);
    const auto known = runs->crash(service, [this, service, was_told](bool is_any) {
      *was_told = is_any;
      if (is_any)
        happened.remarks.push_back(
            {time.now(), happened.events.size(), service + " was told to crash"});
    });
    if (!known)
      return known.failure();
    settle();
    return *was_told;
  }

  void note_end() {
    if (end)
      return;
    if (const auto ended = runs->wait({}))
      end = text_of(*ended);
  }

  /// What is looked at says nothing of a deployment that has ended, unless the test knows of it.
  void must_go_on() const {
    if (end && !is_end_known)
      throw failed{what.name() + " has ended by itself: " + *end + '\n' + tell({})};
  }

  /// Why what is not there says nothing; null where it does.
  const char* proves_no_absence() const {
    if (end)
      return is_end_known ? nullptr
                          : "what is not there may be missing because it ended; ask ended() where "
                            "the deployment may end";
    return crew->is_at_rest()
               ? nullptr
               : "not all work is done, so what is not there may come yet; call settle() before";
  }

  std::string tell(std::string_view key) const {
    return story_of(happened, {setup.begin, what.name(), std::string{key}});
  }

  deployment what;
  deployment_rehearsal_setup setup;
  std::uint64_t seed;
  still_clock time;
  chronicle happened;
  publications handed_in;
  played_crew* crew = nullptr;
  std::optional<std::string> end;
  mutable bool is_end_known = false;       ///< the test has asked for it
  std::unique_ptr<assembly::running> runs; ///< ends first
};

deployment_rehearsal::deployment_rehearsal(deployment what, deployment_rehearsal_setup setup)
    : content_(std::make_unique<content>(std::move(what), std::move(setup))) {}

deployment_rehearsal deployment_rehearsal::load(const std::filesystem::path& file,
                                                deployment_setup with,
                                                deployment_rehearsal_setup setup) {
  return deployment_rehearsal{sound(deployment::load(file, std::move(with))), std::move(setup)};
}

deployment_rehearsal deployment_rehearsal::parse(const std::string& yaml, deployment_setup with,
                                                 deployment_rehearsal_setup setup) {
  return deployment_rehearsal{sound(deployment::parse(yaml, "deployment", std::move(with))),
                              std::move(setup)};
}

deployment_rehearsal::~deployment_rehearsal() = default;
deployment_rehearsal::deployment_rehearsal(deployment_rehearsal&&) noexcept = default;
deployment_rehearsal& deployment_rehearsal::operator=(deployment_rehearsal&&) noexcept = default;

void deployment_rehearsal::publish_encoded(std::vector<outgoing> facts) {
  auto& in = *content_;
  in.is_end_known = false;
  in.must_go_on();
  if (auto taken = in.runs->publish(std::move(facts), {}); !taken)
    throw failed{"what was to be published is refused: " + to_string(taken.failure())};
  in.crew->go_on();
  in.note_end();
}

void deployment_rehearsal::publish_json(const std::string& topic, const std::string& payload) {
  auto& in = *content_;
  in.is_end_known = false;
  in.must_go_on();
  control::publish_event what;
  what.topic = topic;
  what.payload = payload;
  in.runs->publish(what, in.handed_in.hand_in());
  in.handed_in.look();
  in.crew->go_on();
  in.note_end();
  in.handed_in.look();
}

void deployment_rehearsal::settle() {
  content_->settle();
}

void deployment_rehearsal::advance(std::chrono::nanoseconds by) {
  if (by.count() < 0)
    throw failed{"time goes ahead only; advance by 0s or more"};
  content_->must_go_on();
  content_->advance(by);
}

void deployment_rehearsal::crash(const std::string& service, source_line at) {
  auto& in = *content_;
  in.must_go_on();
  // One that is just being restarted runs when all is settled.
  for (int tries = 0; tries < 2; ++tries) {
    const auto told = in.tell_to_crash(service);
    if (!told)
      fail(to_string(told.failure()), {}, at);
    if (*told)
      return;
  }
  fail('\'' + service + "' does not run, so nothing of it can crash", {}, at);
}

std::vector<fact> deployment_rehearsal::published(std::string_view topic) const {
  std::vector<fact> all;
  for (const auto& e : content_->happened.events)
    if (e.topic == topic)
      all.push_back(testing::fact_of(e));
  return all;
}

void deployment_rehearsal::require_published(const fact& expected, source_line at) const {
  const auto all = published(expected.topic);
  if (std::any_of(all.begin(), all.end(), [&](const fact& x) { return is_same(x, expected); }))
    return;
  auto why = "it was expected, and not published: " + expected.topic + ' ' + expected.payload;
  if (all.empty())
    fail(why + "\nno " + expected.topic + " was", expected.key, at);
  const auto nearest = std::min_element(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    return json_differences(expected.payload, a.payload).size() <
           json_differences(expected.payload, b.payload).size();
  });
  why += "\nof " + std::to_string(all.size()) + " that were, the nearest differs:";
  for (const auto& each : json_differences(expected.payload, nearest->payload))
    why += "\n  " + each;
  fail(why, expected.key, at);
}

void deployment_rehearsal::require_absent(const fact& unwanted, source_line at) const {
  if (const auto* why = content_->proves_no_absence())
    fail(why, {}, at);
  const auto all = published(unwanted.topic);
  if (std::any_of(all.begin(), all.end(), [&](const fact& x) { return is_same(x, unwanted); }))
    fail("it was published, and should not be: " + unwanted.topic + ' ' + unwanted.payload,
         unwanted.key, at);
}

void deployment_rehearsal::require_count(std::string_view topic, std::size_t expected,
                                         source_line at) const {
  if (const auto* why = content_->proves_no_absence())
    fail(why, {}, at);
  const auto count = published(topic).size();
  if (count != expected)
    fail(std::string{topic} + " was expected " + std::to_string(expected) +
             (expected == 1 ? " time" : " times") + ", and was published " + std::to_string(count),
         {}, at);
}

std::vector<letter> deployment_rehearsal::dead_letters() const {
  std::vector<letter> all;
  for (const auto& each : content_->happened.letters)
    all.push_back(letter_of(each));
  return all;
}

letter deployment_rehearsal::expect_dead_letter(std::string_view service, std::string_view error,
                                                source_line at) const {
  std::string others;
  for (auto& each : dead_letters())
    if (each.service == service && each.error.find(error) != std::string::npos)
      return std::move(each);
    else
      others += "\n  of " + each.service + ": " + each.error;
  auto why = "a dead letter of " + std::string{service} + " was expected";
  if (!error.empty())
    why += " that says '" + std::string{error} + '\'';
  fail(why + (others.empty() ? ", and there is none" : "; there are" + others), {}, at);
}

void deployment_rehearsal::expect_no_dead_letters(source_line at) const {
  if (const auto* why = content_->proves_no_absence())
    fail(why, {}, at);
  if (const auto all = dead_letters(); !all.empty())
    fail("no dead letter was expected, and " + std::to_string(all.size()) +
             (all.size() == 1 ? " was" : " were") + " made",
         {}, at);
}

std::string deployment_rehearsal::ask_encoded(std::string_view query, const std::string& arguments,
                                              source_line at) {
  auto answer = content_->runs->ask(std::string{query}, arguments);
  if (!answer)
    fail(to_string(answer.failure()), {}, at);
  return *std::move(answer);
}

time_point deployment_rehearsal::now() const {
  return content_->time.now();
}

std::uint64_t deployment_rehearsal::seed() const {
  return content_->seed;
}

std::optional<std::string> deployment_rehearsal::ended() const {
  content_->is_end_known = true;
  return content_->end;
}

std::string deployment_rehearsal::story(std::string_view key) const {
  return content_->tell(key);
}

void deployment_rehearsal::fail(const std::string& why, std::string_view key,
                                source_line at) const {
  const auto& in = *content_;
  auto text = at.with(why);
  if (in.end)
    text += "\nthe deployment has ended by itself: " + *in.end;
  throw failed{text + "\nseed " + std::to_string(in.seed) +
               " (TROUPE_SEED=" + std::to_string(in.seed) + " plays it again), at +" +
               format_duration(in.time.elapsed()) + ":\n" + in.tell(key)};
}

} // namespace troupe::testing
