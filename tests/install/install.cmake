# Projects of somebody else against an installed tree: one that is written by hand, what `troupe new`
# makes, and copies of the samples. And the headers that they include.
foreach(name install new public_headers samples)
  add_test(NAME ${name} COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/${name}_test.py)
  set(install_timeout 900)
  if(TROUPE_SANITIZE)
    math(EXPR install_timeout "${install_timeout} * 4")
  endif()
  set_tests_properties(${name} PROPERTIES LABELS acceptance TIMEOUT ${install_timeout}
    ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;TROUPE_SOURCE_DIR=${PROJECT_SOURCE_DIR};TROUPE_BUILD_DIR=${PROJECT_BINARY_DIR};TROUPE_COMPILER=${CMAKE_CXX_COMPILER};TROUPE_SANITIZE=${TROUPE_SANITIZE}")
endforeach()
set_tests_properties(public_headers PROPERTIES LABELS rules)
