"""`passerelle up`: leaves nothing running, and says in one line what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.settings import PROJECT_ROOT
from tests.running import Running, free_port


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, "COLUMNS": "200", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_ctrl_c_leaves_nothing_running(tmp_path: Path) -> None:
    installation = Running(tmp_path)
    installation.start()

    assert installation.stop() == []
    assert installation.process.returncode == 0


def test_busy_port_is_named(tmp_path: Path) -> None:
    import socket

    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        done = run("up", PASSERELLE_PORT=str(port), PASSERELLE_STATE_DIR=str(tmp_path))

    assert done.returncode == 1
    assert str(port) in done.stderr


def test_unreadable_setting_names_variable_and_value() -> None:
    done = run("up", PASSERELLE_PORT="eighty")

    assert done.returncode == 2
    assert "PASSERELLE_PORT" in done.stderr
    assert "eighty" in done.stderr


def test_missing_model_says_how_to_train(tmp_path: Path) -> None:
    done = run("understand", "/dev/null", PASSERELLE_MODEL_DIR=str(tmp_path))

    assert done.returncode == 1
    assert "passerelle train" in done.stderr


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    installation = Running(tmp_path)
    installation.start()
    installation.stop()

    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0
