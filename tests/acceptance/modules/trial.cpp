// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include <boost/describe.hpp>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include <sys/mman.h>
#include <unistd.h>

/// A small module for trying the program: a source of numbers, and a service that adds them up and
/// fails on demand.
namespace trial {

struct number_drawn {
  static constexpr troupe::event_type type{"numbers.drawn", 1};
  std::int64_t number = 0;
  std::string colour;
  static constexpr auto key = &number_drawn::number;
  static constexpr auto constraints =
      troupe::constraints(troupe::matches(&number_drawn::colour, "[a-z]*"));
};
BOOST_DESCRIBE_STRUCT(number_drawn, (), (number, colour))

struct number_added {
  static constexpr troupe::event_type type{"numbers.added", 1};
  std::int64_t number = 0;
  std::int64_t sum = 0;
  static constexpr auto key = &number_added::number;
  static constexpr auto constraints =
      troupe::constraints(troupe::at_most(&number_added::sum, 9'000'000'000'000'000'000));
};
BOOST_DESCRIBE_STRUCT(number_added, (), (number, sum))

struct reminder_due {
  static constexpr troupe::event_type type{"reminders.due", 1};
};
BOOST_DESCRIBE_STRUCT(reminder_due, (), ())

struct source_options {
  std::int64_t count = 10;
  bool endless = false;
  bool stops = false; ///< itself, once it is done
  std::int64_t bad_lines = 0;
};
BOOST_DESCRIBE_STRUCT(source_options, (), (count, endless, stops, bad_lines))

struct source_state {
  std::int64_t drawn = 0;
};
BOOST_DESCRIBE_STRUCT(source_state, (), (drawn))

troupe::behavior source(troupe::service<source_state, source_options>* self) {
  return {troupe::pull([self](std::size_t demand) {
    auto& drawn = self->state().drawn;
    const auto& options = self->options();
    if (drawn == 0)
      for (std::int64_t i = 1; i <= options.bad_lines; ++i)
        self->dead_letter("line \x1b " + std::to_string(i), "a number was expected");
    for (std::size_t i = 0; i < demand && (options.endless || drawn < options.count); ++i) {
      ++drawn;
      self->publish(number_drawn{drawn, drawn % 2 == 0 ? "red" : "black"});
    }
    if (options.stops && drawn == options.count)
      self->stop("all numbers are drawn");
    return options.endless || drawn < options.count ? troupe::progress::more()
                                                    : troupe::progress::end();
  })};
}

enum class ways {
  none,
  reject,
  retry,
  crash,
  hang,
  segfault,
  abort,
  overflow,
  divide,
  trap,
  beyond,
  thread,
  exit,
  kill
};
BOOST_DESCRIBE_ENUM(ways, none, reject, retry, crash, hang, segfault, abort, overflow, divide, trap,
                    beyond, thread, exit, kill)

struct adder_options {
  ways fails = ways::none;
  std::int64_t fails_every = 1; ///< on the numbers that this divides
  bool remind = false;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(adder_options, (), (fails, fails_every, remind, password))

struct sums {
  std::int64_t count = 0;
  std::int64_t sum = 0;
};
BOOST_DESCRIBE_STRUCT(sums, (), (count, sum))

struct get_sums {
  static constexpr troupe::query_type type{"trial.get_sums"};
  using reply = sums;
  bool doubled = false;
};
BOOST_DESCRIBE_STRUCT(get_sums, (), (doubled))

/// Whoever reads a byte at address 0 dies of SIGSEGV.
int read_from(const volatile int* address) {
  return *address;
}

/// Deeper than any stack, and not as a loop: each call needs a piece of it.
int overflow(int depth) {
  volatile char piece[4096];
  piece[depth % 4096] = 1;
  return depth == 1'000'000'000 ? 0 : overflow(depth + 1) + piece[0];
}

/// Whoever divides by 0 dies of SIGFPE, where no sanitizer complains before.
__attribute__((no_sanitize("undefined"))) int divide_by_zero() {
  const volatile int zero = 0;
  return 42 / zero;
}

/// Whoever reads a mapped file beyond its end dies of SIGBUS.
int read_beyond_the_end() {
  const int file = ::memfd_create("empty", MFD_CLOEXEC);
  return read_from(static_cast<const int*>(::mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0)));
}

troupe::outcome fail(ways how) {
  switch (how) {
  case ways::reject:
    return troupe::reject("an unlucky number");
  case ways::retry:
    return troupe::retry("not today");
  case ways::crash:
    throw std::runtime_error("the adder is broken");
  case ways::hang:
    std::fputs("the adder hangs\n", stderr);
    for (;;)
      ::pause();
  case ways::segfault:
    return read_from(nullptr) == 0 ? troupe::done() : troupe::reject("");
  case ways::abort:
    std::abort();
  case ways::overflow:
    return overflow(0) == 0 ? troupe::done() : troupe::reject("");
  case ways::divide:
    return divide_by_zero() == 0 ? troupe::done() : troupe::reject("");
  case ways::trap:
    __builtin_trap();
  case ways::beyond:
    return read_beyond_the_end() == 0 ? troupe::done() : troupe::reject("");
  case ways::thread:
    std::thread{[] { read_from(nullptr); }}.join();
    break;
  case ways::exit:
    ::_exit(1);
  case ways::kill:
    ::kill(::getpid(), SIGKILL);
    for (;;)
      ::pause();
  case ways::none:
    break;
  }
  return troupe::done();
}

using adder_service = troupe::service<sums, adder_options>;

troupe::behavior adder(adder_service* self) {
  return {
      troupe::single([self](const number_drawn& x) {
        const auto& options = self->options();
        if (options.fails != ways::none && x.number % options.fails_every == 0)
          return fail(options.fails);
        auto& total = self->state();
        ++total.count;
        total.sum += x.number;
        self->publish(number_added{x.number, total.sum});
        if (options.remind && x.number == 1)
          self->publish_after(std::chrono::hours{1}, reminder_due{});
        return troupe::done();
      }),
      [](const get_sums& query, const adder_service& from) {
        auto answer = from.state();
        if (query.doubled)
          answer.sum *= 2;
        return answer;
      },
  };
}

/// Tells the world outside of each number, with the key by which that can know it again; and then
/// what is told to it.
troupe::behavior teller(troupe::service<troupe::nothing, adder_options>* self) {
  return {[self](const number_drawn& x, const troupe::delivery& d) {
    std::fprintf(stderr, "told of %d with key %s\n", static_cast<int>(x.number),
                 d.idempotency_key().c_str());
    const auto& options = self->options();
    return options.fails != ways::none && x.number % options.fails_every == 0 ? fail(options.fails)
                                                                              : troupe::done();
  }};
}

struct late_options {
  std::string gate;
};
BOOST_DESCRIBE_STRUCT(late_options, (), (gate))

/// Starts when somebody opens the other end of a named pipe.
troupe::behavior late(troupe::service<troupe::nothing, late_options>* self) {
  return {troupe::on_start([self] { std::ifstream{self->options().gate}; }),
          [](const number_drawn&) {}};
}

/// Takes it that each number is added before the next is drawn, which nobody promises.
troupe::behavior hasty(troupe::service<sums>* self) {
  return {troupe::single([self](const number_drawn&) {
            if (self->state().count > 0)
              return troupe::reject("the last number is not added yet");
            ++self->state().count;
            return troupe::done();
          }),
          troupe::single([self](const number_added&) { --self->state().count; })};
}

/// Sees everything; what it publishes is not declared.
troupe::behavior onlooker(troupe::service<>*) {
  return {troupe::on("numbers.>", [](const troupe::delivery&) {})};
}

} // namespace trial

void troupe_module(troupe::catalog& offers) {
  offers.service("source", trial::source, troupe::publishes<trial::number_drawn>);
  offers.service("adder", trial::adder,
                 troupe::publishes<trial::number_added, trial::reminder_due>);
  offers.service("teller", trial::teller, troupe::publishes<>);
  offers.service("late", trial::late, troupe::publishes<>);
  offers.service("hasty", trial::hasty, troupe::publishes<>);
  offers.service("onlooker", trial::onlooker);
}
