# troupe_add_module(NAME SOURCES file... [TESTS file...] [PRECOMPILE])
#
# Builds the actor module NAME as lib/troupe/NAME.so. The module exports its entry point and its ABI
# stamp, hides all else, and is never unloaded. Several versions of it can be loaded, which share nothing.
#
# With TESTS it also builds NAME_test of them and of the module's sources, which are compiled once, and
# adds it to ctest, where it runs in the folder of its sources and finds the module. It links Boost.Test,
# and has a main(). What is said of NAME, as by target_link_libraries(NAME PRIVATE ...), holds for both.
#
# With PRECOMPILE <troupe/module.hpp> is compiled once for all its sources, each of which then takes half the
# time. They see it whether they include it or not; -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON finds who does not.

set(TROUPE_MODULE_ENTRY ${CMAKE_CURRENT_LIST_DIR}/module_entry.cpp CACHE INTERNAL "")
set(TROUPE_TEST_MAIN ${CMAKE_CURRENT_LIST_DIR}/test_main.cpp CACHE INTERNAL "")

# What the stamp says of versions, for the program and its modules alike.
function(troupe_stamp target)
  target_compile_definitions(${target} PRIVATE $<TARGET_PROPERTY:troupe::troupe,TROUPE_STAMP>)
  target_include_directories(${target} PRIVATE
    $<TARGET_PROPERTY:troupe::troupe,INTERFACE_INCLUDE_DIRECTORIES>)
  # Where Troupe itself is built, what is stamped waits for the digest of its headers.
  if(TARGET troupe_header_digest)
    add_dependencies(${target} troupe_header_digest)
  endif()
endfunction()

# How each source of a module is compiled, also one that is an object of its own first. g++ would else
# have the system's loader give all versions of a module the statics of the first that was loaded.
function(troupe_compile_as_module target)
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  set_target_properties(${target} PROPERTIES
    POSITION_INDEPENDENT_CODE ON
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# Makes a shared library a module: what the loader asks for, and nothing else, is seen of it.
function(troupe_add_module_entry target)
  target_sources(${target} PRIVATE ${TROUPE_MODULE_ENTRY})
  troupe_stamp(${target})
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_link_options(${target} PRIVATE -Wl,-z,nodelete -Wl,--exclude-libs,ALL)
  set_target_properties(${target} PROPERTIES PREFIX "" UNITY_BUILD OFF)
  troupe_compile_as_module(${target})
endfunction()

# The sources of a module as objects that are compiled as the module is.
function(troupe_add_module_objects objects module)
  add_library(${objects} OBJECT ${ARGN})
  foreach(what INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS COMPILE_FEATURES)
    set_target_properties(${objects} PROPERTIES ${what} "$<TARGET_PROPERTY:${module},${what}>")
  endforeach()
  troupe_compile_as_module(${objects})
endfunction()

function(troupe_add_module_test test module objects)
  find_package(Boost 1.81 REQUIRED COMPONENTS unit_test_framework)
  add_executable(${test} ${TROUPE_TEST_MAIN} ${ARGN} $<TARGET_OBJECTS:${objects}>)
  target_compile_definitions(${test} PRIVATE BOOST_TEST_DYN_LINK)
  foreach(what INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS)
    set_property(TARGET ${test} APPEND PROPERTY ${what} "$<TARGET_PROPERTY:${module},${what}>")
  endforeach()
  target_link_libraries(${test} PRIVATE
    troupe::troupe Boost::unit_test_framework $<TARGET_PROPERTY:${module},LINK_LIBRARIES>)
  # What plays a deployment loads the module, and finds its files from the sources on.
  add_dependencies(${test} ${module})
  add_test(NAME ${test} COMMAND ${test} --color_output=no
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  set_tests_properties(${test} PROPERTIES
    ENVIRONMENT "TROUPE_MODULE_PATH=$<TARGET_FILE_DIR:${module}>")
endfunction()

function(troupe_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PRECOMPILE" "" "SOURCES;TESTS")
  if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES OR NOT arg_SOURCES)
    message(FATAL_ERROR
      "troupe_add_module(${name}): write troupe_add_module(${name} SOURCES file... [TESTS file...] [PRECOMPILE])")
  endif()
  add_library(${name} MODULE)
  troupe_add_module_entry(${name})
  target_link_libraries(${name} PRIVATE troupe::troupe)
  set_target_properties(${name} PROPERTIES
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/troupe)
  if(arg_TESTS AND (BUILD_TESTING OR NOT DEFINED BUILD_TESTING))
    troupe_add_module_objects(${name}_objects ${name} ${arg_SOURCES})
    target_sources(${name} PRIVATE $<TARGET_OBJECTS:${name}_objects>)
    troupe_add_module_test(${name}_test ${name} ${name}_objects ${arg_TESTS})
  else()
    target_sources(${name} PRIVATE ${arg_SOURCES})
  endif()
  if(arg_PRECOMPILE AND TARGET ${name}_objects)
    target_precompile_headers(${name}_objects PRIVATE <troupe/module.hpp>)
  elseif(arg_PRECOMPILE)
    target_precompile_headers(${name} PRIVATE <troupe/module.hpp>)
  endif()
endfunction()
