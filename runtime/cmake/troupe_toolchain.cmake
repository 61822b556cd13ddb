# Warnings, sanitizers, linker and compiler cache: what every target of ours is built with.

add_library(troupe_warnings INTERFACE)
target_compile_options(troupe_warnings INTERFACE
  -Wall -Wextra -Wshadow -Wconversion $<$<BOOL:${TROUPE_WERROR}>:-Werror>
  # g++ 12 sees uninitialized members in variants and optionals, and strings that are overrun, where
  # there are none.
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread>")

# What a source hides may be part of what it shows no other source; g++ takes it for a header when it is one of several.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(troupe_warnings INTERFACE -Wno-subobject-linkage)
endif()

if(TROUPE_SANITIZE)
  add_compile_options(-fsanitize=${TROUPE_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TROUPE_SANITIZE})
  if(TROUPE_SANITIZE MATCHES "undefined")
    # CAF 0.17.6 binds references to null and calls through types whose RTTI it hides.
    add_compile_options(-fno-sanitize=null,vptr -fno-sanitize-recover=undefined)
  endif()
  if(TROUPE_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 then sees something freed that was never allocated, where there is nothing of that kind.
    target_compile_options(troupe_warnings INTERFACE -Wno-free-nonheap-object)
  endif()
endif()

foreach(linker mold lld)
  find_program(TROUPE_LINKER_${linker} NAMES ${linker} ld.${linker})
  if(TROUPE_LINKER_${linker})
    add_link_options(-fuse-ld=${linker})
    break()
  endif()
endforeach()

find_program(TROUPE_CCACHE ccache)
if(TROUPE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    ${TROUPE_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  endif()
endif()

# What most sources include and none of us changes, compiled once: for folders that know CAF, and for
# those that do not. The preset `clang` builds without, and so finds what a source forgot to include.
set(TROUPE_PRECOMPILED_VALUES
  <algorithm> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional> <sstream>
  <stdexcept> <string> <string_view> <unordered_map> <utility> <variant> <vector>
  <boost/describe.hpp> <boost/json.hpp> <boost/pfr/tuple_size.hpp>)
set(TROUPE_PRECOMPILED_ACTORS ${TROUPE_PRECOMPILED_VALUES} <caf/all.hpp>)
