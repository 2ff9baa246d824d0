"""Runs engine and web processes on one machine: starts, watches, starts again, stops them all."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.errors import BotError, PortBusy
from bot.settings import PROJECT_ROOT, Settings

GRACE_SECONDS = 10.0
LONGEST_PAUSE = 10.0
YOUNG_SECONDS = 20.0
MOST_YOUNG_DEATHS = 3
READY_POLL_SECONDS = 0.25
Tell = Callable[[str], None]


class ServiceFailed(BotError):
    """A process ends again and again right after its start."""

    code = "service_failed"

    def __init__(self, name: str, log: Path) -> None:
        super().__init__(f"the {name} process does not stay up; see {log}")


def listen(host: str, port: int) -> socket.socket:
    """The web address, held by the supervisor so that a restart of web refuses nobody.

    Raises:
        PortBusy: another program has it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()
    try:
        return socket.create_server((host, port), family=family, backlog=512, dualstack_ipv6=both)
    except OSError as error:
        raise PortBusy(host, port) from error


@dataclass
class Service:
    """One process to keep running. *environ* is added to the supervisor's own."""

    name: str
    command: list[str]
    log: Path
    environ: dict[str, str] = field(default_factory=dict)
    pass_fds: tuple[int, ...] = ()

    async def keep_running(self, tell: Tell) -> None:
        """Start it and start it again whenever it ends, with growing pauses, until cancelled.

        Raises:
            ServiceFailed: it ended `MOST_YOUNG_DEATHS` times in a row right after its start.
        """
        loop, young_deaths = asyncio.get_running_loop(), 0
        while True:
            started = loop.time()
            async with self._process() as process:
                status = await process.wait()
            young = loop.time() - started < YOUNG_SECONDS
            young_deaths = young_deaths + 1 if young and status > 0 else 0
            if young_deaths >= MOST_YOUNG_DEATHS:
                raise ServiceFailed(self.name, self.log)
            tell(f"{self.name} ended (status {status}); starting it again")
            await asyncio.sleep(min(LONGEST_PAUSE, 0.2 * 2**young_deaths))

    @contextlib.asynccontextmanager
    async def _process(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """The process, in a session of its own: Ctrl-C reaches the supervisor, which stops it."""
        with self.log.open("ab") as sink:
            process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env={**os.environ, **self.environ},
                pass_fds=self.pass_fds,
                cwd=PROJECT_ROOT,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), GRACE_SECONDS)
    except asyncio.TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def services(settings: Settings, listener: socket.socket, engine_url: str) -> list[Service]:
    """What runs on one machine: the engine, unless one is configured elsewhere, and web."""
    logs = settings.state_dir / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    running = []
    if not settings.engine_url:
        command = [
            sys.executable,
            "-m",
            "bot.engine",
            "--socket",
            engine_url.removeprefix("unix:"),
            "--workers",
            str(settings.engine_workers),
            "--database",
            settings.database,
            "--root",
            str(PROJECT_ROOT),
            "--models",
            str(settings.model_dir),
            "--indexes",
            str(settings.state_dir / "search"),
        ]
        running.append(Service("engine", command, logs / "engine.log"))
    web = [sys.executable, "-m", "bot.web", "--fd", str(listener.fileno())]
    environ = {"PASSERELLE_ENGINE_URL": engine_url}
    running += [
        Service(f"web-{number}", web, logs / "web.log", environ, (listener.fileno(),))
        for number in range(1, settings.web_workers + 1)
    ]
    return running


async def run(
    settings: Settings, listener: socket.socket, on_ready: Callable[[], None], tell: Tell
) -> None:
    """Run everything until SIGINT or SIGTERM; nothing is left running afterwards.

    Raises:
        ServiceFailed: a process cannot be kept up.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    listener.set_inheritable(True)
    # A short, private folder: the path of a Unix socket may have about 100 characters.
    with tempfile.TemporaryDirectory(prefix="passerelle-") as folder:
        engine_url = settings.engine_url or f"unix:{folder}/engine.sock"
        tasks = [
            asyncio.create_task(service.keep_running(tell))
            for service in services(settings, listener, engine_url)
        ]
        tasks.append(asyncio.create_task(_announce(settings, on_ready)))
        stopping = asyncio.create_task(stop.wait())
        try:
            await _first_failure([*tasks, stopping], stopping)
        finally:
            for task in [*tasks, stopping]:
                task.cancel()
            await asyncio.gather(*tasks, stopping, return_exceptions=True)


async def _first_failure(
    tasks: list[asyncio.Task[None] | asyncio.Task[bool]], stopping: asyncio.Task[bool]
) -> None:
    """Wait for the signal to stop, or for a task that cannot go on, whose error is raised."""
    waiting = set(tasks)
    while not stopping.done():
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()


async def _announce(settings: Settings, on_ready: Callable[[], None]) -> None:
    """Call *on_ready* once the service answers that it is ready."""
    url = f"http://{settings.address.partition('://')[2]}/ready"
    if settings.public_url:
        url = f"http://127.0.0.1:{settings.port}/ready"
    async with aiohttp.ClientSession() as session:
        while True:
            with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
                timeout = aiohttp.ClientTimeout(total=3)
                async with session.get(url, timeout=timeout) as response:
                    if response.status == 200:
                        on_ready()
                        return
            await asyncio.sleep(READY_POLL_SECONDS)
