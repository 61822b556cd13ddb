// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "unit/commerce/small_stage.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

// The module's entry, linked in.
void troupe_module(troupe::catalog& offers);

namespace commerce::support {

class small_stage::host final : public troupe::service_host {
public:
  host(small_stage& on, member& of) : on_(on), of_(of) {}

  void begin(std::string key) {
    key_ = std::move(key);
    state_.reset();
    published.clear();
    dead_letters.clear();
    pause_.reset();
    open_ = true;
  }
  void close() { open_ = false; }
  void commit_state();

  void* state() override;
  void forget() override { throw std::logic_error("the sample forgets no state"); }
  void publish(troupe::outgoing) override;
  void publish_once(troupe::origin, troupe::outgoing out) override { publish(std::move(out)); }
  troupe::uuid set_timer(troupe::timer_setting, troupe::outgoing) override {
    throw std::logic_error("the sample sets no timers");
  }
  void cancel(const troupe::uuid&) override {}
  void cancel(std::string_view) override {}
  void dead_letter(std::string input, std::string reason) override;
  void pause(std::chrono::nanoseconds delay) override { pause_ = delay; }
  void stop(std::string) override { throw std::logic_error("the sample stops no service"); }
  void log(troupe::log_level, std::string_view text) override { on_.log_.emplace_back(text); }
  troupe::time_point now() const override { return on_.now; }

  std::vector<event> published;
  std::vector<small_stage::dead_letter> dead_letters;
  std::optional<std::chrono::nanoseconds> pause_;

private:
  small_stage& on_;
  member& of_;
  bool open_ = false;
  std::string key_;
  std::shared_ptr<void> state_;
};

struct small_stage::member {
  std::string name;
  const troupe::service_offer* offer = nullptr;
  boost::json::value options;
  std::unique_ptr<host> stands_on;
  std::optional<troupe::live_service> live;
  std::map<std::string, std::string> states;
  bool at_end = true;
  std::deque<std::size_t> queue;
  int attempt = 1;

  const troupe::event_handler* handler_of(const std::string& topic) const {
    for (const auto& one : live->handlers.events)
      if (one.topics == topic)
        return &one;
    return nullptr;
  }
};

void* small_stage::host::state() {
  if (!open_)
    throw std::logic_error("state() outside of a handler");
  if (!state_) {
    auto stored = of_.states.find(key_);
    if (stored == of_.states.end()) {
      state_ = of_.offer->states.make();
    } else {
      auto decoded = of_.offer->states.decode(stored->second);
      if (!decoded)
        throw std::logic_error(to_string(decoded.failure()));
      state_ = *decoded;
    }
  }
  return state_.get();
}

void small_stage::host::commit_state() {
  if (!state_)
    return;
  std::string text;
  of_.offer->states.encode(state_.get(), text);
  of_.states[key_] = std::move(text);
}

void small_stage::host::publish(troupe::outgoing out) {
  if (!open_)
    throw std::logic_error("publish() outside of a handler");
  const auto& declared = of_.offer->publishes;
  if (std::find(declared.begin(), declared.end(), out.topic) == declared.end())
    throw std::logic_error(of_.name + " does not declare " + std::string{out.topic});
  published.push_back(
      {std::string{out.topic}, std::move(out.key), std::string{out.payload.text()}});
}

void small_stage::host::dead_letter(std::string input, std::string reason) {
  dead_letters.push_back({of_.name, std::move(reason), std::move(input)});
}

small_stage::small_stage(std::uint64_t seed) : random_(seed) {
  troupe_module(offers_);
}

void small_stage::add(const std::string& service, const std::string& options) {
  auto one = std::make_shared<member>();
  one->name = service;
  for (const auto& offer : offers_.services())
    if (offer.name == service)
      one->offer = &offer;
  if (!one->offer)
    throw std::logic_error("the module offers no " + service);
  one->options = boost::json::parse(options);
  auto problems = one->offer->check_options(one->options);
  if (!problems.empty())
    throw std::invalid_argument(to_string(problems.front()));
  one->stands_on = std::make_unique<host>(*this, *one);
  make(*one);
  members_.push_back(std::move(one));
}

void small_stage::add_all(const std::map<std::string, std::string>& options) {
  for (const auto& offer : offers_.services()) {
    auto given = options.find(offer.name);
    add(offer.name, given == options.end() ? "{}" : given->second);
  }
}

void small_stage::make(member& one) {
  one.live.reset();
  one.live.emplace(one.offer->make(*one.stands_on, one.options));
  if (one.live->handlers.start)
    one.live->handlers.start();
  one.at_end = !one.live->handlers.pull;
}

bool small_stage::has_work(const member& one) const {
  return !one.queue.empty() || !one.at_end;
}

bool small_stage::step() {
  std::vector<member*> ready;
  for (const auto& one : members_)
    if (has_work(*one))
      ready.push_back(one.get());
  if (ready.empty())
    return false;
  turn(*ready[random_() % ready.size()], true);
  return true;
}

void small_stage::run() {
  while (step()) {
  }
}

void small_stage::kill(bool in_hand) {
  std::vector<member*> ready;
  for (const auto& one : members_)
    if (has_work(*one))
      ready.push_back(one.get());
  if (in_hand && !ready.empty())
    turn(*ready[random_() % ready.size()], false);
  for (const auto& one : members_)
    make(*one);
}

void small_stage::turn(member& one, bool commit) {
  if (!one.queue.empty())
    deliver(one, commit);
  else
    pull(one, commit);
}

void small_stage::pull(member& one, bool commits) {
  one.stands_on->begin("");
  // The demand is small, so that there are many moments between.
  auto said = one.live->handlers.pull(3);
  one.stands_on->close();
  if (!commits)
    return;
  one.at_end = said.what() == troupe::progress::kind::end;
  if (said.what() == troupe::progress::kind::later)
    pauses_.push_back(said.delay());
  commit(one);
}

void small_stage::deliver(member& one, bool commits) {
  const auto& what = events_[one.queue.front()];
  const auto* handler = one.handler_of(what.topic);
  auto decoded = handler->decode(what.payload, handler->version);
  if (!decoded)
    throw std::logic_error(to_string(decoded.failure()));
  troupe::delivery how;
  how.topic = what.topic;
  how.key = what.key;
  how.time = now;
  how.attempt = one.attempt;
  one.stands_on->begin(handler->divides == troupe::division::single ? "" : what.key);
  std::string failure;
  bool crashed = false;
  try {
    auto said = handler->call(decoded->get(), how);
    if (said.what() != troupe::outcome::kind::done)
      failure = said.reason();
    if (said.what() == troupe::outcome::kind::reject)
      one.attempt = 9;
  } catch (const std::logic_error&) {
    throw;
  } catch (const std::exception& problem) {
    failure = problem.what();
    crashed = true;
  }
  one.stands_on->close();
  if (!commits)
    return;
  if (crashed) {
    ++crashes_;
    make(one);
  }
  if (failure.empty()) {
    commit(one);
  } else if (one.attempt < 9) {
    ++one.attempt;
    return;
  } else {
    dead_letters_.push_back({one.name, failure, what.payload});
  }
  one.attempt = 1;
  one.queue.pop_front();
}

void small_stage::commit(member& one) {
  one.stands_on->commit_state();
  for (auto& fact : one.stands_on->published)
    accept(std::move(fact));
  for (auto& letter : one.stands_on->dead_letters)
    dead_letters_.push_back(std::move(letter));
  if (one.stands_on->pause_)
    pauses_.push_back(*one.stands_on->pause_);
}

void small_stage::accept(event fact) {
  now += std::chrono::milliseconds{1};
  events_.push_back(std::move(fact));
  for (const auto& one : members_)
    if (one->handler_of(events_.back().topic))
      one->queue.push_back(events_.size() - 1);
}

std::size_t small_stage::count(const std::string& topic) const {
  return static_cast<std::size_t>(std::count_if(
      events_.begin(), events_.end(), [&topic](const event& one) { return one.topic == topic; }));
}

std::string small_stage::ask(const std::string& name, const std::string& key,
                             const std::string& question) const {
  for (const auto& one : members_)
    for (const auto& handler : one->live->handlers.queries) {
      if (handler.name != name)
        continue;
      auto stored = one->states.find(handler.keyed ? key : "");
      auto state = stored == one->states.end() ? one->offer->states.make()
                                               : *one->offer->states.decode(stored->second);
      auto answer = handler.call(question, state.get(), one->live->options.get());
      if (!answer)
        throw std::runtime_error(to_string(answer.failure()));
      return *answer;
    }
  throw std::logic_error("nobody answers " + name);
}

} // namespace commerce::support
