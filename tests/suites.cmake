troupe_add_suite(vocabulary_test FOLDER unit/vocabulary OBJECTS vocabulary LABELS pure)
troupe_add_suite(supervision_test FOLDER unit/supervision OBJECTS vocabulary supervision LABELS pure)
troupe_add_suite(journal_test FOLDER unit/journal OBJECTS vocabulary journal LABELS journal)
troupe_add_suite(deployment_test FOLDER unit/deployment OBJECTS vocabulary deployment LABELS pure)
