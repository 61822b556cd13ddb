#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The sample below its guard: killed, stopped, without disk, and at a terminal."""
import os
import queue
import random
import resource
import signal
import socket
import subprocess
import threading
import unittest

from invoices import Invoices
from processes import child_of, children_of, has_ended, state_of
from shop import (NEVER_SHIPS, PATIENCE, PROGRAM, SHIPPING_IS_HELD, STOP_SECONDS, Shop, check_mails,
                  check_order_of_events, check_sequences, wait_for)
from terminal import CTRL_C, CTRL_Z, ENTER, Terminal
import oracle

SEED = random.randrange(1 << 32)
# Invoices a second; the file must outlast what happens meanwhile.
RATE = 20


class Manager:
    """A service manager's socket. It is read all the time, for what finds no room in it is lost."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        self.came = queue.Queue()
        self.said = []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        while message := self.socket.recv(4096):
            self.came.put(message.decode())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.shutdown(socket.SHUT_RD)
        self.reader.join()
        self.socket.close()

    def hear(self, beginning):
        """Waits for a message that begins like that."""
        while not self.said or not self.said[-1].startswith(beginning):
            self.said.append(self.came.get(timeout=60 * PATIENCE))


class Guard(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        # Only where a line can be rewritten is progress told before ten seconds are over.
        os.environ["TERM"] = "xterm"
        self.shop = Shop(intake__file="orders.csv", inventory__initial_stock=10**16)
        self.file = Invoices(SEED).write(self.shop.folder / "orders.csv", 650)
        self.expected = oracle.compute(self.file)

    def set_for_programs(self, **variables):
        """Environment of those that start from now on."""
        os.environ.update(variables)
        self.addCleanup(lambda: [os.environ.pop(x, None) for x in variables])

    def check_figures(self):
        self.assertEqual(self.shop.summary(), self.expected["summary"], f"seed {SEED}")
        self.assertEqual(len(self.shop.dead_letters()),
                         sum(self.expected["dead_letters"].values()))
        check_sequences(self, self.shop)
        check_mails(self, self.shop)
        self.assertEqual(check_order_of_events(self, self.shop),
                         self.expected["summary"]["orders_placed"])

    def start(self, **settings):
        """A run that is under way and its child."""
        before = self.shop.last_sequence()
        guard = self.shop.start(intake__rate=RATE, **settings)
        wait_for("the run goes on", lambda: self.shop.last_sequence() > before + 10)
        return guard, child_of(guard.pid)

    def wait_for_successor(self, guard, child):
        """The next child, once it has come further than its predecessor."""
        def successor():
            found = children_of(guard.pid)
            return found[0] if found and found != [child] else None
        after = wait_for("the guard starts another child", successor)
        reached = self.shop.last_sequence()
        wait_for("the work goes on", lambda: self.shop.last_sequence() > reached)
        return after

    def stop(self, guard):
        guard.send_signal(signal.SIGTERM)
        self.assertEqual(guard.wait(STOP_SECONDS), 0, self.shop.log())

    def test_goes_on_at_once_when_its_child_is_killed(self):
        with self.shop as shop:
            guard, child = self.start()
            for _ in range(2):
                os.kill(child, signal.SIGKILL)
                child = self.wait_for_successor(guard, child)
            self.stop(guard)
            self.assertIn("guard: the process died of SIGKILL; starts it anew at once", shop.log())
            self.check_figures()

    def test_takes_the_child_with_it_when_it_is_killed(self):
        with self.shop as shop:
            guard, child = self.start()
            guard.kill()
            guard.wait()
            wait_for("the child dies with its guard", lambda: has_ended(child))
            shop.wait_until_free()
            self.check_figures()

    def test_kills_a_child_whose_heart_stands_still(self):
        with self.shop as shop, Manager(shop.folder / "notify") as manager:
            self.set_for_programs(NOTIFY_SOCKET=str(shop.folder / "notify"),
                                  WATCHDOG_USEC="8000000")
            # A heartbeat goes through a commit, and no slow disk shall take it for a dead one.
            guard, child = self.start(journal__sync="normal")
            manager.hear("WATCHDOG=1")
            os.kill(child, signal.SIGSTOP)
            manager.hear("STATUS=the process died of SIGKILL")
            alive = manager.said[manager.said.index("WATCHDOG=1"):]
            self.assertLessEqual(alive.count("READY=1\nSTATUS=runs"), 1)
            manager.hear("WATCHDOG=1")
            self.wait_for_successor(guard, child)
            self.stop(guard)
            manager.hear("STOPPING=1\nSTATUS=stops")
            self.assertIn("no heartbeat for 4s", shop.log())
            self.check_figures()

    def test_passes_75_on_while_the_disk_is_full_and_goes_on_when_it_is_not(self):
        with self.shop as shop:
            def fill():
                # A limit on the size of files is a full disk that needs no disk.
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))

            for _ in range(3):
                full = subprocess.run(shop.command("run"), cwd=shop.folder, preexec_fn=fill,
                                      capture_output=True, text=True, timeout=120 * PATIENCE,
                                      check=False)
                self.assertEqual(full.returncode, 75, full.stderr)
                self.assertNotIn("starts it anew", full.stderr)
            self.assertGreater(shop.last_sequence(), 0)
            self.assertEqual({reason for reason, *_ in shop.dead_letters()} - {"bad_input"}, set())
            self.check_figures()

    def test_takes_one_ctrl_c_as_one_signal(self):
        with self.shop as shop:
            terminal = Terminal(shop.command("run", intake__rate=RATE), shop.folder)
            terminal.wait_for("handled, the slowest")
            terminal.press(CTRL_C)
            self.assertEqual(terminal.end(), 0, terminal.text)
            self.assertEqual(terminal.text.count("stops: sources stop"), 1, terminal.text)
            self.assertNotIn("a second signal: ended at once", terminal.text)
            self.assertIn("order-processing: stopped", terminal.text)
            self.check_figures()

    def test_ends_at_once_at_the_second_ctrl_c(self):
        with self.shop as shop, Manager(shop.folder / "notify") as manager:
            self.set_for_programs(NOTIFY_SOCKET=str(shop.folder / "notify"))
            shop.ship_brittly()
            terminal = Terminal(shop.command("run", **NEVER_SHIPS), shop.folder)
            terminal.wait_for(SHIPPING_IS_HELD)
            terminal.press(CTRL_C)
            terminal.wait_for("stops: sources stop")
            # The guard has taken the first, so that it cannot take both for one.
            manager.hear("STOPPING=1\nSTATUS=stops")
            terminal.press(CTRL_C)
            self.assertEqual(terminal.end(), 0, terminal.text)
            self.assertIn("a second signal: ended at once", terminal.text)
            self.check_figures()

    def test_is_stopped_and_continued_as_one_job(self):
        with self.shop as shop:
            terminal = Terminal(shop.command("run", intake__rate=RATE), shop.folder)
            terminal.wait_for("handled, the slowest")
            guard = child_of(terminal.shell)
            child = child_of(guard)
            terminal.press(CTRL_Z)
            terminal.wait_for("[stopped]")
            for process in (guard, child):
                wait_for("all of the job is stopped", lambda p=process: state_of(p) == "T")
            reached = shop.last_sequence()
            terminal.press(ENTER)
            wait_for("the job goes on", lambda: shop.last_sequence() > reached)
            self.assertEqual(child_of(guard), child)
            terminal.press(CTRL_C)
            self.assertEqual(terminal.end(), 0, terminal.text)
            self.check_figures()


if __name__ == "__main__":
    print(f"seed {SEED}, {PROGRAM}")
    unittest.main(verbosity=2)
