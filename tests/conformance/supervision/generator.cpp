// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "conformance/supervision/generator.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string>
#include <utility>

namespace troupe::conformance {

using namespace supervision;

namespace {

class author {
public:
  author(std::uint64_t seed, std::uint64_t turn) : random_(seed + (turn << 48)), seed_(seed) {
    all_.name = "seed_" + std::to_string(seed);
  }

  scenario write() {
    all_.root = supervisor_node("top", 1);
    all_.root.spec = {"top", restart_type::permanent, child_type::supervisor};
    all_.root.fails.clear();
    begin_with_all_sorts();
    learn("", all_.root);
    for (const auto& x : supervisors_)
      if (x.second.is_dynamic())
        for (int i = below(4); i >= 0; --i)
          start_dynamic(x.first);
    all_.steps.insert(all_.steps.end(), first_steps_.begin(), first_steps_.end());
    for (int left = 5 + below(8); left > 0; --left)
      act();
    return std::move(all_);
  }

private:
  using supervisor = std::pair<std::string, node>;

  // Neighbouring seeds begin with each strategy, restart type and reason in turn, so that a run
  // leaves none of them to chance; and with what chance seldom brings: a restart that is just one
  // period old, and two significant children.
  void begin_with_all_sorts() {
    constexpr std::array reasons{"normal", "shutdown", "error", "killed"};
    auto& flags = all_.root.supervisor;
    flags.strategy = static_cast<strategy>(seed_ % 4);
    const auto restart = static_cast<restart_type>(seed_ / 4 % 3);
    const bool seldom = seed_ / 48 % 2 == 0;
    const bool two_significant = restart != restart_type::permanent;
    if (two_significant)
      flags.auto_shutdown = seldom ? auto_shutdown::all : auto_shutdown::any;
    const bool dynamic = all_.root.is_dynamic();
    auto first = worker_node(dynamic ? "kind" : "f", flags.auto_shutdown, dynamic);
    first.spec.restart = restart;
    first.spec.significant = two_significant;
    first.ignores.clear();
    first.fails.clear();
    if (dynamic)
      all_.root.children.clear();
    all_.root.children.insert(all_.root.children.begin(), first);
    if (two_significant && !dynamic) {
      first.spec.id = "g";
      first.hangs = false;
      all_.root.children.push_back(first);
    }
    step end{step::kind::exit, dynamic ? "top/d1" : "top/f"};
    end.reason = reasons[seed_ / 12 % 4];
    first_steps_ = {end};
    if (seldom && restart == restart_type::permanent) {
      flags.intensity = 1;
      first_steps_.push_back({step::kind::advance});
      first_steps_.back().seconds = static_cast<int>(flags.period / std::chrono::seconds{1});
      first_steps_.push_back(end);
    }
  }

  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }
  bool chance(int percent) { return below(100) < percent; }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
  }
  restart_type any_restart() { return static_cast<restart_type>(below(3)); }

  supervisor_spec flags(bool dynamic) {
    supervisor_spec out;
    out.strategy = dynamic ? strategy::simple_one_for_one : static_cast<strategy>(below(3));
    out.intensity = static_cast<std::uint32_t>(below(5));
    out.period = std::chrono::seconds{1 + below(8)};
    if (chance(50))
      out.auto_shutdown = chance(50) ? auto_shutdown::any : auto_shutdown::all;
    return out;
  }

  void make_child(node& out, auto_shutdown of_parent) {
    out.spec.restart = any_restart();
    out.spec.significant = of_parent != auto_shutdown::never &&
                           out.spec.restart != restart_type::permanent && chance(50);
  }

  node supervisor_node(const std::string& id, int depth) {
    node out;
    out.spec.id = id;
    out.spec.type = child_type::supervisor;
    const bool dynamic = depth > 1 ? chance(35) : chance(10);
    out.supervisor = flags(dynamic);
    if (chance(10))
      out.spec.shutdown = shutdown_policy::after(std::chrono::seconds{5});
    if (chance(6))
      out.fails.push_back(2 + below(2));
    if (dynamic) {
      out.children.push_back(worker_node("kind", out.supervisor.auto_shutdown, true));
      return out;
    }
    for (int count = 1 + below(4), i = 0; i < count; ++i) {
      const std::string name(1, static_cast<char>('a' + i));
      if (depth < 4 && chance(depth == 1 ? 40 : 25)) {
        auto child = supervisor_node(name, depth + 1);
        make_child(child, out.supervisor.auto_shutdown);
        out.children.push_back(std::move(child));
      } else {
        out.children.push_back(worker_node(name, out.supervisor.auto_shutdown, false));
      }
    }
    return out;
  }

  node worker_node(const std::string& id, auto_shutdown of_parent, bool dynamic) {
    node out;
    out.spec.id = id;
    make_child(out, of_parent);
    if (!hangs_ && chance(12)) {
      hangs_ = out.hangs = true;
      out.spec.shutdown = chance(60) ? shutdown_policy::after(std::chrono::milliseconds{20})
                                     : shutdown_policy::brutal();
    } else if (chance(40)) {
      const std::array ways{shutdown_policy::brutal(), shutdown_policy::infinity(),
                            shutdown_policy::after(std::chrono::seconds{1})};
      out.spec.shutdown = ways[static_cast<std::size_t>(below(3))];
    }
    if (!out.hangs && chance(12))
      out.ends_with = chance(50) ? "normal" : "error";
    if (chance(20))
      for (int attempt = 2; attempt < 6; ++attempt)
        if (chance(40))
          out.fails.push_back(attempt);
    if (chance(5))
      out.fails_from = 2 + below(3);
    if (chance(1))
      out.fails.push_back(1);
    if (!dynamic && chance(8))
      out.ignores.push_back(1 + below(3));
    return out;
  }

  void learn(const std::string& above, const node& x) {
    const auto path = above.empty() ? x.spec.id : above + '/' + x.spec.id;
    supervisors_.emplace_back(path, x);
    workers_[path];
    if (x.is_dynamic())
      return;
    for (const auto& child : x.children)
      if (child.is_supervisor())
        learn(path, child);
      else
        workers_[path].push_back(child.spec.id);
  }

  void act() {
    const auto& to = one_of(supervisors_);
    const int what = below(100);
    if (what < 46)
      end_worker(to);
    else if (what < 56)
      advance();
    else if (what < 76)
      call(to);
    else if (what < 90)
      burst(to);
    else if (what < 97)
      replace(to);
    else
      ask(to);
  }

  void advance() {
    step out{step::kind::advance};
    out.seconds = 1 + below(6);
    all_.steps.push_back(out);
  }

  void end_worker(const supervisor& of) {
    const auto& names = workers_[of.first];
    if (names.empty())
      return;
    constexpr std::array reasons{"normal", "shutdown", "error", "error", "killed"};
    step out{step::kind::exit, of.first + '/' + one_of(names)};
    out.reason = reasons[static_cast<std::size_t>(below(5))];
    all_.steps.push_back(out);
  }

  void start_dynamic(const std::string& path) {
    step out{step::kind::start, path, "d" + std::to_string(++last_name_)};
    out.with.spec.id = out.id;
    workers_[path].push_back(out.id);
    all_.steps.push_back(out);
  }

  void start_static(const supervisor& to) {
    auto child =
        worker_node(chance(60) ? "n" + std::to_string(++last_name_) : any_worker(to),
                    chance(95) ? to.second.supervisor.auto_shutdown : auto_shutdown::any, false);
    // New specs may give one of a name that they have 'infinity', and it would be waited for so
    // long.
    const auto& specs = to.second.children;
    if (std::any_of(specs.begin(), specs.end(),
                    [&](const node& x) { return x.spec.id == child.spec.id; }))
      child.hangs = false;
    if (chance(15))
      child.fails.push_back(1);
    if (workers_[to.first].empty() || chance(70))
      workers_[to.first].push_back(child.spec.id);
    step out{step::kind::start, to.first, child.spec.id};
    out.with = std::move(child);
    all_.steps.push_back(out);
  }

  std::string any_id(const supervisor& of) {
    if (!of.second.is_dynamic() && chance(15))
      return of.second.children.empty() ? "z" : one_of(of.second.children).spec.id;
    return any_worker(of);
  }

  std::string any_worker(const supervisor& of) {
    const auto& names = workers_[of.first];
    return names.empty() || chance(5) ? "z" : one_of(names);
  }

  void call(const supervisor& to) {
    constexpr std::array kinds{step::kind::terminate, step::kind::terminate, step::kind::restart,
                               step::kind::remove};
    if (!chance(35))
      all_.steps.push_back({kinds[static_cast<std::size_t>(below(4))], to.first, any_id(to)});
    else if (to.second.is_dynamic())
      start_dynamic(to.first);
    else
      start_static(to);
  }

  void burst(const supervisor& of) {
    all_.steps.push_back({step::kind::suspend, of.first});
    for (int left = 2 + below(3); left > 0; --left)
      if (chance(65))
        end_worker(of);
      else
        call(of);
    all_.steps.push_back({step::kind::resume, of.first});
  }

  void replace(const supervisor& of) {
    if (of.second.is_dynamic())
      return;
    step out{step::kind::replace, of.first};
    out.with.spec.type = child_type::supervisor;
    out.with.supervisor = flags(false);
    for (auto child : of.second.children) {
      if (child.is_supervisor() || chance(30))
        continue;
      make_child(child, chance(95) ? out.with.supervisor.auto_shutdown : auto_shutdown::any);
      out.with.children.push_back(std::move(child));
    }
    if (chance(40))
      out.with.children.push_back(worker_node("n" + std::to_string(++last_name_),
                                              out.with.supervisor.auto_shutdown, false));
    all_.steps.push_back(out);
    if (chance(60))
      end_worker(of);
  }

  void ask(const supervisor& of) {
    if (of.second.is_dynamic() || chance(50))
      all_.steps.push_back({step::kind::spec, of.first, any_id(of)});
    else
      all_.steps.push_back({step::kind::count, of.first});
  }

  std::mt19937_64 random_;
  std::uint64_t seed_;
  scenario all_;
  std::vector<step> first_steps_;
  std::vector<supervisor> supervisors_;
  std::map<std::string, std::vector<std::string>> workers_;
  bool hangs_ = false;
  int last_name_ = 0;
};

} // namespace

scenario generate(std::uint64_t seed) {
  for (std::uint64_t turn = 0;; ++turn)
    if (auto x = author{seed, turn}.write(); is_playable(x))
      return x;
}

} // namespace troupe::conformance
