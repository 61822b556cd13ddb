# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""A program at a terminal of its own, as a person has it: keys are pressed, and what it says is read."""
import codecs
import os
import pty
import select
import signal
import termios
import time

from shop import PATIENCE

CTRL_C = b"\x03"
CTRL_Z = b"\x1a"
ENTER = b"\n"


def be_a_shell(command):
    """Runs the command as a job in the foreground; one that was stopped goes on at ENTER."""
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        os.execv(command[0], command)
    while True:
        _, status = os.waitpid(job, os.WUNTRACED)
        os.tcsetpgrp(0, os.getpgrp())
        if not os.WIFSTOPPED(status):
            os._exit(os.waitstatus_to_exitcode(status))
        os.write(1, b"[stopped]\n")
        os.read(0, 1)
        os.tcsetpgrp(0, job)
        os.killpg(job, signal.SIGCONT)


class Terminal:
    def __init__(self, command, folder, rows=0, columns=0):
        self.text = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.shell, self.terminal = pty.fork()
        if self.shell == 0:
            termios.tcsetwinsize(0, (rows, columns))
            os.chdir(folder)
            be_a_shell(command)

    def press(self, keys):
        os.write(self.terminal, keys)

    def wait_for(self, text, seconds=60):
        """Reads on until the text is there."""
        deadline = time.monotonic() + seconds * PATIENCE
        while text not in self.text:
            if time.monotonic() > deadline or not self.read_some():
                raise AssertionError(f"expected {text!r} in:\n{self.text}")

    def read_some(self):
        if not select.select([self.terminal], [], [], 0.1)[0]:
            return True
        try:
            self.text += self.decoder.decode(os.read(self.terminal, 4096))
            return True
        except OSError:  # All who had the terminal have ended.
            return False

    def end(self):
        """Reads to the end, and returns the exit code."""
        while self.read_some():
            pass
        _, status = os.waitpid(self.shell, 0)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)
