// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include <boost/test/unit_test.hpp>

// Written out, not made by BOOST_TEST_MODULE: that macro must stand before Boost.Test's header,
// which the precompiled header has included already.
int main(int argc, char* argv[]) {
  return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
