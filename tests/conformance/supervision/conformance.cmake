# The suite that compares supervisors with Erlang/OTP's own; README.md beside this file.
set(supervision_conformance ${CMAKE_CURRENT_LIST_DIR})
file(GLOB players CONFIGURE_DEPENDS ${supervision_conformance}/*.cpp)
add_library(supervision_players OBJECT ${players})
set_target_properties(supervision_players PROPERTIES UNITY_BUILD OFF) # Their hidden names are the same.
target_include_directories(supervision_players PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(supervision_players PUBLIC CAF::core PRIVATE troupe_warnings)
target_include_directories(supervision_players PUBLIC
  ${PROJECT_SOURCE_DIR}/runtime/include ${PROJECT_SOURCE_DIR}/runtime/src)
target_compile_definitions(supervision_players PUBLIC
  TROUPE_SUPERVISION_CONFORMANCE="${supervision_conformance}")

# What was recorded, with or without OTP on the machine.
troupe_add_suite(supervision_recorded_test FOLDER conformance/supervision/recorded
  OBJECTS vocabulary execution supervision LINKS supervision_players LABELS actor)

# The same and fresh scenarios beside OTP; skipped where there is no `erl`.
troupe_add_suite(supervision_otp_test FOLDER conformance/supervision/otp
  OBJECTS vocabulary execution supervision LINKS supervision_players LABELS actor TIMEOUT 240)
if(TARGET supervision_otp_test)
  set_tests_properties(supervision_otp_test PROPERTIES SKIP_RETURN_CODE 77)
endif()
if(TARGET supervision_otp_test)
  add_test(NAME otp_long COMMAND supervision_otp_test --color_output=no)
  set_tests_properties(otp_long PROPERTIES SKIP_RETURN_CODE 77 LABELS long TIMEOUT 1800
    ENVIRONMENT TROUPE_SCENARIOS=20000)
endif()

# The same sources with bugs, chosen by a number while the test runs: mutations/mutations.py.
set(sources ${PROJECT_SOURCE_DIR}/runtime/src/supervision)
set(mutated ${CMAKE_CURRENT_BINARY_DIR}/mutated)
set(mutated_names restart_window.cpp plan.cpp plan_restarts.cpp plan_calls.cpp dynamic_plan.cpp)
list(TRANSFORM mutated_names PREPEND ${mutated}/ OUTPUT_VARIABLE mutated_sources)
list(TRANSFORM mutated_names PREPEND ${sources}/ OUTPUT_VARIABLE original_sources)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_custom_command(OUTPUT ${mutated_sources} ${mutated}/bugs.hpp
  COMMAND Python3::Interpreter ${supervision_conformance}/mutations/mutations.py ${sources} ${mutated}
  DEPENDS ${original_sources} ${supervision_conformance}/mutations/mutations.py)
file(GLOB unchanged CONFIGURE_DEPENDS ${sources}/*.cpp)
list(REMOVE_ITEM unchanged ${original_sources})
troupe_add_suite(supervision_mutations_test FOLDER conformance/supervision/mutations
  OBJECTS vocabulary execution LINKS supervision_players LABELS actor)
target_sources(supervision_mutations_test PRIVATE ${unchanged} ${mutated_sources} ${mutated}/bugs.hpp)
target_include_directories(supervision_mutations_test PRIVATE ${mutated})
# A supervisor with a bug may never end, so that its tree is left behind: that is no leak of ours.
set_tests_properties(supervision_mutations_test PROPERTIES SKIP_RETURN_CODE 77
  ENVIRONMENT "LSAN_OPTIONS=exitcode=0")

# Writes the expectations of the named cases anew, from OTP.
add_executable(supervision_record EXCLUDE_FROM_ALL ${supervision_conformance}/record/record.cpp)
target_link_libraries(supervision_record PRIVATE supervision_players troupe_vocabulary
  troupe_execution troupe_supervision troupe_warnings)
