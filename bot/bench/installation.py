"""An installation of its own: `passerelle up` in a given folder, on a free port, with real processes."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.bench.processes import ProcessInfo, below, processes
from bot.settings import PROJECT_ROOT

START_SECONDS = 420.0
"""Training included, on two slow cores."""
STOP_SECONDS = 30.0
PORTS = range(20_000, 30_000)
"""Below what Linux, macOS and Windows draw ports of outgoing connections from."""
READY = re.compile(r"one-time password \S|new password:")


class NotStarted(RuntimeError):
    """The installation ended or was not ready in time; its output tells why."""


def free_port() -> int:
    """A port that nobody uses at this moment.

    Not one that the system offers: it draws those for outgoing connections too, and may give the
    port away again before the server binds it.
    """
    while True:
        port = random.choice(PORTS)  # noqa: S311 - not a secret
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@dataclass
class Installation:
    """State lives in *folder*; *environ* is added to the environment."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    output: list[str] = field(default_factory=list)

    def start(self) -> float:
        """Start it; seconds until it said that it is ready.

        Raises:
            NotStarted: it ended before, or `START_SECONDS` passed.
        """
        started = time.monotonic()
        self.output.clear()
        own = {"PASSERELLE_STATE_DIR": str(self.folder), "PASSERELLE_PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "up"],
            cwd=PROJECT_ROOT,
            env={**os.environ, "COLUMNS": "200", **own, **self.environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() - started > START_SECONDS:
                self.process.kill()
                raise NotStarted("".join(self.output))
            time.sleep(0.05)
        return time.monotonic() - started

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.output.append(line)

    def _is_ready(self) -> bool:
        return any(READY.search(line) for line in self.output)

    @property
    def url(self) -> str:
        """Address of the service."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        """The one-time password that the first start printed."""
        return str(re.findall(r"one-time password (\S+)", "".join(self.output))[-1])

    def running(self, module: str = "") -> list[ProcessInfo]:
        """Processes below the supervisor whose command names *module* (``bot.web``)."""
        return [info for info in below(self.process.pid) if module in info.command]

    def workers(self) -> list[int]:
        """The engine's workers: children of the engine's parent process."""
        engine = self.running("bot.engine")
        parents = {info.pid for info in engine}
        return [info.pid for info in engine if info.parent in parents]

    def stop(self) -> list[int]:
        """Press Ctrl-C and wait; processes that are left afterwards."""
        started = [info.pid for info in self.running()]
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS)
        finally:
            self.process.kill()
        self._reader.join(STOP_SECONDS)
        return sorted(processes().keys() & set(started))
