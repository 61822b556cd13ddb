# What must not compile, and the sentence that the compiler must say of it; see `check`.
file(GLOB wont_compile_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp)
foreach(file ${wont_compile_files})
  get_filename_component(name ${file} NAME_WE)
  add_test(NAME wont_compile.${name} COMMAND ${CMAKE_CURRENT_LIST_DIR}/check ${file}
    ${CMAKE_CXX_COMPILER} -I ${PROJECT_SOURCE_DIR}/runtime/include)
  set_tests_properties(wont_compile.${name} PROPERTIES LABELS rules TIMEOUT 120)
endforeach()
