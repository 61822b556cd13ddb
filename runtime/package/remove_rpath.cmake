# Run by CPack before it makes the packages of what is installed in its own folder.
file(GLOB_RECURSE programs ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/usr/bin/troupe)
foreach(program ${programs})
  file(RPATH_REMOVE FILE ${program})
endforeach()
