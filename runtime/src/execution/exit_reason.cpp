// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/exit_reason.hpp"

#include <caf/atom.hpp>
#include <caf/exit_reason.hpp>
#include <caf/make_message.hpp>
#include <caf/message.hpp>
#include <caf/sec.hpp>

#include <utility>

namespace troupe::execution {

namespace {

constexpr auto category = caf::atom("troupe");

bool is_ours(const caf::error& x) {
  return x && x.category() == category;
}

} // namespace

caf::error make_exit(exit_class how, std::string text) {
  switch (how) {
  case exit_class::normal:
    return {};
  case exit_class::killed:
    return caf::exit_reason::kill;
  case exit_class::shutdown:
    if (text.empty())
      return caf::exit_reason::user_shutdown;
    break;
  case exit_class::error:
  case exit_class::delivery_crash:
    break;
  }
  return {static_cast<std::uint8_t>(how), category, caf::make_message(std::move(text))};
}

caf::error make_exit(exit_class how, crash what) {
  auto text = to_string(what);
  return {static_cast<std::uint8_t>(how), category,
          caf::make_message(std::move(text), std::move(what))};
}

exit_class class_of(const caf::error& reason) {
  if (!reason)
    return exit_class::normal;
  if (is_ours(reason) && reason.code() <= static_cast<std::uint8_t>(exit_class::delivery_crash))
    return static_cast<exit_class>(reason.code());
  if (reason == caf::exit_reason::user_shutdown)
    return exit_class::shutdown;
  if (reason == caf::exit_reason::kill)
    return exit_class::killed;
  return exit_class::error;
}

std::string text_of(const caf::error& reason) {
  if (!reason)
    return "ended normally";
  const auto& context = reason.context();
  if (is_ours(reason) && context.size() > 0 && context.match_element<std::string>(0))
    return context.get_as<std::string>(0);
  if (reason == caf::exit_reason::user_shutdown)
    return "was asked to end";
  if (reason == caf::exit_reason::kill)
    return "was killed";
  if (reason.category() == caf::atom("exit"))
    return to_string(static_cast<caf::exit_reason>(reason.code()));
  if (reason.category() == caf::atom("system"))
    return to_string(static_cast<caf::sec>(reason.code()));
  return caf::to_string(reason);
}

const crash* crash_of(const caf::error& reason) {
  if (!is_ours(reason) || !reason.context().match_elements<std::string, crash>())
    return nullptr;
  return &reason.context().get_as<crash>(1);
}

std::string text_of(const std::exception_ptr& thrown) {
  return to_string(read_crash(thrown));
}

} // namespace troupe::execution
