"""The stock assistant that `rasa init` makes, trained and served as its documentation says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bench.installation import free_port
from bot.bench.processes import below, processes

START_SECONDS = 240.0
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


@dataclass(frozen=True)
class Stock:
    """A running stock assistant: seconds to train it, seconds to its first answer, memory in MB."""

    url: str
    training_seconds: float
    start_seconds: float
    rss_mb: float


@contextmanager
def running(folder: Path) -> Iterator[Stock]:
    """Make, train and serve it in *folder*; it is stopped at the end.

    Raises:
        subprocess.CalledProcessError: `rasa init` or `rasa train` failed.
    """
    environ = {**os.environ, **QUIET}
    rasa = [sys.executable, "-m", "rasa"]
    with (folder / "stock.log").open("w") as log:
        subprocess.run(
            [*rasa, "init", "--no-prompt", "--init-dir", "."],
            cwd=folder,
            env=environ,
            stdout=log,
            stderr=log,
            check=True,
        )
        started = time.monotonic()
        subprocess.run(
            [*rasa, "train"], cwd=folder, env=environ, stdout=log, stderr=log, check=True
        )
        trained = time.monotonic()
        port = free_port()
        process = subprocess.Popen(
            [*rasa, "run", "-i", "127.0.0.1", "-p", str(port)],
            cwd=folder,
            env=environ,
            stdout=log,
            stderr=log,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _await_answer(url, process)
            own = processes()[process.pid].rss_mb + sum(i.rss_mb for i in below(process.pid))
            yield Stock(url, trained - started, time.monotonic() - trained, own)
        finally:
            process.terminate()
            process.wait(30)


def _await_answer(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    body = b'{"sender": "first", "message": "hello"}'
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", body)
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                response.read()
                return
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
