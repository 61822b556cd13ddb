// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#include "bench/filled_journal.hpp"

#include "bench/bench.hpp"

#include <algorithm>
#include <stdexcept>

namespace troupe::bench {
namespace {

constexpr std::uint64_t group = 1024;

void write(journal::engine& to, journal::commit what) {
  const auto written = to.write({&what, 1});
  if (!written)
    throw std::runtime_error(to_string(written.failure()));
  if (!written->front().accepted())
    throw std::runtime_error(to_string(*written->front().failure));
}

} // namespace

void fill_journal(const std::filesystem::path& file, const filling& with) {
  journal::sqlite_options options;
  options.sync = journal::sync_mode::normal;
  auto opened = journal::open_sqlite(file, options);
  if (!opened)
    throw std::runtime_error(to_string(opened.failure()));
  auto& engine = **opened;
  const auto subscription = *engine.subscribe(with.subscription, 0);
  uuid_source ids{system_time(), 1};
  for (std::uint64_t i = 0; i < with.events;) {
    journal::commit made;
    for (const auto end = std::min(with.events, i + group); i < end; ++i)
      made.events.push_back(record_of(encode(make_price(i, with.keys)), ids.next()));
    write(engine, std::move(made));
  }
  for (std::uint64_t i = 0; i < with.states;) {
    journal::commit made;
    made.subscription = subscription;
    for (const auto end = std::min(with.states, i + group); i < end; ++i)
      made.states.push_back({"sku-" + std::to_string(i), to_json(last_price{1})});
    write(engine, std::move(made));
  }
  journal::commit made;
  made.subscription = subscription;
  made.settled = engine.head();
  write(engine, std::move(made));
}

} // namespace troupe::bench
