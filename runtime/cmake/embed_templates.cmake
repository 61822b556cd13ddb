# cmake -DTEMPLATES=folder -DFORMAT=file -DINTO=file.cpp -P embed_templates.cmake
#
# Writes the files of `troupe new` as C++, for scaffold/templates.hpp: those below the folder, and the
# rules of formatting, which are this project's own.
file(GLOB_RECURSE files RELATIVE ${TEMPLATES} ${TEMPLATES}/*)
list(SORT files)
set(entries "")
macro(add_template path file)
  file(READ ${file} text)
  string(APPEND entries "    {\"${path}\", R\"~~~~(${text})~~~~\"},\n")
endmacro()
foreach(each ${files})
  add_template(${each} ${TEMPLATES}/${each})
endforeach()
add_template(module/.clang-format ${FORMAT})
file(WRITE ${INTO} "// Made by runtime/cmake/embed_templates.cmake.
#include \"scaffold/templates.hpp\"

namespace troupe::scaffold {
namespace {

constexpr template_file files[] = {
${entries}};

} // namespace

std::span<const template_file> all_templates() {
  return files;
}

} // namespace troupe::scaffold
")
