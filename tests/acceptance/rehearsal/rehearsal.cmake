# A whole deployment, rehearsed as its users would: they link troupe::troupe, and nothing behind it.
troupe_add_suite(rehearsal_test FOLDER acceptance/rehearsal LINKS troupe::troupe LABELS acceptance)
target_include_directories(rehearsal_test PRIVATE ${PROJECT_SOURCE_DIR}/actors)
target_compile_definitions(rehearsal_test PRIVATE TROUPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
add_dependencies(rehearsal_test commerce)
