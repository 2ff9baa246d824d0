"""`python -m bot.engine --socket PATH --workers N --database URL --root PATH`: runs the engine."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from bot.engine.quiet import silence
from bot.errors import BotError

Services = Callable[[str, Path], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    socket: str
    workers: int
    database: str
    root: Path
    models: Path | None = None
    indexes: Path | None = None

    @classmethod
    def from_argv(cls, argv: list[str]) -> Options:
        """Read the command line; exits with a usage line when it is wrong."""
        parser = argparse.ArgumentParser(prog="python -m bot.engine", description=__doc__)
        parser.add_argument("--socket", required=True, help="path of a Unix socket, or host:port")
        parser.add_argument("--workers", type=int, default=1, help="worker processes")
        parser.add_argument("--database", required=True, help="URL of the catalog's database")
        parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
        parser.add_argument("--models", type=Path, help="folder of models; default: ROOT/models")
        parser.add_argument("--indexes", type=Path, help="folder of the course index")
        return cls(**vars(parser.parse_args(argv)))


def run(options: Options, actions: str = "actions", services: Services | None = None) -> None:
    """Load the model once, fork the workers, stay until told to stop.

    Raises:
        ModelMissing, ModelCorrupt: there is nothing to serve; both say what to do.
    """
    silence()
    from bot.engine.training import Models  # only now: Rasa must find itself silenced

    model = Models.of(options.root, options.models).current()
    from bot.engine.loading import load_engine
    from bot.engine.server import Parent, listen
    from bot.engine.worker import serve
    from catalog.search.following import keep_indexes_in

    if services is None:
        from bot.engine.services import open_services

        services = open_services
    open_services_of_worker = services
    if options.indexes is not None:
        keep_indexes_in(options.indexes)
    engine = load_engine(model, actions)
    with listen(options.socket) as listener:

        async def life(parent: int) -> None:
            async with open_services_of_worker(options.database, options.root):
                await serve(engine, listener, parent)

        Parent(lambda parent: asyncio.run(life(parent)), options.workers).run()
    if os.path.exists(options.socket):
        os.unlink(options.socket)


def main() -> int:
    """Run the engine; the exit status is 1 when there is no usable model."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s engine %(levelname)s %(message)s")
    try:
        run(Options.from_argv(sys.argv[1:]))
    except BotError as error:
        print(f"engine: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
