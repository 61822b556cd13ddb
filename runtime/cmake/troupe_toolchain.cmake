# Warnings, sanitizers, linker and compiler cache: what every target of ours is built with.

add_library(troupe_warnings INTERFACE)
target_compile_options(troupe_warnings INTERFACE
  -Wall -Wextra -Wshadow -Wconversion $<$<BOOL:${TROUPE_WERROR}>:-Werror>
  # g++ 12 sees uninitialized members in variants and optionals that are not there.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)

if(TROUPE_SANITIZE)
  add_compile_options(-fsanitize=${TROUPE_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TROUPE_SANITIZE})
  if(TROUPE_SANITIZE MATCHES "undefined")
    # CAF 0.17.6 binds references to null and calls through types whose RTTI it hides.
    add_compile_options(-fno-sanitize=null,vptr -fno-sanitize-recover=undefined)
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
