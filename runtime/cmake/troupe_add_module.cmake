# troupe_add_module(NAME SOURCES file...)
#
# Builds the actor module NAME as lib/troupe/NAME.so. The module exports its entry point and its ABI
# stamp, hides all else, and is never unloaded.

set(TROUPE_MODULE_ENTRY ${CMAKE_CURRENT_LIST_DIR}/module_entry.cpp)

# What the stamp says of versions, for the program and its modules alike.
function(troupe_stamp target)
  target_compile_definitions(${target} PRIVATE
    TROUPE_VERSION="${troupe_VERSION}" TROUPE_CAF_VERSION="${CAF_VERSION}")
endfunction()

# Makes a shared library a module: what the loader asks for, and nothing else, is seen of it.
function(troupe_add_module_entry target)
  target_sources(${target} PRIVATE ${TROUPE_MODULE_ENTRY})
  troupe_stamp(${target})
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_link_options(${target} PRIVATE -Wl,-z,nodelete)
  set_target_properties(${target} PROPERTIES
    PREFIX ""
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
endfunction()

function(troupe_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES")
  add_library(${name} MODULE ${arg_SOURCES})
  troupe_add_module_entry(${name})
  target_link_libraries(${name} PRIVATE troupe::troupe)
  set_target_properties(${name} PROPERTIES
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/troupe)
endfunction()
