# The modules that library_test.cpp loads. They find what they need of Troupe in the test's executable.
set(test_modules ${CMAKE_CURRENT_BINARY_DIR}/test_modules)

foreach(name good twice odd_name throwing throwing_oddly no_function foreign other_stamp)
  add_library(test_module_${name} MODULE unit/module/modules/${name}.cpp)
  target_include_directories(test_module_${name} PRIVATE ${PROJECT_SOURCE_DIR}/runtime/include)
  target_link_libraries(test_module_${name} PRIVATE Boost::json troupe_warnings)
  set_target_properties(test_module_${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} LIBRARY_OUTPUT_DIRECTORY ${test_modules})
  add_dependencies(module_test test_module_${name})
endforeach()

foreach(name good twice odd_name throwing throwing_oddly no_function)
  troupe_add_module_entry(test_module_${name})
endforeach()

set_target_properties(module_test PROPERTIES ENABLE_EXPORTS ON)
troupe_stamp(module_test)
target_compile_definitions(module_test PRIVATE TROUPE_TEST_MODULES="${test_modules}")
