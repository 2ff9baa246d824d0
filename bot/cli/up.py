"""`passerelle up`: everything on one machine, from nothing to a page that answers."""

from __future__ import annotations

import asyncio
import hashlib
import time
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.cli.catalog import load_with_progress, show
from bot.cli.console import err, out, readable_errors, settings
from bot.cli.train import ensure_model
from bot.cli.user import SignIn, first_user
from bot.migrations import upgrade
from bot.secret_store import SecretStore
from bot.settings import PROJECT_ROOT, Settings
from bot.supervisor import listen, run
from catalog.services.seed_loader import SEED_FOLDER

FIRST_EMAIL = "desk@passerelle.example"
FIRST_NAME = "Camille"


def up() -> None:
    """Train if needed, prepare the database, start engine and web, and look after them.

    Ctrl-C stops everything.
    """
    started = time.monotonic()
    with readable_errors():
        current = settings()
        listener = listen(current.host, current.port)
        with listener:
            ensure_model(current)
            sign_in = prepare(current)
            err.print("starting engine and web (Ctrl-C stops everything)")
            asyncio.run(
                run(
                    current,
                    listener,
                    on_ready=lambda: _announce(current, sign_in, time.monotonic() - started),
                    tell=lambda line: err.print(f"[yellow]{line}[/]", highlight=False),
                )
            )
        err.print("stopped")


def prepare(current: Settings) -> SignIn | None:
    """Secrets, schema, catalog, first user: whatever is missing, nothing twice.

    Returns:
        The sign-in of a user that was made just now, or None.
    """
    current.state_dir.mkdir(parents=True, exist_ok=True)
    SecretStore.load_or_create(current.state_dir)
    upgrade(current.database)
    mark = current.state_dir / f"seed-{_digest(make_url(current.database), current.demo)}"
    if not mark.exists():
        show(load_with_progress(current.database, SEED_FOLDER, current.demo))
        for old in current.state_dir.glob("seed-*"):
            old.unlink()
        mark.touch()
    return asyncio.run(first_user(current.database, FIRST_EMAIL, FIRST_NAME))


def _digest(database: object, demo: bool) -> str:
    """Changes with the database and with every seed file, so that the seed is read when it must be."""
    digest = hashlib.sha256(f"{database} {demo}".encode())
    for path in sorted(
        [*Path(SEED_FOLDER).iterdir(), *(PROJECT_ROOT / "data/knowledge").iterdir()]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _announce(current: Settings, sign_in: SignIn | None, seconds: float) -> None:
    page = "/demo" if current.demo else "/"
    out.print(f"\n[bold green]Passerelle is ready[/] ({seconds:.0f} s)", highlight=False)
    out.print(f"  chat  {current.address}{page}", highlight=False)
    out.print(f"  desk  {current.address}/desk", highlight=False)
    if sign_in:
        out.print(f"        sign in as {sign_in.email}", highlight=False)
        out.print(f"        one-time password {sign_in.password}\n", highlight=False)
    else:
        out.print("        new password: passerelle user password EMAIL\n", highlight=False)
