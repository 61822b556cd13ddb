// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>

#include <memory>
#include <mutex>
#include <string>

namespace troupe::cli {
namespace {

/// Lets a line of the log and the status of the progress share one terminal.
class console_sink final : public spdlog::sinks::base_sink<std::mutex> {
public:
  explicit console_sink(console& out)
      : base_sink(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %-7l %v",
                                                              spdlog::pattern_time_type::utc)),
        out_(out) {}

private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t text;
    formatter_->format(message, text);
    out_.line({text.data(), text.size()});
  }
  void flush_() override {}

  console& out_;
};

spdlog::level::level_enum level_of(log_level x) {
  switch (x) {
  case log_level::debug:
    return spdlog::level::debug;
  case log_level::info:
    return spdlog::level::info;
  case log_level::warning:
    return spdlog::level::warn;
  case log_level::error:
    break;
  }
  return spdlog::level::err;
}

} // namespace

log_function log_to(console& out, log_level least) {
  const auto logger =
      std::make_shared<spdlog::logger>("troupe", std::make_shared<console_sink>(out));
  logger->set_level(level_of(least));
  return [logger](log_level level, std::string_view who, std::string_view text) {
    const auto at = level_of(level);
    if (!logger->should_log(at))
      return;
    std::string line{who};
    if (!line.empty())
      line += ": ";
    logger->log(at, line + printable(text));
  };
}

} // namespace troupe::cli
