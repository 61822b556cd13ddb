// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/text_editor.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace troupe::cli {
namespace {

error because(const std::string& what, int code) {
  return {ec::io, what + ": " + std::generic_category().message(code)};
}

bool is_set(const char* name) {
  const auto* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

result<std::filesystem::path> write_file(const std::string& text) {
  std::error_code failed;
  const auto folder = std::filesystem::temp_directory_path(failed);
  if (failed)
    return because("there is no folder for a temporary file; set TMPDIR", failed.value());
  auto name = (folder / "troupe-XXXXXX.json").string();
  const int descriptor = ::mkstemps(name.data(), 5);
  if (descriptor < 0)
    return because("cannot make a file in " + folder.string(), errno);
  ::close(descriptor);
  std::ofstream out{name};
  out << text;
  out.close();
  if (!out)
    return because("cannot write " + name, errno);
  return std::filesystem::path{name};
}

/// By a shell, as VISUAL and EDITOR may have arguments.
result<void> run_editor(const std::filesystem::path& file) {
  std::string shell = "sh", flag = "-c", command = R"(exec ${VISUAL:-$EDITOR} "$1")";
  auto name = file.string();
  char* const arguments[] = {shell.data(), flag.data(), command.data(),
                             shell.data(), name.data(), nullptr};
  pid_t child = 0;
  if (const int failed = ::posix_spawn(&child, "/bin/sh", nullptr, nullptr, arguments, environ))
    return because("cannot run the editor", failed);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR)
      return because("cannot wait for the editor", errno);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return error{ec::invalid, "the editor failed, so nothing was changed; the text is in " + name};
  return {};
}

} // namespace

result<text_editor> text_editor::edit(const std::string& text) {
  if (!is_set("VISUAL") && !is_set("EDITOR"))
    return error{ec::invalid, "no editor is set; set EDITOR, or name a file: --file FILE"};
  auto file = write_file(text);
  if (!file)
    return std::move(file).failure();
  if (auto ran = run_editor(*file); !ran)
    return std::move(ran).failure();
  text_editor made;
  made.file_ = *std::move(file);
  std::ifstream in{made.file_};
  made.text_.assign(std::istreambuf_iterator<char>{in}, {});
  if (!in)
    return because("cannot read " + made.file_.string(), errno);
  return made;
}

void text_editor::remove() {
  std::error_code ignored; // It is in a folder that is for such files.
  std::filesystem::remove(file_, ignored);
}

} // namespace troupe::cli
