// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
// Built into each test by troupe_add_module(), so that a file of tests begins with its tests.

#include <boost/test/unit_test.hpp>

int main(int argc, char* argv[]) {
  return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
