troupe_add_suite(vocabulary_test FOLDER unit/vocabulary OBJECTS vocabulary LABELS pure)
troupe_add_suite(supervision_test FOLDER unit/supervision OBJECTS vocabulary execution supervision LABELS pure)
troupe_add_suite(journal_test FOLDER unit/journal OBJECTS vocabulary journal LINKS journal_faulty_disk LABELS journal)
troupe_add_suite(guard_test FOLDER unit/guard OBJECTS vocabulary execution supervision guard LABELS pure)
troupe_add_suite(definitions_test FOLDER unit/definitions OBJECTS vocabulary definitions LABELS pure)
troupe_add_suite(scaffold_test FOLDER unit/scaffold OBJECTS vocabulary scaffold LABELS pure)
troupe_add_suite(deployment_test FOLDER unit/deployment OBJECTS vocabulary module deployment LABELS pure)
troupe_add_suite(execution_test FOLDER unit/execution OBJECTS vocabulary execution LABELS pure)
troupe_add_suite(actor_execution_test FOLDER actor/execution OBJECTS vocabulary execution LABELS actor)
troupe_add_suite(actor_supervision_test FOLDER actor/supervision OBJECTS vocabulary execution supervision LABELS actor)
troupe_add_suite(commerce_test FOLDER unit/commerce OBJECTS vocabulary
  LINKS commerce_logic commerce_services LABELS pure)
if(TARGET commerce_test)
  target_compile_definitions(commerce_test PRIVATE
    TROUPE_ORACLE="${PROJECT_SOURCE_DIR}/tests/acceptance/oracle.py"
    TROUPE_SAMPLE_ORDERS="${PROJECT_SOURCE_DIR}/samples/order-processing/orders.csv")
endif()
troupe_add_suite(lifecycle_test FOLDER unit/lifecycle LINKS lifecycle_parts troupe::troupe LABELS pure)
foreach(module subscriptions loyalty)
  troupe_add_suite(${module}_test FOLDER unit/${module} LINKS ${module}_parts troupe::troupe LABELS pure)
endforeach()
troupe_add_suite(journal_conformance_test FOLDER conformance/journal OBJECTS vocabulary journal LABELS journal)
troupe_add_suite(journal_crash_test FOLDER chaos/journal OBJECTS vocabulary journal LINKS journal_faulty_disk LABELS journal TIMEOUT 480)
if(TARGET journal_crash_test)
  add_test(NAME flipped_bits_long COMMAND journal_crash_test --run_test=a_bit_that_flips_in_a_journal)
  set_tests_properties(flipped_bits_long PROPERTIES ENVIRONMENT TROUPE_FLIPS=1 LABELS long TIMEOUT 1800)
endif()
add_library(journal_faulty_disk OBJECT support/journal_faulty_disk.cpp)
target_include_directories(journal_faulty_disk PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(journal_faulty_disk PUBLIC SQLite::SQLite3 PRIVATE troupe_warnings)
set(all_folders vocabulary execution journal bus supervision service module definitions deployment control guard assembly)
troupe_add_suite(running_test FOLDER actor/running OBJECTS ${all_folders} testing
  LINKS CAF::core SQLite::SQLite3 yaml-cpp ZLIB::ZLIB ${CMAKE_DL_LIBS} LABELS actor)
troupe_add_suite(reload_test FOLDER actor/reload OBJECTS ${all_folders}
  LINKS CAF::core SQLite::SQLite3 yaml-cpp ZLIB::ZLIB ${CMAKE_DL_LIBS} LABELS actor)
troupe_add_suite(module_test FOLDER unit/module OBJECTS vocabulary module LABELS pure)
include(unit/module/modules.cmake)
add_executable(journal_bench EXCLUDE_FROM_ALL bench/journal_bench.cpp bench/bare_journal.cpp)
target_include_directories(journal_bench PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(journal_bench PRIVATE troupe_vocabulary troupe_journal troupe_warnings)
troupe_add_module(trial SOURCES acceptance/modules/trial.cpp)
target_link_libraries(trial PRIVATE troupe_warnings)
troupe_add_module(metronome SOURCES acceptance/modules/metronome.cpp)
target_link_libraries(metronome PRIVATE troupe_warnings)
troupe_add_module(flood SOURCES acceptance/modules/flood.cpp)
target_link_libraries(flood PRIVATE troupe_warnings)
troupe_add_module(contrary SOURCES acceptance/modules/contrary.cpp)
target_link_libraries(contrary PRIVATE troupe_warnings)
foreach(version 1 2)
  troupe_add_module(till_${version} SOURCES acceptance/modules/till.cpp)
  target_compile_definitions(till_${version} PRIVATE TILL_VERSION=${version})
  target_link_libraries(till_${version} PRIVATE troupe_warnings)
endforeach()
troupe_add_suite(cli_test FOLDER acceptance/cli LINKS troupe LABELS acceptance TIMEOUT 240)
if(TARGET cli_test)
  add_dependencies(cli_test troupe_program trial metronome flood contrary till_1 till_2)
  target_compile_definitions(cli_test PRIVATE TROUPE_PROGRAM="$<TARGET_FILE:troupe_program>")
endif()

add_executable(troupe_bench EXCLUDE_FROM_ALL
  bench/bench.cpp bench/durable_publish.cpp bench/fan_out.cpp bench/latency.cpp bench/restart.cpp
  bench/opening.cpp bench/order_flow.cpp bench/dynamic_children.cpp bench/after_a_crash.cpp
  bench/beside_crashes.cpp bench/large_tree.cpp bench/mark.cpp bench/bare_journal.cpp
  bench/filled_journal.cpp bench/large_journal.cpp bench/backlog.cpp bench/recovery.cpp
  bench/reload.cpp bench/retry_storm.cpp bench/kit.cpp)
target_include_directories(troupe_bench PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
foreach(folder ${all_folders} testing)
  target_link_libraries(troupe_bench PRIVATE troupe_${folder})
endforeach()
target_compile_definitions(troupe_bench PRIVATE
  TROUPE_PROGRAM="$<TARGET_FILE:troupe_program>"
  TROUPE_SAMPLE_DEPLOYMENT="${PROJECT_SOURCE_DIR}/config/order-processing.yaml")
add_dependencies(troupe_bench troupe_program commerce)
target_link_libraries(troupe_bench PRIVATE troupe_warnings SQLite::SQLite3 ${CMAKE_DL_LIBS})

troupe_add_suite(bus_test FOLDER unit/bus OBJECTS vocabulary journal execution bus
  LINKS CAF::core SQLite::SQLite3 ZLIB::ZLIB LABELS pure)
troupe_add_suite(service_test FOLDER unit/service OBJECTS vocabulary journal execution bus service
  LINKS CAF::core SQLite::SQLite3 ZLIB::ZLIB LABELS pure)
troupe_add_suite(testing_test FOLDER unit/testing OBJECTS ${all_folders} testing
  LINKS CAF::core SQLite::SQLite3 yaml-cpp ZLIB::ZLIB ${CMAKE_DL_LIBS} LABELS pure)
troupe_add_suite(assembly_test FOLDER unit/assembly OBJECTS ${all_folders}
  LINKS CAF::core SQLite::SQLite3 yaml-cpp ZLIB::ZLIB ${CMAKE_DL_LIBS} LABELS pure)
troupe_add_suite(control_test FOLDER unit/control OBJECTS vocabulary execution control LABELS pure)
troupe_add_suite(actor_bus_test FOLDER actor/bus OBJECTS vocabulary journal execution bus
  LINKS CAF::core SQLite::SQLite3 ZLIB::ZLIB LABELS actor)
troupe_add_suite(actor_service_test FOLDER actor/service OBJECTS vocabulary journal execution bus service
  LINKS CAF::core SQLite::SQLite3 ZLIB::ZLIB LABELS actor)
troupe_add_suite(cli_parts_test FOLDER unit/cli OBJECTS ${all_folders} scaffold testing cli
  LINKS CAF::core SQLite::SQLite3 yaml-cpp ZLIB::ZLIB spdlog::spdlog ${CMAKE_DL_LIBS} LABELS pure)
add_subdirectory(acceptance/definitions)
add_subdirectory(acceptance/order_processing)
add_subdirectory(acceptance/samples)
add_subdirectory(chaos/attack)
include(conformance/supervision/conformance.cmake)
# Not by __FILE__, which a compiler cache may have made relative to another folder.
set_source_files_properties(
  unit/journal/sqlite_schema_test.cpp unit/journal/sqlite_upgrade_test.cpp chaos/journal/care_test.cpp
  unit/deployment/complaint_files_test.cpp unit/scaffold/templates_test.cpp
  unit/deployment/every_option_test.cpp
  PROPERTIES COMPILE_DEFINITIONS "TROUPE_TEST_DIR=\"${CMAKE_CURRENT_SOURCE_DIR}\"")
