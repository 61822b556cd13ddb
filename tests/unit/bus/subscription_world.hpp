// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "bus/row_change.hpp"
#include "unit/bus/subscription_values.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>

namespace troupe::bus::trial {

/// A journal, a writer that takes its time, instances that fail and crash, somebody who replays and
/// resolves dead letters, pauses the subscription and sends it elsewhere, and one subscription that
/// must hold it all together. Every step is chosen by the seed. Where it `holds`, a dead letter
/// stays in the way of its key. Where there is a breaker, what the service stands on is down for a
/// while now and then.
class world {
public:
  world(std::uint32_t seed, std::size_t instances, std::size_t credit, bool holds = false,
        const std::optional<breaker_policy>& policy = {})
      : random_(seed), holds_(holds), mild_(seed % 3 == 0), breaker_(make_breaker(policy)),
        instances_(instances), settings_{.instances = instances,
                                         .credit = credit,
                                         .page = page,
                                         .breaker = breaker_},
        core_(settings_, in({"orders.*"}), 0) {
    carry_out(core_.start());
  }

  void live_for(int steps) {
    for (int i = 0; i < steps; ++i)
      step(roll(13));
  }

  /// No more events, failures and crashes: all must come to its end.
  void settle() {
    calm_ = true;
    pause(false);
    for (int i = 0; i < 200'000 && !done(); ++i) {
      ++clock_;
      for (unsigned what = 1; what < 8; ++what)
        step(what);
      step(10);
    }
  }

  bool done() const {
    return !seeking_ && journal_.size() == settled_ && parked_.empty() && letters_.empty();
  }

  /// What is not done, for whoever must find out why.
  std::string left() const {
    std::string out =
        "settled " + std::to_string(settled_) + " of " + std::to_string(journal_.size()) + ", " +
        std::to_string(parked_.size()) + " parked, " + std::to_string(letters_.size()) +
        " dead letters, " + std::to_string(mailbox_.size()) + " messages, " +
        std::to_string(writer_.size()) + " commits" + (seeking_ ? ", seeking" : "") +
        (settings_.paused ? ", paused" : "") + (breaker_ && !breaker_->is_closed() ? ", open" : "");
    for (const auto& x : instances_)
      out += std::string{"; instance "} + (x.up ? "up" : "down") + ", epoch " +
             std::to_string(x.epoch) + ", to do " + std::to_string(x.todo.size()) +
             (x.probe ? ", a probe" : "");
    for (const auto& [i, epoch] : ready_)
      out += "; ready " + std::to_string(i) + ": " + std::to_string(epoch);
    return out + "; core has " + std::to_string(core_.in_memory()) +
           (breaker_ ? ", breaker " + std::to_string(static_cast<int>(breaker_->look().is)) : "");
  }

  bool resolved_any() const { return resolved_any_; }
  std::size_t went_back() const { return went_back_; }
  std::size_t went_forward() const { return went_forward_; }
  std::size_t refused_seeks() const { return refused_seeks_; }

  struct breaker_counts {
    std::size_t opened = 0;
    std::size_t failed = 0; ///< probes
    std::size_t closed = 0;
    std::size_t lost = 0;    ///< probes whose instances went
    std::size_t let_go = 0;  ///< how often an instance let go of what it had
    std::size_t unspent = 0; ///< deliveries that it let go of
  };
  const breaker_counts& counts() const { return counts_; }

  void check() const {
    std::map<std::string, std::vector<sequence_number>> expected;
    for (const auto& e : journal_)
      if (e.topic != "stock.added" && resolved_.count(e.sequence) == 0 &&
          skipped_.count(e.sequence) == 0)
        expected[e.key].push_back(e.sequence);
    BOOST_TEST(handled_.size() == expected.size());
    for (const auto& [key, all] : expected) {
      const auto known = handled_.find(key);
      BOOST_TEST_REQUIRE((known != handled_.end()));
      auto handled = known->second;
      // What was a dead letter has lost its place, unless it held its key.
      BOOST_TEST(
          std::is_sorted(handled.begin(), std::stable_partition(handled.begin(), handled.end(),
                                                                [this](sequence_number n) {
                                                                  return replayed_.count(n) == 0;
                                                                })),
          "key " << key << " was not handled in order");
      std::sort(handled.begin(), handled.end());
      BOOST_TEST((handled == all), "key " << key << " was not handled, each once");
    }
    BOOST_TEST(settled_ == journal_.size());
    // A subscription that went on to deliver while the breaker is open would be told so each time.
    BOOST_TEST(counts_.let_go <= counts_.opened * instances_.size());
    for (const auto& e : journal_)
      if (e.topic != "stock.added") {
        const auto known = effects_.find(e.sequence);
        const auto times = known == effects_.end() ? 0 : known->second;
        BOOST_TEST((times == 1 || (times == 0 && let_go_.count(e.sequence) > 0)),
                   "event " << e.sequence << " had its effects " << times << " times");
      }
  }

private:
  static constexpr std::size_t page = 7;
  static constexpr int keys = 9;

  struct parked_row {
    sequence_number sequence;
    partition_number partition;
    std::string key;
    int due;
    std::size_t attempts;
    bool held = false;
    bool reread = false;
    bool replay = false;
    bool late = false;
  };

  /// What an instance wants committed: with the preconditions that the journal compares.
  struct commit {
    std::size_t instance;
    journal::epoch_number epoch;
    std::vector<journal::position_move> moves;
    std::vector<std::pair<std::string, sequence_number>> handled;
    std::vector<sequence_number> effects; ///< of those, that publish
    std::set<sequence_number> not_late;   ///< of those, replays that were promised to be not
    std::vector<parked_row> parks, reparks;
    std::vector<sequence_number> unparks, holds;
    acknowledgement word;
    std::vector<std::pair<std::string, sequence_number>> letters;
    std::vector<sequence_number> reread_letters;
    std::optional<parked_row> change; ///< of a dead letter, and nothing else
    row_change::kind how{};
    int reading = 0; ///< of a change
    bool claims = false;
    std::optional<sequence_number> seeks{};
  };

  struct instance {
    bool up = false;
    journal::epoch_number epoch = 0;
    std::deque<portion> todo;
    std::array<sequence_number, journal::partition_count> positions{};
    std::array<sequence_number, journal::partition_count> reread_to{};
    std::set<sequence_number> unhandled, left_out;
    std::map<std::string, int> waiting;
    commit open;
    std::uint64_t taken = 0;
    std::uint64_t told = 0; ///< of these, in a word
    std::uint64_t round = 0;
    std::optional<breaker::probe_number> probe;
  };

  unsigned roll(unsigned sides) { return static_cast<unsigned>(random_()) % sides; }
  static time_point time_of(int t) { return at(t); }
  std::chrono::nanoseconds elapsed() const { return std::chrono::seconds{clock_}; }
  actions tick() { return core_.tick(time_of(clock_), elapsed()); }

  std::shared_ptr<breaker> make_breaker(const std::optional<breaker_policy>& policy) {
    if (!policy)
      return nullptr;
    return std::make_shared<breaker>(*policy, [this](const breaker::change& x) {
      using kind = breaker::change::kind;
      ++(x.what == kind::opened   ? counts_.opened
         : x.what == kind::closed ? counts_.closed
                                  : counts_.failed);
      counts_.lost += x.why.find("went before") != std::string::npos ? 1 : 0;
    });
  }

  void step(unsigned what) {
    switch (what) {
    case 0:
      if (!calm_)
        publish();
      break;
    case 1:
    case 2:
      read_mail();
      break;
    case 3:
      write();
      break;
    case 4:
    case 5:
      work(roll(static_cast<unsigned>(instances_.size())));
      break;
    case 6:
      start(roll(static_cast<unsigned>(instances_.size())));
      break;
    case 7:
      ++clock_;
      is_down_ = breaker_ && (is_down_ ? roll(30) != 0 : roll(20) == 0);
      // Only when it asked for it: nobody else would wake it.
      if (wake_ && *wake_ <= time_of(clock_) && (calm_ || roll(4) == 0)) {
        wake_.reset();
        mailbox_.push_back([this] { return tick(); });
      }
      if (probe_wake_ && *probe_wake_ <= elapsed()) {
        probe_wake_.reset();
        mailbox_.push_back([this] { return tick(); });
      }
      break;
    case 8:
      if (roll(4) == 0)
        crash(roll(static_cast<unsigned>(instances_.size())));
      break;
    case 9:
      flush(roll(static_cast<unsigned>(instances_.size())));
      break;
    case 10:
      replay();
      break;
    case 11:
      if (roll(8) == 0)
        pause(roll(2) == 0);
      break;
    default:
      if (roll(16) == 0)
        seek();
      break;
    }
  }

  void pause(bool paused) {
    mailbox_.push_back([this, paused] {
      settings_.paused = paused;
      if (seeking_)
        return actions{};
      if (paused) {
        core_.pause();
        return actions{};
      }
      carry_out(tick());
      return core_.resume();
    });
  }

  /// What the actor does. The epoch was taken before it, so an instance may have claimed meanwhile.
  void seek() {
    if (std::exchange(seek_asked_, true))
      return;
    const auto end = static_cast<unsigned>(journal_.size());
    const auto far = roll(3) == 0 ? end : static_cast<unsigned>(settled_);
    const auto to = roll(3) == 0 ? far - std::min(roll(12), far) : roll(far + 1);
    mailbox_.push_back([this, to, epoch = ++last_epoch_] {
      seeking_ = true;
      ++reading_;
      settings_.last_epoch = epoch;
      commit c{};
      c.epoch = epoch;
      c.seeks = to;
      core_.give_up();
      for (std::size_t i = 0; i < instances_.size(); ++i) {
        if (instances_[i].up && ready_[i] == instances_[i].epoch)
          send_away(i);
      }
      ready_.clear();
      wake_.reset();
      writer_.push_back(std::move(c));
      for (std::size_t i = 0; i < instances_.size(); ++i)
        if (!instances_[i].up && roll(2) == 0)
          flush_last(i);
      return actions{};
    });
  }

  /// It has an exit message; what it was about to commit may still come.
  void send_away(std::size_t i) { instances_[i].up = false; }

  void flush_last(std::size_t i) {
    auto& x = instances_[i];
    x.up = true;
    flush(i);
    x.up = false;
  }

  void apply_seek(const commit& c) {
    const auto to = *c.seeks;
    const bool back = to < settled_;
    const bool office =
        back && std::any_of(parked_.begin(), parked_.end(), [&](const parked_row& row) {
          return row.sequence > to && (row.held || row.replay);
        });
    const bool accepted =
        !office && std::all_of(owner_.begin(), owner_.end(),
                               [&](journal::epoch_number owner) { return owner < c.epoch; });
    if (accepted) {
      owner_.fill(c.epoch);
      back ? go_back(to) : go_forward(to);
      settled_ = to;
    } else {
      ++refused_seeks_;
    }
    mailbox_.push_back([this, to, accepted] {
      core_ = subscription{settings_, in({"orders.*"}), accepted ? to : core_.settled()};
      seeking_ = seek_asked_ = false;
      carry_out(core_.start());
      for (auto& each : std::exchange(early_, {}))
        carry_out(each());
      return actions{};
    });
  }

  void go_back(sequence_number to) {
    ++went_back_;
    std::erase_if(unhandled_, [&](sequence_number n) {
      const auto partition = partition_of(journal_[n - 1].key);
      return n <= std::max(position_[partition], settled_);
    });
    for (const auto& row : parked_)
      if (row.sequence > to && !row.reread)
        unhandled_.insert(row.sequence);
    std::erase_if(parked_, [=](const parked_row& row) { return row.sequence > to; });
    left_out_.clear();
    for (const auto& [sequence, key] : letters_)
      if (sequence > to)
        left_out_.insert(sequence);
    for (std::size_t p = 0; p < position_.size(); ++p) {
      reread_to_[p] = std::max({reread_to_[p], position_[p], settled_});
      position_[p] = to;
    }
    // Whatever came of it is forgotten: it is handled once in this reading.
    for (auto at = handled_.begin(); at != handled_.end();) {
      std::erase_if(at->second, [=](sequence_number n) { return n > to; });
      at = at->second.empty() ? handled_.erase(at) : std::next(at);
    }
    const auto above = [=](sequence_number n) { return n > to; };
    std::erase_if(passed_, [&](sequence_number n) { return n > to && left_out_.count(n) == 0; });
    std::erase_if(skipped_, above);
    std::erase_if(resolved_, above);
    checked_ = std::min(checked_, to);
  }

  void go_forward(sequence_number to) {
    ++went_forward_;
    for (const auto& e : journal_)
      if (const auto n = e.sequence; n <= to && e.topic != "stock.added" &&
                                     n > std::max(position_[partition_of(e.key)], settled_) &&
                                     left_out_.count(n) == 0) {
        skipped_.insert(n);
        passed_.insert(n);
        let_go_.insert(n);
      }
  }

  /// Of a letter that may have been replayed meanwhile.
  void replay() {
    if (letters_.empty())
      return;
    const auto which = std::next(letters_.begin(), roll(static_cast<unsigned>(letters_.size())));
    const auto partition = partition_of(which->second);
    parked_row row{which->first, partition, which->second, -1'000'000, 0};
    row.reread = reread_letters_.count(row.sequence) > 0;
    const auto how = !holds_        ? row_change::kind::park
                     : roll(3) == 0 ? row_change::kind::resolve
                                    : row_change::kind::release;
    mailbox_.push_back([this, row, how] {
      commit c{};
      c.change = row;
      c.how = how;
      c.reading = reading_;
      actions next;
      if (seeking_)
        return next;
      if (how == row_change::kind::park) {
        auto begun = core_.park_begins(row.partition, row.sequence, row.key);
        if (!begun)
          return next;
        c.epoch = begun->epoch;
        c.change->late = begun->late;
        next = std::move(begun->next);
      } else if (const auto epoch = core_.owner_of(row.partition)) {
        c.epoch = *epoch;
      } else {
        return next;
      }
      writer_.push_back(std::move(c));
      return next;
    });
  }

  void apply_change(const commit& c) {
    const auto row = *c.change;
    const bool accepted = owner_[row.partition] == c.epoch && letters_.erase(row.sequence) > 0;
    if (accepted)
      change_row(row, c.how);
    mailbox_.push_back([this, row, accepted, epoch = c.epoch, how = c.how, reading = c.reading] {
      if (reading != reading_)
        return actions{};
      carry_out(tick());
      const auto changed = head_of_row(row).row;
      if (how == row_change::kind::park)
        return core_.park_decided(epoch, changed, accepted);
      if (!accepted)
        return actions{};
      return how == row_change::kind::release ? core_.released(epoch, changed)
                                              : core_.resolved(epoch, changed);
    });
  }

  void change_row(const parked_row& row, row_change::kind how) {
    if (how == row_change::kind::park) {
      const auto moved = std::max(position_[row.partition], reread_to_[row.partition]);
      parked_.push_back(row);
      parked_.back().replay = true;
      parked_.back().late = row.late || moved > row.sequence;
      replayed_.insert(row.sequence);
      return;
    }
    const auto known = find_row(row.sequence);
    BOOST_TEST_REQUIRE((known != parked_.end() && known->held));
    if (how == row_change::kind::release) {
      const bool reread = known->reread;
      *known = row;
      known->reread = reread;
      known->replay = true;
    } else {
      parked_.erase(known);
      resolved_.insert(row.sequence);
      let_go_.insert(row.sequence);
      resolved_any_ = true;
    }
  }

  void publish() {
    auto made = std::make_shared<journal::batch>();
    const auto count = 1 + roll(6);
    for (unsigned i = 0; i < count; ++i) {
      const auto* topic = roll(4) == 0 ? "stock.added" : "orders.placed";
      auto e =
          journal::trial::event(journal_.size() + 1, topic, "key-" + std::to_string(roll(keys)));
      e.sequence = journal_.size() + 1;
      journal_.push_back(e);
      made->events.push_back(std::move(e));
    }
    // Through each group that the subscription is in.
    for (auto times = 1 + roll(2); times > 0; --times)
      mailbox_.push_back([this, made] { return core_.live(made); });
  }

  void read_mail() {
    if (mailbox_.empty())
      return;
    const auto next = std::move(mailbox_.front());
    mailbox_.pop_front();
    carry_out(next());
  }

  void carry_out(actions all) {
    if (seeking_)
      return;
    std::deque<action> todo{std::make_move_iterator(all.begin()),
                            std::make_move_iterator(all.end())};
    while (!todo.empty()) {
      const auto next = std::move(todo.front());
      todo.pop_front();
      for (auto& more : std::visit([this](const auto& x) { return carry_out(x); }, next))
        todo.push_back(std::move(more));
    }
    BOOST_TEST_REQUIRE(core_.in_memory() <= instances_.size() * 2 * credit_max + page + 6);
    check_settled();
  }

  actions carry_out(const deliver& x) {
    BOOST_TEST_REQUIRE(!settings_.paused);
    auto& to = instances_[x.instance];
    if (!to.up || to.epoch != x.epoch || to.round != x.round)
      return {};
    to.todo.insert(to.todo.end(), x.items.begin(), x.items.end());
    if ((to.probe = x.probe))
      check_probe(x);
    return {};
  }
  /// It is the only one, and the first of its key.
  void check_probe(const deliver& x) const {
    BOOST_TEST_REQUIRE((x.items.size() == 1 && x.items.front().size() == 1));
    BOOST_TEST_REQUIRE(instances_[x.instance].todo.size() == 1);
    BOOST_TEST_REQUIRE(std::count_if(instances_.begin(), instances_.end(),
                                     [](const instance& i) { return i.up && i.probe; }) == 1);
    const auto& what = x.items.front().front();
    const auto first = std::find_if(parked_.begin(), parked_.end(),
                                    [&](const parked_row& row) { return row.key == what.key; });
    if (what.parked)
      BOOST_TEST_REQUIRE((first != parked_.end() && first->sequence == what.event->sequence));
  }
  actions carry_out(const want_word&) { return {}; }
  actions carry_out(const probe_at& x) {
    probe_wake_ = x.when;
    return {};
  }
  actions carry_out(const read_page& x) {
    mailbox_.push_back([this, after = x.after, reading = reading_] {
      if (reading != reading_)
        return actions{};
      auto found = std::make_shared<journal::batch>();
      auto upto = after;
      while (upto < journal_.size() && found->events.size() < page)
        if (const auto& e = journal_[upto++]; e.topic != "stock.added")
          found->events.push_back(e);
      return core_.page_read({found, upto, journal_.size()});
    });
    return {};
  }
  actions carry_out(const read_parked& x) {
    for (const auto& row : parked_)
      if (row.key == x.key)
        return core_.parked_read(x.key, head_of_row(row), event_at(row.sequence));
    return core_.parked_read(x.key, std::nullopt, nullptr);
  }
  actions carry_out(const wake_at& x) {
    wake_ = x.when;
    return {};
  }
  /// This one is never told to run a delivery alone.
  actions carry_out(const alone_over&) { return {}; }
  /// To the instance that was ready last, as the actor sends it.
  actions carry_out(const tell_parked& x) {
    if (auto& to = instances_[x.instance]; to.up && to.epoch == ready_[x.instance])
      ++to.waiting[x.key];
    return {};
  }
  actions carry_out(const tell_unparked& x) {
    if (auto& to = instances_[x.instance]; to.up && to.epoch == ready_[x.instance]) {
      --to.waiting[x.key];
      to.open.word.changes.push_back(
          {parked_change::kind::unparked, x.key, partition_of(x.key), {}, {}});
    }
    return {};
  }
  actions carry_out(const bus::settle& x) {
    settled_ = x.upto;
    return {};
  }

  /// Whatever is wanted and at or below the watermark is handled or parked, durably.
  void check_settled() {
    for (auto n = checked_; n < settled_; ++n) {
      const auto& e = journal_[n];
      BOOST_TEST_REQUIRE((e.topic == "stock.added" || passed_.count(e.sequence) > 0),
                         "event " << e.sequence << " is neither handled nor parked, and settled");
    }
    checked_ = settled_;
  }

  void start(std::size_t i) {
    auto& x = instances_[i];
    if (x.up)
      return;
    x = {};
    x.up = true;
    x.epoch = ++last_epoch_;
    x.open.instance = i;
    x.open.epoch = x.epoch;
    commit claim = x.open;
    claim.claims = true;
    writer_.push_back(std::move(claim));
  }

  void crash(std::size_t i) {
    auto& x = instances_[i];
    if (!x.up || calm_)
      return;
    flush_or_forget(x);
    x.up = false;
    if (roll(3) == 0)
      return; // Its successor is ready before anybody hears of its end.
    mailbox_.push_back([this, i] {
      carry_out(tick());
      return core_.gone(i);
    });
  }

  void flush_or_forget(instance& x) {
    if (roll(2) == 0)
      flush(x.open.instance);
  }

  void work(std::size_t i) {
    auto& x = instances_[i];
    for (auto count = 1 + roll(5); x.up && count > 0 && !x.todo.empty(); --count) {
      if (breaker_ && !breaker_->is_closed() && !x.probe)
        return let_go(i);
      auto& first = x.todo.front();
      handle(x, first.front());
      first.pop_front();
      if (first.empty())
        x.todo.pop_front();
    }
    if (calm_)
      flush(i);
  }

  void let_go(std::size_t i) {
    auto& x = instances_[i];
    ++counts_.let_go;
    for (const auto& each : x.todo)
      counts_.unspent += each.size();
    x.todo.clear();
    ++x.round;
    flush(i);
    mailbox_.push_back(
        [this, i, epoch = x.epoch, taken = x.taken] { return core_.let_go(i, epoch, taken); });
  }

  void tell(instance& x, breaker::result what) {
    if (breaker_ && breaker_->settled(what, std::exchange(x.probe, std::nullopt), "no", elapsed()))
      mailbox_.push_back([this] { return tick(); });
  }

  bool fails(unsigned one_in) { return !calm_ && (is_down_ ? roll(8) != 0 : roll(one_in) == 0); }

  void handle(instance& x, const item& what) {
    ++x.taken;
    const auto sequence = what.event->sequence;
    const std::string key{what.key};
    const bool reread = is_reread(x, what);
    const auto handled = [&] {
      x.open.handled.push_back({key, sequence});
      if (is_replayed(what) && !what.replay->late)
        x.open.not_late.insert(sequence);
      if (!reread)
        x.open.effects.push_back(sequence);
    };
    const auto buried = [&] {
      x.open.letters.push_back({key, sequence});
      if (reread)
        x.open.reread_letters.push_back(sequence);
    };
    if (what.parked) {
      BOOST_TEST_REQUIRE(x.waiting[key] > 0);
      if (fails(3)) {
        tell(x, breaker::result::failed);
        const parked_row again{sequence, what.partition, key, clock_ + static_cast<int>(roll(20)),
                               what.attempts.size()};
        x.open.reparks.push_back(again);
        x.open.word.changes.push_back(
            {parked_change::kind::reparked, key, what.partition, sequence, time_of(again.due)});
        return;
      }
      const bool is_over = fails_for_good();
      tell(x, is_over ? breaker::result::neither : breaker::result::handled);
      if (is_over)
        buried();
      else
        handled();
      if (is_over && holds_) {
        x.open.holds.push_back(sequence);
        return say_held(x, what);
      }
      x.open.unparks.push_back(sequence);
      --x.waiting[key];
      x.open.word.changes.push_back({parked_change::kind::left, key, what.partition, sequence, {}});
      return;
    }
    BOOST_TEST_REQUIRE(sequence > x.positions[what.partition]);
    if (sequence <= x.reread_to[what.partition] && x.left_out.count(sequence) > 0)
      return tell(x, breaker::result::neither);
    x.open.moves.push_back({what.partition, x.positions[what.partition], sequence});
    x.positions[what.partition] = sequence;
    if (x.waiting[key] > 0) {
      tell(x, breaker::result::neither);
      x.open.parks.push_back({sequence, what.partition, key, -1'000'000, 0, false, reread});
      ++x.waiting[key];
    } else if (fails(4)) {
      tell(x, breaker::result::failed);
      const auto due = clock_ + static_cast<int>(roll(20));
      x.open.parks.push_back({sequence, what.partition, key, due, 1, false, reread});
      ++x.waiting[key];
      x.open.word.changes.push_back(
          {parked_change::kind::parked, key, what.partition, sequence, time_of(due)});
    } else if (!fails_for_good()) {
      tell(x, breaker::result::handled);
      handled();
    } else {
      tell(x, breaker::result::neither);
      buried();
      if (holds_) {
        x.open.parks.push_back({sequence, what.partition, key, -1'000'000, 0, true, reread});
        ++x.waiting[key];
        say_held(x, what);
      }
    }
  }

  static bool is_reread(const instance& x, const item& what) {
    if (what.parked)
      return what.replay != nullptr && what.replay->reread;
    return what.event->sequence <= x.reread_to[what.partition] &&
           x.unhandled.count(what.event->sequence) == 0;
  }

  /// A dead letter, and not only what its subscription went back to.
  bool is_replayed(const item& what) const {
    return what.parked && std::any_of(parked_.begin(), parked_.end(), [&](const parked_row& row) {
             return row.sequence == what.event->sequence && row.replay;
           });
  }

  static void say_held(instance& x, const item& what) {
    x.open.word.changes.push_back({parked_change::kind::held,
                                   std::string{what.key},
                                   what.partition,
                                   what.event->sequence,
                                   {}});
  }

  bool fails_for_good() { return !calm_ && !mild_ && roll(6) == 0; }

  void flush(std::size_t i) {
    auto& x = instances_[i];
    if (!x.up || (x.taken == x.told && x.open.word.changes.empty()))
      return;
    x.told = x.taken;
    auto all = std::exchange(x.open, {});
    x.open.instance = i;
    x.open.epoch = x.epoch;
    all.word.taken = x.taken;
    writer_.push_back(std::move(all));
  }

  void write() {
    for (auto count = 1 + roll(4); count > 0 && !writer_.empty(); --count) {
      const auto c = std::move(writer_.front());
      writer_.pop_front();
      if (c.claims)
        claim(c);
      else if (c.seeks)
        apply_seek(c);
      else if (c.change)
        apply_change(c);
      else
        apply(c);
    }
  }

  void claim(const commit& c) {
    auto& x = instances_[c.instance];
    if (owner_[c.instance] >= c.epoch) { // A seek came before it: its start has failed.
      if (x.epoch == c.epoch)
        x.up = false;
      return;
    }
    for (std::size_t p = c.instance; p < journal::partition_count; p += instances_.size())
      owner_[p] = c.epoch;
    if (x.epoch != c.epoch || !x.up)
      return; // It crashed before it was ready.
    subscription::positions where{};
    for (std::size_t p = 0; p < where.size(); ++p)
      where[p].position = std::max(position_[p], settled_);
    x.reread_to = reread_to_;
    x.unhandled = unhandled_;
    x.left_out = left_out_;
    for (std::size_t p = 0; p < where.size(); ++p)
      x.positions[p] = where[p].position;
    std::vector<journal::parked_head> heads;
    std::set<std::string> seen;
    for (const auto& row : parked_) {
      ++x.waiting[row.key];
      if (seen.insert(row.key).second)
        heads.push_back(head_of_row(row));
    }
    const auto take_on = [this, c, where, heads] {
      carry_out(tick());
      if (!core_.is_news(c.instance, c.epoch))
        return actions{};
      ready_[c.instance] = c.epoch;
      return core_.ready(c.instance, c.epoch, where, heads);
    };
    mailbox_.push_back([this, c, take_on] {
      if (c.epoch <= settings_.last_epoch) {
        if (instances_[c.instance].epoch == c.epoch)
          send_away(c.instance);
      } else if (seeking_) {
        early_.push_back(take_on);
      } else {
        return take_on();
      }
      return actions{};
    });
  }

  void apply(const commit& c) {
    if (owner_[c.instance] != c.epoch)
      return; // Refused: of an instance that is gone.
    for (const auto& move : c.moves) {
      const auto furthest = std::max(position_[move.partition], settled_);
      BOOST_TEST_REQUIRE(move.expected >= position_[move.partition]);
      BOOST_TEST_REQUIRE(move.expected <= furthest);
      BOOST_TEST_REQUIRE(move.to > furthest);
      position_[move.partition] = move.to;
    }
    for (const auto sequence : c.unparks) {
      const auto known = find_row(sequence);
      BOOST_TEST_REQUIRE((known != parked_.end()));
      parked_.erase(known);
    }
    for (const auto sequence : c.holds) {
      const auto known = find_row(sequence);
      BOOST_TEST_REQUIRE((known != parked_.end() && !known->held));
      known->held = true;
    }
    for (const auto& again : c.reparks) {
      const auto known = find_row(again.sequence);
      BOOST_TEST_REQUIRE((known != parked_.end()));
      BOOST_TEST_REQUIRE(known->attempts == again.attempts);
      ++known->attempts;
      known->due = again.due;
    }
    for (const auto& row : c.parks) {
      parked_.push_back(row);
      passed_.insert(row.sequence);
    }
    for (const auto sequence : c.effects)
      ++effects_[sequence];
    reread_letters_.insert(c.reread_letters.begin(), c.reread_letters.end());
    for (const auto& [key, sequence] : c.letters) {
      letters_.emplace(sequence, key);
      passed_.insert(sequence);
    }
    for (const auto& [key, sequence] : c.handled) {
      for (const auto before : handled_[key])
        BOOST_TEST_REQUIRE((before < sequence || c.not_late.count(sequence) == 0),
                           "event " << sequence << " came late, and was not told so");
      handled_[key].push_back(sequence);
      passed_.insert(sequence);
    }
    mailbox_.push_back([this, c] { return core_.acknowledged(c.instance, c.epoch, c.word); });
  }

  std::vector<parked_row>::iterator find_row(sequence_number sequence) {
    return std::find_if(parked_.begin(), parked_.end(),
                        [=](const parked_row& x) { return x.sequence == sequence; });
  }

  journal::parked_head head_of_row(const parked_row& x) const {
    journal::parked_head head;
    head.row.key = x.key;
    head.row.partition = x.partition;
    head.row.sequence = x.sequence;
    head.row.due = time_of(x.due);
    head.row.attempts.resize(x.attempts);
    head.row.reread = x.reread;
    head.row.replay = x.replay;
    head.row.late = x.late;
    if (x.held)
      head.row.letter = journal::trial::id(x.sequence);
    return head;
  }

  event_ptr event_at(sequence_number n) const {
    return std::make_shared<const journal::event_record>(journal_[n - 1]);
  }

  static constexpr std::size_t credit_max = 5;

  std::mt19937 random_;
  bool holds_;
  bool mild_; ///< nothing becomes a dead letter, so that it can go back whenever it wants
  std::shared_ptr<breaker> breaker_;
  std::vector<instance> instances_;
  subscription_settings settings_;
  bool seek_asked_ = false;
  bool seeking_ = false;
  int reading_ = 0;
  std::vector<std::function<actions()>> early_;
  std::array<sequence_number, journal::partition_count> reread_to_{};
  std::set<sequence_number> unhandled_, left_out_; ///< as the journal keeps them
  std::set<sequence_number> skipped_;              ///< by a seek, in the present reading
  std::set<sequence_number> let_go_;               ///< skipped or resolved at some time
  std::set<sequence_number> reread_letters_;
  std::map<sequence_number, int> effects_;
  bool resolved_any_ = false;
  std::size_t went_back_ = 0, went_forward_ = 0, refused_seeks_ = 0;
  std::map<std::size_t, journal::epoch_number> ready_; ///< the epoch of the last that was ready
  std::deque<std::function<actions()>> mailbox_;
  std::deque<commit> writer_;
  std::vector<journal::event_record> journal_;
  std::array<sequence_number, journal::partition_count> position_{};
  std::array<journal::epoch_number, journal::partition_count> owner_{};
  std::vector<parked_row> parked_;
  std::map<std::string, std::vector<sequence_number>> handled_;
  std::map<sequence_number, std::string> letters_;
  std::set<sequence_number> replayed_;
  std::set<sequence_number> resolved_;
  std::set<sequence_number> passed_;
  sequence_number settled_ = 0;
  sequence_number checked_ = 0;
  journal::epoch_number last_epoch_ = 0;
  int clock_ = 0;
  std::optional<time_point> wake_;
  std::optional<std::chrono::nanoseconds> probe_wake_;
  bool calm_ = false;
  bool is_down_ = false;
  breaker_counts counts_{};
  subscription core_;
};

} // namespace troupe::bus::trial
