// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "scaffold/additions.hpp"

#include <algorithm>
#include <iterator>
#include <regex>
#include <vector>

namespace troupe::scaffold {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& each : lines)
    text += each;
  return text;
}

bool is_include(const std::string& line) {
  return line.starts_with("#include \"");
}

std::string without_comments(std::string_view cmake_lists) {
  return std::regex_replace(std::string{cmake_lists}, std::regex{"#[^\n]*"}, "");
}

/// Without its comment and the blanks around it.
std::string words_of(const std::string& line) {
  const auto text = without_comments(line);
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string::npos)
    return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") + 1 - from);
}

} // namespace

std::optional<std::string> module_of(std::string_view cmake_lists) {
  const auto text = without_comments(cmake_lists);
  const std::regex call{R"(\btroupe_add_module\s*\(\s*(\w+))"};
  std::optional<std::string> found;
  for (std::sregex_iterator each{text.begin(), text.end(), call}, end; each != end; ++each) {
    if (found)
      return std::nullopt;
    found = (*each)[1].str();
  }
  return found;
}

std::optional<std::string> struct_of_event(std::string_view header, std::string_view topic) {
  const auto type = header.find("type{\"" + std::string{topic} + '"');
  if (type == std::string_view::npos)
    return std::nullopt;
  const auto before = std::string{header.substr(0, type)};
  const std::regex definition{R"(\bstruct\s+(\w+)\s*\{)"};
  std::optional<std::string> last;
  for (std::sregex_iterator each{before.begin(), before.end(), definition}, end; each != end;
       ++each)
    last = (*each)[1].str();
  return last;
}

bool defines(std::string_view header, std::string_view name) {
  const std::string text{header}, word{name};
  const std::regex type{R"(\b(struct|class|union|enum|using)\s+)" + word +
                        R"(\s*(final\s*)?[{:=])"};
  const std::regex service{R"(\bbehavior\s+)" + word + R"(\s*\()"};
  return std::regex_search(text, type) || std::regex_search(text, service);
}

bool publishes(std::string_view module_source, std::string_view event_struct) {
  const std::regex said{R"(\bpublishes\s*<[^>]*\b)" + std::string{event_struct} + R"(\b[^>]*>)"};
  return std::regex_search(std::string{module_source}, said);
}

bool lists(std::string_view yaml, std::string_view topic) {
  const auto text = without_comments(yaml);
  for (auto at = text.find(topic); at != std::string::npos; at = text.find(topic, at + 1)) {
    const auto before = text.find_last_not_of(' ', at == 0 ? 0 : at - 1);
    const auto after = text.find_first_not_of(' ', at + topic.size());
    if (before != std::string::npos &&
        std::string_view{"-[,"}.find(text[before]) != std::string_view::npos &&
        (after == std::string::npos ||
         std::string_view{",]\n"}.find(text[after]) != std::string_view::npos))
      return true;
  }
  return false;
}

std::optional<std::string> without_item(std::string_view yaml, std::string_view list,
                                        std::string_view item) {
  auto lines = lines_of(yaml);
  const auto name = std::find_if(lines.begin(), lines.end(), [&](const std::string& line) {
    return words_of(line) == std::string{list} + ':';
  });
  if (name == lines.end())
    return std::nullopt;
  const auto end = std::find_if(name + 1, lines.end(), [](const std::string& line) {
    const auto said = words_of(line);
    return !said.empty() && !said.starts_with("- ");
  });
  const auto is_item = [](const std::string& line) { return !words_of(line).empty(); };
  const auto found = std::find_if(name + 1, end, [&](const std::string& line) {
    return words_of(line) == "- " + std::string{item};
  });
  if (found == end)
    return std::nullopt;
  const bool is_only = std::count_if(name + 1, end, is_item) == 1;
  lines.erase(found);
  if (is_only)
    lines.erase(name);
  return text_of(lines);
}

std::optional<std::string> with_line_above(std::string_view text, std::string_view mark,
                                           std::string_view line) {
  auto lines = lines_of(text);
  std::optional<std::size_t> place;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto end = lines[i].find_last_not_of("\r\n");
    if (end == std::string::npos || !std::string_view{lines[i]}.substr(0, end + 1).ends_with(mark))
      continue;
    if (place)
      return std::nullopt;
    place = i;
  }
  if (!place)
    return std::nullopt;
  const auto indent = lines[*place].substr(0, lines[*place].find_first_not_of(" \t"));
  lines.insert(std::next(lines.begin(), static_cast<std::ptrdiff_t>(*place)),
               indent + std::string{line} + '\n');
  return text_of(lines);
}

std::string with_include(std::string_view text, std::string_view header) {
  auto lines = lines_of(text);
  const auto line = "#include \"" + std::string{header} + "\"\n";
  if (std::find(lines.begin(), lines.end(), line) != lines.end())
    return std::string{text};
  auto end = lines.size();
  while (end > 0 && !is_include(lines[end - 1]))
    --end;
  auto at = end;
  while (at > 0 && is_include(lines[at - 1]) && line < lines[at - 1])
    --at;
  lines.insert(std::next(lines.begin(), static_cast<std::ptrdiff_t>(at)), line);
  return text_of(lines);
}

} // namespace troupe::scaffold
