# The modules that library_test.cpp loads. They find what they need of Troupe in the test's executable.
set(test_modules ${CMAKE_CURRENT_BINARY_DIR}/test_modules)

function(troupe_add_test_module target source)
  cmake_parse_arguments(PARSE_ARGV 2 arg "FOREIGN" "NAME;FOLDER" "")
  add_library(${target} MODULE unit/module/modules/${source}.cpp)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/runtime/include)
  target_link_libraries(${target} PRIVATE Boost::json troupe_warnings)
  if(NOT arg_FOREIGN)
    troupe_add_module_entry(${target})
  endif()
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME ${arg_NAME} LIBRARY_OUTPUT_DIRECTORY ${test_modules}/${arg_FOLDER})
  add_dependencies(module_test ${target})
endfunction()

foreach(name good twice odd_name throwing throwing_oddly no_function undefined neighbourly)
  troupe_add_test_module(test_module_${name} ${name} NAME ${name})
endforeach()
foreach(name foreign other_stamp older)
  troupe_add_test_module(test_module_${name} ${name} NAME ${name} FOREIGN)
endforeach()
# A module that looks for another library beside itself.
add_library(test_module_neighbour SHARED unit/module/modules/neighbour.cpp)
set_target_properties(test_module_neighbour PROPERTIES
  OUTPUT_NAME neighbour LIBRARY_OUTPUT_DIRECTORY ${test_modules})
target_link_libraries(test_module_neighbourly PRIVATE test_module_neighbour)
set_target_properties(test_module_neighbourly PROPERTIES
  BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "$ORIGIN")

# One module in two versions; and as it would be if troupe_add_module() did not say how.
foreach(version 1 2)
  troupe_add_test_module(test_module_till_${version} till NAME till FOLDER version_${version})
  target_compile_definitions(test_module_till_${version} PRIVATE VERSION=${version})
endforeach()
troupe_add_test_module(test_module_unique till NAME unique)
target_compile_options(test_module_unique PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fgnu-unique>)
troupe_add_test_module(test_module_shown till NAME shown)
set_target_properties(test_module_shown PROPERTIES CXX_VISIBILITY_PRESET default)
foreach(name unique shown)
  target_compile_definitions(test_module_${name} PRIVATE VERSION=1)
endforeach()

set_target_properties(module_test PROPERTIES ENABLE_EXPORTS ON)
troupe_stamp(module_test)
target_compile_definitions(module_test PRIVATE TROUPE_TEST_MODULES="${test_modules}")
