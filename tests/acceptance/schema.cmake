# The schema of a deployment's file, with the validator of python3-jsonschema where there is one.
add_test(NAME schema COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/schema_test.py)
set_tests_properties(schema PROPERTIES LABELS acceptance TIMEOUT 120 SKIP_RETURN_CODE 77
  ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;TROUPE_PROGRAM=$<TARGET_FILE:troupe_program>;TROUPE_SOURCE_DIR=${PROJECT_SOURCE_DIR}")
