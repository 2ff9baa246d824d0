"""The web application, joined in order: what it opens, its edges, its routes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from bot.conversations.answers import Desk
from bot.safety import SafetyRules
from bot.secret_store import SecretStore
from bot.settings import PROJECT_ROOT, Settings
from bot.web import keys, middlewares, pages, routes, sweep
from bot.web.bus import open_bus
from bot.web.desk import session as desk_session
from bot.web.engine_client import EngineClient
from bot.web.help_lines import HelpWords
from bot.web.limits import Limits
from bot.web.runner import TurnRunner
from catalog.db import Database
from catalog.knowledge import Answers
from catalog.search.following import keep_indexes_in
from catalog.services.live_answers import LiveAnswers
from catalog.texts import Texts

BODY_LIMIT = 16 * 1024


def create_app(settings: Settings, engine: EngineClient | None = None) -> web.Application:
    """The application for *settings*; nothing is opened before it starts.

    Raises:
        BadSecrets: the file of secrets is damaged.
        BadDataFile: a file of texts or patterns cannot be read.
    """
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[middlewares.errors])
    app.on_response_prepare.append(middlewares.security_headers)
    store = SecretStore.load_or_create(settings.state_dir)
    app[keys.SETTINGS] = settings
    app[keys.ROOT] = PROJECT_ROOT
    app[keys.DESK] = Desk(store=store, texts=Texts.load(PROJECT_ROOT))
    app[keys.SAFETY] = SafetyRules.load(PROJECT_ROOT)
    app[keys.LIMITS] = Limits()
    app[keys.ENGINE] = engine or EngineClient(settings.engine_url)
    desk_session.setup(app, store, settings)
    pages.setup(app)
    routes.add(app)
    app.cleanup_ctx.extend([open_database, open_push, run_turns, run_sweep])
    return app


async def open_database(app: web.Application) -> AsyncIterator[None]:
    """Open the database on start-up, close it on shut-down."""
    keep_indexes_in(app[keys.SETTINGS].state_dir / "search")
    database = app[keys.DATABASE] = Database.open(app[keys.SETTINGS].database)
    answers = LiveAnswers(Answers.load(app[keys.ROOT]), database)
    app[keys.HELP] = HelpWords(answers, app[keys.DESK])
    yield
    await app[keys.DATABASE].close()


async def open_push(app: web.Application) -> AsyncIterator[None]:
    """Open the bus between tabs, desks and web processes."""
    async with open_bus(app[keys.SETTINGS].database) as bus:
        app[keys.BUS] = bus
        yield


async def run_turns(app: web.Application) -> AsyncIterator[None]:
    """Work off the turn queue while the process serves."""
    runner = TurnRunner(app[keys.DATABASE], app[keys.ENGINE], app[keys.BUS], app[keys.DESK])
    app[keys.RUNNER] = runner
    async with runner.run():
        yield


async def run_sweep(app: web.Application) -> AsyncIterator[None]:
    """Look after lost counsellors, retention, and sources by the clock."""
    tasks = [asyncio.create_task(sweep.run(app)), asyncio.create_task(sweep.run_fetches(app))]
    yield
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await task
