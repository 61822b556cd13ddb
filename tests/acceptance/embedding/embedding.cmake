# Programs that run a deployment inside themselves: they link troupe::troupe, or
# troupe::caf, and nothing behind it.
troupe_add_suite(embedding_test FOLDER acceptance/embedding LINKS troupe::caf LABELS acceptance)
target_compile_definitions(embedding_test PRIVATE TROUPE_TRIAL_MODULE="$<TARGET_FILE:trial>")
add_dependencies(embedding_test trial)
