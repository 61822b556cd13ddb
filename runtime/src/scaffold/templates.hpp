// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What `troupe new` makes: the files of runtime/templates, in the program, with words of theirs
/// put into others. Nothing here touches a file.
namespace troupe::scaffold {

/// A file as it stands in runtime/templates; its path begins with what it is made for, "module/".
struct template_file {
  std::string_view path;
  std::string_view text;
};

std::span<const template_file> all_templates();

/// Words of templates and what stands for them, as {"module_name", "bookings"}. None begins with
/// another.
using words = std::vector<std::pair<std::string, std::string>>;

/// The text with all words replaced, wherever they stand.
std::string filled(std::string_view text, const words&);

/// A file to be made; its path is below the folder that it is made in.
struct made_file {
  std::string path;
  std::string text;
};

/// The files that are made of the templates of a kind, "module", in the order of their paths.
std::vector<made_file> files_of(std::string_view kind, const words&);

} // namespace troupe::scaffold
