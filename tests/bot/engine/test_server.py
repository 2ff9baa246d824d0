"""The engine as a process: forks, replaces a dead worker, stops with its parent."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.engine.__main__ import main
from bot.engine.errors import ModelCorrupt, ModelMissing
from bot.engine.loading import load_engine
from bot.engine.training import Models
from tests.bot.engine.conftest import ACTIONS, ROOT, Body

SCRIPT = """
    import sys
    from contextlib import asynccontextmanager
    from pathlib import Path
    from bot.engine.__main__ import Options, run

    @asynccontextmanager
    async def services(url, root):
        yield

    root = Path(sys.argv[1])
    run(Options(sys.argv[2], 2, "", root), "ACTIONS", services)
"""
START_SECONDS = 120.0


@pytest.fixture(scope="module")
def running(tiny_project: Path, tiny_model: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """An engine of two workers on a Unix socket."""
    socket = str(tiny_project / "engine.sock")
    script = textwrap.dedent(SCRIPT).replace("ACTIONS", ACTIONS)
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, str(tiny_project), socket]
    with subprocess.Popen(command, env=environ, cwd=ROOT) as process:
        yield process, socket
        process.terminate()
        process.wait(20)


async def _call(socket: str, path: str, json: Any = None) -> tuple[int, dict[str, Any]]:
    connector = aiohttp.UnixConnector(path=socket)
    method = "POST" if json is not None else "GET"
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.request(method, f"http://engine{path}", json=json) as response,
    ):
        return response.status, await response.json()


async def _ready(socket: str) -> dict[str, Any]:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            return (await _call(socket, "/health"))[1]
        except (OSError, aiohttp.ClientError):
            await asyncio.sleep(0.2)
    raise AssertionError("the engine did not start")


def _children(pid: int) -> set[int]:
    found = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return {int(line) for line in found.split()}


def _alive() -> set[int]:
    return {int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()}


def _gone(path: str) -> bool:
    return not Path(path).exists()


async def _within(seconds: float, is_true: Callable[[], bool]) -> bool:
    """Whether something becomes true in time."""
    for _ in range(int(seconds / 0.05)):
        if is_true():
            return True
        await asyncio.sleep(0.05)
    return False


async def test_health_is_ready_after_a_real_turn(running: Any) -> None:
    health = await _ready(running[1])
    assert health["status"] == "ready"
    assert health["turns"] >= 4


async def test_a_turn_is_answered_over_the_socket(running: Any, body: Body) -> None:
    await _ready(running[1])
    turn = body("hello", choice={"need": "greet", "slots": {}})
    status, answer = await _call(running[1], "/turn", turn)
    assert (status, answer["replies"][0]["text"]) == (200, "greet 1 en")


async def test_errors_have_one_shape_and_no_words(running: Any, body: Body) -> None:
    await _ready(running[1])
    status, answer = await _call(running[1], "/turn", body("secret", language="de"))
    assert (status, answer["error"]["code"]) == (400, "bad_request")
    failing = body("please fail secret", choice={"need": "greet", "slots": {}})
    status, answer = await _call(running[1], "/turn", failing)
    assert (status, "secret" in str(answer)) == (500, False)


async def test_a_dead_worker_is_replaced(running: Any) -> None:
    process, socket = running
    await _ready(socket)
    before = _children(process.pid)
    os.kill(min(before), signal.SIGKILL)
    assert await _within(20, lambda: len(_children(process.pid) - before) == 1)
    assert len(_children(process.pid)) == 2
    assert (await _ready(socket))["status"] == "ready"


async def test_sigterm_stops_all(running: Any) -> None:
    process, socket = running
    await _ready(socket)
    workers = _children(process.pid)
    process.terminate()
    assert process.wait(20) == 0
    assert not workers & _alive()
    assert _gone(socket)


def test_a_missing_model_says_how_to_train(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    argv = ["engine", "--socket", str(tmp_path / "s"), "--database", "", "--root", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", argv)
    assert main() == 1
    assert "passerelle train" in capsys.readouterr().err


def test_a_broken_model_says_how_to_train(tiny_model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "passerelle-broken.tar.gz"
    broken.write_bytes(tiny_model.read_bytes()[:50_000])
    with pytest.raises(ModelCorrupt, match="passerelle train"):
        load_engine(broken, ACTIONS)


def test_a_model_fits_a_copy_of_the_project(
    tiny_project: Path, tiny_model: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(tiny_project / "data", tmp_path / "data").parent
    for name in ("config.yml", "domain.yml"):
        shutil.copy(tiny_project / name, copy / name)
    assert Models.of(copy).fingerprint() == Models.of(tiny_project).fingerprint()


def test_a_changed_source_makes_the_model_stale(tiny_project: Path, tiny_model: Path) -> None:
    models = Models.of(tiny_project)
    assert not models.is_stale()
    rules = tiny_project / "data" / "rules" / "people.yml"
    original = rules.read_text(encoding="utf-8")
    rules.write_text(original + "# changed\n", encoding="utf-8")
    try:
        assert models.is_stale()
        with pytest.raises(ModelMissing):
            models.current()
    finally:
        rules.write_text(original, encoding="utf-8")
