"""The engine's parent process: loads the model once, forks the workers, replaces a dead one."""

from __future__ import annotations

import gc
import logging
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
YOUNG_SECONDS = 5.0  # a worker that dies younger than this is replaced after a growing pause
LONGEST_PAUSE = 5.0
GRACE_SECONDS = 8.0
BACKLOG = 512

Work = Callable[[int], None]


@dataclass
class Parent:
    """Keeps *count* workers alive, each running *work* with its parent's process id.

    The parent never starts an event loop, a thread or a database connection: none of them
    survives a fork.
    """

    work: Work
    count: int
    workers: dict[int, float] = field(default_factory=dict)
    pause: float = 0.0
    stopping: bool = False

    def run(self) -> None:
        """Run until SIGTERM or SIGINT comes or the process that started this one is gone."""
        starter = os.getppid()
        wake = self._listen_to_signals()
        gc.collect()
        gc.freeze()  # keeps the collector of the children off pages shared with the parent
        while not self.stopping and os.getppid() == starter:
            self._fill()
            select.select([wake], [], [], POLL_SECONDS)
            _drain(wake)
            self._bury()
        self._stop_workers()

    def _listen_to_signals(self) -> int:
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)
        return reader

    def _on_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _fill(self) -> None:
        while len(self.workers) < self.count and not self.stopping:
            time.sleep(self.pause)
            parent, child = os.getpid(), os.fork()
            if child == 0:
                self._be_a_worker(parent)
            self.workers[child] = time.monotonic()

    def _be_a_worker(self, parent: int) -> None:
        """The child's whole life; it must never return into the parent's loop."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            self.work(parent)
            status = 0
        except BaseException as error:
            log.error("worker %d stopped: %s: %s", os.getpid(), type(error).__name__, error)
        finally:
            os._exit(status)

    def _bury(self) -> None:
        while self.workers:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            born = self.workers.pop(pid, None)
            young = born is not None and time.monotonic() - born < YOUNG_SECONDS
            self.pause = min(LONGEST_PAUSE, self.pause * 2 or 0.1) if young else 0.0
            if not self.stopping:
                log.warning("worker %d is gone; starting another", pid)

    def _stop_workers(self) -> None:
        self.stopping = True
        for number, patience in ((signal.SIGTERM, GRACE_SECONDS), (signal.SIGKILL, 2.0)):
            for pid in self.workers:
                os.kill(pid, number)
            until = time.monotonic() + patience
            while self.workers and time.monotonic() < until:
                self._bury()
                time.sleep(0.02)


def _drain(reader: int) -> None:
    try:
        os.read(reader, 4096)
    except BlockingIOError:
        return


def listen(address: str) -> socket.socket:
    """A listening socket: a path for a Unix socket, or `host:port`.

    A Unix socket is readable by its owner only; one that an ended process left is replaced.
    """
    host, _, port = address.rpartition(":")
    if host and port.isdigit():
        return socket.create_server((host, int(port)), backlog=BACKLOG)
    if os.path.exists(address):
        os.unlink(address)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    old = os.umask(0o177)
    try:
        listener.bind(address)
    finally:
        os.umask(old)
    listener.listen(BACKLOG)
    return listener
