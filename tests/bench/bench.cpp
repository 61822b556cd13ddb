// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/bench.hpp"

#include "assembly/first_event.hpp"
#include "execution/freed_memory.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <stdexcept>

namespace troupe::bench {

void print(const std::string& what, double figure, const std::string& unit,
           const std::string& beside) {
  std::printf("%-46s %14.1f %-14s %s\n", what.c_str(), figure, unit.c_str(), beside.c_str());
  std::fflush(stdout);
}

deploy::service& deployment::add_child(const std::string& offer) {
  deploy::service child;
  child.id = offer;
  child.offer = offer;
  what.tree.children.push_back({child});
  return std::get<deploy::service>(what.tree.children.back().is);
}

void deployment::start(const std::filesystem::path& journal) {
  auto storage = journal::open_sqlite(journal, {});
  if (!storage)
    throw std::runtime_error(to_string(storage.failure()));
  assembly::running::settings settings;
  settings.seed = std::random_device{}();
  settings.log = [](log_level level, std::string_view who, std::string_view text) {
    if (level == log_level::error) // That something crashes is what some measure.
      std::cerr << who << ": " << text << '\n';
  };
  auto made = assembly::running::start(
      what,
      [this](const std::string& name) -> const service_offer* {
        for (const auto& o : offers.services())
          if (o.name == name)
            return &o;
        return nullptr;
      },
      *std::move(storage), settings);
  if (!made)
    throw std::runtime_error(to_string(made.failure()));
  running_ = *std::move(made);
}

void deployment::publish(std::vector<outgoing> facts, journal::writer::completion then) {
  if (const auto taken = running_->publish(std::move(facts), std::move(then)); !taken)
    throw std::runtime_error(to_string(taken.failure()));
}

void deployment::settle() {
  running_->end_when_idle();
  while (!running_->wait(std::chrono::seconds{60}))
    ;
}

void deployment::stop() {
  running_.reset();
}

price_changed make_price(std::uint64_t number, std::uint64_t keys) {
  return {"sku-" + std::to_string(number % keys), std::string(230, 'x'),
          static_cast<std::int64_t>(number)};
}

outgoing encode(const price_changed& x) {
  return troupe::encode(x);
}

journal::event_record record_of(outgoing fact, const uuid& id) {
  journal::event_record made;
  made.topic = fact.topic;
  assembly::fill_first_event(made, std::move(fact), id, system_time().now(), "troupe", {});
  return made;
}

double flow(deployment& shop, const traffic& what) {
  constexpr std::uint64_t batch = 16;
  constexpr std::uint64_t under_way_max = 16'384; // So that memory is not what is measured.
  const auto& handled = shop.running().doings().handled;
  const std::uint64_t before = handled;
  const stop_watch watch;
  const auto must_wait = [&](std::uint64_t published) {
    return what.rate > 0 ? watch.seconds() * what.rate < static_cast<double>(published)
                         : published > handled - before + under_way_max;
  };
  for (std::uint64_t i = 0; i < what.events;) {
    while (must_wait(i))
      shop.running().wait(std::chrono::microseconds{100});
    std::vector<outgoing> facts;
    for (const auto end = std::min(what.events, i + batch); i < end; ++i)
      facts.push_back(encode(make_price(what.first + i, what.keys)));
    shop.publish(std::move(facts));
  }
  while (handled - before < what.events)
    shop.running().wait(std::chrono::microseconds{100});
  return static_cast<double>(what.events) / watch.seconds();
}

behavior keeper(service<last_price>* self) {
  return {[self](const price_changed& p) { self->state().price_minor = p.price_minor; }};
}

double percent(double part, double whole) {
  return 100 * part / whole;
}

} // namespace troupe::bench

int main(int argc, char** argv) {
  using namespace troupe::bench;
  const std::map<std::string, void (*)()> all{{"durable_publish", durable_publish},
                                              {"large_journal", large_journal},
                                              {"recovery", recovery},
                                              {"retry_storm", retry_storm},
                                              {"fan_out", fan_out},
                                              {"latency", latency},
                                              {"order_flow", order_flow},
                                              {"restart", restart},
                                              {"opening", opening},
                                              {"dynamic_children", dynamic_children},
                                              {"after_a_crash", after_a_crash},
                                              {"beside_crashes", beside_crashes},
                                              {"large_tree", large_tree},
                                              {"reload", reload},
                                              {"kit", kit},
                                              {"idle", idle}};
  troupe::execution::keep_freed_memory(); // As the program does.
  try {
    if (argc == 1)
      for (const auto& [name, measure] : all)
        measure();
    for (int i = 1; i < argc; ++i) {
      const auto chosen = all.find(argv[i]);
      if (chosen == all.end()) {
        std::cerr << argv[i] << " is no measurement; there are:";
        for (const auto& [name, measure] : all)
          std::cerr << ' ' << name;
        std::cerr << '\n';
        return 64;
      }
      chosen->second();
    }
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 70;
  }
}
