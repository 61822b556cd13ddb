# What `cmake --install` puts where. The program finds libtroupe and the modules that ship from where
# it stands itself, so that the tree may be moved.
#
#   component troupe           bin/troupe, libtroupe, the module `commerce` and its sources, a sample to run
#   component troupe-dev       headers, find_package(troupe), the reference pages
#   component troupe-samples   further modules, which need mail and database clients, and their samples

include(CMakePackageConfigHelpers)

set(TROUPE_CONFIG_DIR lib/cmake/troupe)
set_target_properties(troupe_program PROPERTIES INSTALL_RPATH "$ORIGIN/../lib")

install(TARGETS troupe EXPORT troupeTargets
  LIBRARY DESTINATION lib COMPONENT troupe NAMELINK_COMPONENT troupe-dev)
install(TARGETS troupe_program RUNTIME DESTINATION bin COMPONENT troupe)
install(TARGETS commerce LIBRARY DESTINATION lib/troupe COMPONENT troupe)
install(DIRECTORY config DESTINATION share/troupe COMPONENT troupe)
install(DIRECTORY samples/order-processing samples/hello samples/embedded
  DESTINATION share/troupe/samples COMPONENT troupe)
# To be read beside the samples, whose pages name them.
install(DIRECTORY actors/commerce DESTINATION share/troupe/actors COMPONENT troupe)
install(DIRECTORY actors/lifecycle actors/subscriptions actors/loyalty
  DESTINATION share/troupe/actors COMPONENT troupe-samples)
install(TARGETS lifecycle subscriptions loyalty LIBRARY DESTINATION lib/troupe
  COMPONENT troupe-samples)
install(DIRECTORY samples/user-lifecycle samples/subscription-upgrade USE_SOURCE_PERMISSIONS DESTINATION share/troupe/samples COMPONENT troupe-samples)

install(DIRECTORY runtime/include/troupe DESTINATION include COMPONENT troupe-dev)
install(FILES ${PROJECT_BINARY_DIR}/generated/include/troupe/header_digest.hpp
  DESTINATION include/troupe COMPONENT troupe-dev)
install(EXPORT troupeTargets NAMESPACE troupe:: DESTINATION ${TROUPE_CONFIG_DIR} COMPONENT troupe-dev)
configure_package_config_file(runtime/cmake/troupeConfig.cmake.in
  ${PROJECT_BINARY_DIR}/troupeConfig.cmake INSTALL_DESTINATION ${TROUPE_CONFIG_DIR})
# Before 1.0 a minor version may change what modules rely on, and the stamp names the patch level.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/troupeConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/troupeConfig.cmake ${PROJECT_BINARY_DIR}/troupeConfigVersion.cmake
  runtime/cmake/FindCAF.cmake runtime/cmake/troupe_add_module.cmake runtime/cmake/module_entry.cpp runtime/cmake/test_main.cpp
  DESTINATION ${TROUPE_CONFIG_DIR} COMPONENT troupe-dev)

# The reference pages, whose links lead to what is installed; what is not is named only.
file(GLOB pages CONFIGURE_DEPENDS docs/*.md)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pages})
foreach(page ${pages})
  file(READ ${page} text)
  string(REPLACE "](../runtime/include/troupe/" "](../../../include/troupe/" text "${text}")
  string(REPLACE "](../samples/" "](../../troupe/samples/" text "${text}")
  string(REGEX REPLACE "\\[([^]\n]*)\\]\\(\\.\\./tests/[^)]*\\)" "\\1" text "${text}")
  get_filename_component(name ${page} NAME)
  file(WRITE ${PROJECT_BINARY_DIR}/docs/${name} "${text}")
endforeach()
install(DIRECTORY ${PROJECT_BINARY_DIR}/docs/ DESTINATION share/doc/troupe COMPONENT troupe-dev
  FILES_MATCHING PATTERN *.md)

install(FILES "runtime/package/troupe@.service" DESTINATION lib/systemd/system COMPONENT troupe)

# The manual and the completions of shells are what the program says of itself.
find_program(TROUPE_GZIP gzip REQUIRED)
set(generated ${PROJECT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated})
add_custom_command(
  OUTPUT ${generated}/troupe.1.gz ${generated}/troupe.bash ${generated}/_troupe
  COMMAND troupe_program generate man > ${generated}/troupe.1
  COMMAND ${TROUPE_GZIP} -9nf ${generated}/troupe.1
  COMMAND troupe_program generate bash > ${generated}/troupe.bash
  COMMAND troupe_program generate zsh > ${generated}/_troupe
  DEPENDS troupe_program VERBATIM)
add_custom_target(troupe_generated ALL DEPENDS ${generated}/troupe.1.gz)
install(FILES ${generated}/troupe.1.gz DESTINATION share/man/man1 COMPONENT troupe)
install(FILES ${generated}/troupe.bash RENAME troupe
  DESTINATION share/bash-completion/completions COMPONENT troupe)
install(FILES ${generated}/_troupe DESTINATION share/zsh/vendor-completions COMPONENT troupe)

# What Debian wants of each package.
configure_file(runtime/package/changelog.in ${PROJECT_BINARY_DIR}/changelog @ONLY)
execute_process(COMMAND ${TROUPE_GZIP} -9nc ${PROJECT_BINARY_DIR}/changelog
  OUTPUT_FILE ${PROJECT_BINARY_DIR}/changelog.gz)
foreach(package troupe troupe-dev troupe-samples)
  install(FILES LICENSE RENAME copyright DESTINATION share/doc/${package} COMPONENT ${package})
  install(FILES ${PROJECT_BINARY_DIR}/changelog.gz DESTINATION share/doc/${package} COMPONENT ${package})
endforeach()
