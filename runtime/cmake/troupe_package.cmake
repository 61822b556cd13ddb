# The packages `troupe`, `troupe-dev` and `troupe-samples` for Debian, which scripts/package makes of a build.

set(TROUPE_PACKAGE_CONTACT "The Troupe authors <troupe@example.org>" CACHE STRING
  "Who maintains the packages that are built here")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME troupe)
set(CPACK_PACKAGE_CONTACT ${TROUPE_PACKAGE_CONTACT})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/package)
set(CPACK_COMPONENTS_ALL troupe troupe-dev troupe-samples)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
# In /usr/lib the linker looks anyway.
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/runtime/package/remove_rpath.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_TROUPE_PACKAGE_NAME troupe)
set(CPACK_DEBIAN_TROUPE_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_TROUPE_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/runtime/package/triggers)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/lib)
set(CPACK_DEBIAN_TROUPE_DESCRIPTION "runs event-driven services as supervised actors
Troupe runs services that react to each other's events. A handler is a
transaction: its position, state and what it published are committed in one
write to an embedded journal, and supervisors restart what fails.

This package has the program, its library, the module of the sample and the
sample itself.")

set(CPACK_DEBIAN_TROUPE-DEV_PACKAGE_NAME troupe-dev)
set(CPACK_DEBIAN_TROUPE-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_TROUPE-DEV_PACKAGE_DEPENDS
  "troupe (= ${PROJECT_VERSION}), libboost1.81-dev, libboost-json1.81-dev")
set(CPACK_DEBIAN_TROUPE-DEV_PACKAGE_RECOMMENDS "g++, cmake (>= 3.25), ninja-build, libboost-test1.81-dev")
set(CPACK_DEBIAN_TROUPE-DEV_PACKAGE_SUGGESTS "libcaf-dev")
set(CPACK_DEBIAN_TROUPE-DEV_DESCRIPTION "headers and build rules for services that run in Troupe
A module of services is built by find_package(troupe) and
troupe_add_module(), and tested by its rehearsals, with what is in this
package.")

# What the modules of further samples need, such as libcurl and libpq, is not needed by the program.
set(CPACK_DEBIAN_TROUPE-SAMPLES_PACKAGE_NAME troupe-samples)
set(CPACK_DEBIAN_TROUPE-SAMPLES_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_TROUPE-SAMPLES_PACKAGE_DEPENDS "troupe (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_TROUPE-SAMPLES_DESCRIPTION "further systems of services that run in Troupe
The modules of two samples, and the samples themselves: user-lifecycle, which
sends mails by SMTP and keeps a CRM in SQLite or PostgreSQL, and
subscription-upgrade, to which a service is added while it runs.")

include(CPack)
