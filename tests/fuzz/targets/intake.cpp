// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/invoice_reader.hpp"
#include "fuzz/targets.hpp"
#include "troupe/json.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <vector>

namespace troupe::fuzz {
namespace {

/// A file of these bytes, in memory.
class memory_file {
public:
  explicit memory_file(std::string_view content) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    while (!content.empty()) {
      const auto written = ::write(descriptor_, content.data(), content.size());
      check(written > 0, "there is memory for the file");
      content.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  memory_file(const memory_file&) = delete;
  memory_file& operator=(const memory_file&) = delete;
  ~memory_file() { ::close(descriptor_); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
  int descriptor_;
};

using commerce::input_position;

std::vector<input_position> read_all(const std::string& path,
                                     const std::optional<input_position>& from) {
  std::vector<input_position> positions;
  auto reader = commerce::invoice_reader::open(path, commerce::date_format::month_first, from);
  while (reader) {
    const auto next = reader->next();
    if (!next || !*next)
      break;
    positions.push_back((*next)->after);
  }
  return positions;
}

} // namespace

/// Who goes on from a position finds what is left, and nothing else.
void intake(std::string_view input) {
  const memory_file file{input};
  const auto all = read_all(file.path(), {});
  if (all.empty())
    return;
  const auto done = input.size() % all.size();
  const auto rest = read_all(file.path(), all[done]);
  check(rest.size() == all.size() - done - 1, "a reader that goes on finds the rest");
  check(std::equal(rest.begin(), rest.end(), all.begin() + static_cast<std::ptrdiff_t>(done) + 1),
        "with the same positions");
}

} // namespace troupe::fuzz
