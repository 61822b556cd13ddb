# Where several sources of a suite are compiled as one (CMAKE_UNITY_BUILD), these are not: what they hide has the name
# of something that another source of the suite hides.
set_source_files_properties(
  actor/bus/topic_groups_test.cpp actor/execution/pool_test.cpp
  actor/running/idle_test.cpp actor/supervision/readiness_test.cpp
  actor/supervision/supervisor_actor_test.cpp actor/supervision/threaded_supervisor_test.cpp
  unit/assembly/deployment_plan_test.cpp unit/assembly/generation_test.cpp unit/assembly/letter_edit_test.cpp
  unit/assembly/orphans_test.cpp unit/assembly/outside_event_test.cpp unit/assembly/prospects_test.cpp
  unit/assembly/retention_holders_test.cpp unit/assembly/space_watch_test.cpp
  unit/assembly/status_view_test.cpp unit/assembly/tree_change_test.cpp unit/bus/subscription_test.cpp
  unit/bus/transient_intake_test.cpp unit/bus/transient_queue_test.cpp unit/commerce/invoice_reader_test.cpp
  unit/commerce/mail_file_test.cpp unit/commerce/oracle_test.cpp unit/definitions/record_test.cpp
  unit/deployment/fill_in_test.cpp unit/deployment/override_test.cpp unit/deployment/read_test.cpp
  unit/deployment/scalar_test.cpp unit/deployment/start_order_test.cpp
  unit/journal/sqlite_open_readonly_test.cpp unit/journal/verify_test.cpp unit/lifecycle/mail_test.cpp
  unit/lifecycle/onboarding_test.cpp unit/lifecycle/signups_test.cpp unit/service/handler_watch_test.cpp
  unit/service/stuck_handlers_test.cpp unit/service/transaction_test.cpp
  unit/supervision/report_book_test.cpp unit/supervision/report_limit_test.cpp
  unit/supervision/start_timeout_test.cpp unit/vocabulary/derived_ids_test.cpp unit/vocabulary/json_schema_test.cpp
  unit/vocabulary/json_text_test.cpp unit/vocabulary/recurrence_test.cpp unit/vocabulary/time_test.cpp
  unit/vocabulary/trace_test.cpp unit/vocabulary/uuid_test.cpp
  PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
