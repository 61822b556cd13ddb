// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/progress.hpp"

#include "cli/output.hpp"

#include <cmath>

namespace troupe::cli {
namespace {

constexpr std::chrono::milliseconds on_terminal{250};
constexpr std::chrono::seconds in_log{10};

} // namespace

progress::progress(assembly::running& what, const clock& time, console& out, log_function log)
    : what_(what), time_(time), out_(out), log_(std::move(log)), last_(time.elapsed()) {}

void progress::tick() {
  const auto now = time_.elapsed();
  const std::chrono::nanoseconds interval =
      out_.is_terminal() ? std::chrono::nanoseconds{on_terminal} : in_log;
  if (now - last_ < interval)
    return;
  const auto report = what_.look();
  const auto seconds = std::chrono::duration<double>(now - last_).count();
  const auto text = progress_text(report, static_cast<double>(report.handled - handled_) / seconds);
  last_ = now;
  handled_ = report.handled;
  if (out_.is_terminal())
    out_.status(text);
  else
    log_(log_level::info, "progress", text);
}

std::string progress_text(const assembly::progress_report& x, double per_second) {
  return grouped(static_cast<std::uint64_t>(std::llround(per_second))) + "/s, " +
         grouped(x.handled) + " handled, the slowest has at most " + grouped(x.left) + " left, " +
         grouped(x.parked) + " parked, " + grouped(x.dead_letters) +
         (x.dead_letters == 1 ? " dead letter" : " dead letters");
}

} // namespace troupe::cli
