// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors

#define BOOST_TEST_MODULE troupe
#include <boost/test/unit_test.hpp>
