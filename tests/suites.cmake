troupe_add_suite(vocabulary_test FOLDER unit/vocabulary OBJECTS vocabulary LABELS pure)
troupe_add_suite(supervision_test FOLDER unit/supervision OBJECTS vocabulary execution supervision LABELS pure)
troupe_add_suite(journal_test FOLDER unit/journal OBJECTS vocabulary journal LABELS journal)
troupe_add_suite(deployment_test FOLDER unit/deployment OBJECTS vocabulary module deployment LABELS pure)
troupe_add_suite(execution_test FOLDER unit/execution OBJECTS vocabulary execution LABELS actor)
troupe_add_suite(actor_supervision_test FOLDER actor/supervision OBJECTS vocabulary execution supervision LABELS actor)
troupe_add_suite(commerce_test FOLDER unit/commerce LINKS commerce_logic LABELS pure)
if(TARGET commerce_test)
  target_compile_definitions(commerce_test PRIVATE
    TROUPE_ORACLE="${PROJECT_SOURCE_DIR}/tests/acceptance/oracle.py"
    TROUPE_SAMPLE_ORDERS="${PROJECT_SOURCE_DIR}/samples/order-processing/orders.csv")
endif()
troupe_add_suite(journal_conformance_test FOLDER conformance/journal OBJECTS vocabulary journal LABELS journal)
troupe_add_suite(journal_crash_test FOLDER chaos/journal OBJECTS vocabulary journal LABELS journal TIMEOUT 240)
