// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/module_sources.hpp"

#include "cli/typed_text.hpp"
#include "scaffold/additions.hpp"

#include <algorithm>
#include <functional>
#include <system_error>
#include <vector>

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> headers_below(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code failed;
  for (fs::recursive_directory_iterator each{folder, failed}, end; !failed && each != end;
       each.increment(failed))
    if (each->path().extension() == ".hpp")
      found.push_back(each->path());
  std::sort(found.begin(), found.end());
  return found;
}

/// The first header whose text is as it is looked for.
std::optional<fs::path> find_header(const fs::path& sources,
                                    const std::function<bool(const std::string&)>& is_wanted) {
  for (const auto& header : headers_below(sources))
    if (const auto text = read_text(header.string()); text && is_wanted(*text))
      return header.lexically_relative(sources);
  return std::nullopt;
}

} // namespace

std::optional<known_event> find_event(const fs::path& sources, const std::string& topic) {
  std::optional<std::string> name;
  auto header = find_header(sources, [&](const std::string& text) {
    name = scaffold::struct_of_event(text, topic);
    return name.has_value();
  });
  if (!header)
    return std::nullopt;
  return known_event{*std::move(name), *std::move(header)};
}

std::optional<fs::path> find_name(const fs::path& sources, const std::string& name) {
  return find_header(sources,
                     [&](const std::string& text) { return scaffold::defines(text, name); });
}

} // namespace troupe::cli
