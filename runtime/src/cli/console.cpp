// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/console.hpp"

#include <cerrno>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace troupe::cli {
namespace {

bool can_rewrite(int descriptor) {
  const auto* kind = std::getenv("TERM");
  return ::isatty(descriptor) == 1 && kind != nullptr && std::string_view{kind} != "dumb";
}

constexpr std::string_view clear_line = "\r\x1b[K";

} // namespace

console::console() : is_terminal_(can_rewrite(STDERR_FILENO)) {}

console::~console() {
  status({});
}

void console::line(std::string_view text) {
  const std::lock_guard guard{mutex_};
  std::string out;
  if (!status_.empty())
    out += clear_line;
  out += text;
  if (out.empty() || out.back() != '\n')
    out += '\n';
  write(out + status_);
}

void console::status(std::string_view text) {
  if (!is_terminal_)
    return;
  const std::lock_guard guard{mutex_};
  if (text.empty() && status_.empty())
    return;
  // A line that wraps could not be rewritten.
  status_ = text.substr(0, columns_of(STDERR_FILENO, 80) - 1);
  write(std::string{clear_line} + status_);
}

void console::write(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return; // Nobody is left who could be told.
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t columns_of(int descriptor, std::size_t otherwise) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col < 20)
    return otherwise;
  return size.ws_col;
}

std::string printable(std::string_view text) {
  constexpr const char* digits = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f)
      out += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    else
      out += c;
  }
  return out;
}

std::string on_one_line(std::string_view text) {
  auto out = printable(text);
  for (auto& c : out)
    if (c == '\n' || c == '\t')
      c = ' ';
  return out;
}

} // namespace troupe::cli
