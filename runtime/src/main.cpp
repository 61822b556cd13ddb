// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "cli/command_line.hpp"

int main(int argc, char** argv) {
  return troupe::command_line(argc, argv);
}
