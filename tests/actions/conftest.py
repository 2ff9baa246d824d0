"""A learner's turn without Rasa: trackers from a factory, a real catalog in SQLite, real texts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.base import GuidanceAction
from actions.services import Services
from catalog.db import Base, Database
from catalog.gazetteer import Gazetteer
from catalog.knowledge import Answers
from catalog.models import Course, Offering, Organisation, Pace, PriceBasis, Scheme, Site
from catalog.texts import Texts
from tests import factories
from tests.databases import SqliteTemplate

ROOT = Path(__file__).parents[2]
SOURCE = {"source": "https://www.source.example/page", "source_date": "2026", "caveats": []}
EXECUTOR = ActionExecutor()
EXECUTOR.register_package("actions")


@dataclass
class Said:
    """What an action said, did and left behind."""

    replies: list[dict[str, Any]] = field(default_factory=list)
    effects: list[dict[str, Any]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)

    @property
    def reply(self) -> dict[str, Any]:
        """The only reply."""
        assert len(self.replies) == 1
        return self.replies[0]

    @property
    def text(self) -> str:
        """Text of the only reply."""
        return str(self.reply["text"])

    @property
    def needs(self) -> list[str]:
        """Needs that the chips stand for."""
        return [choice.get("need", choice.get("do", "")) for choice in self.reply["choices"]]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """Cards of the only reply."""
        return list(self.reply["cards"])


Ask = Callable[..., Awaitable[Said]]
Add = Callable[..., Awaitable[None]]


def make_tracker(
    need: str,
    text: str = "",
    *,
    language: str = "en",
    also: Iterable[str] = (),
    entities: Iterable[Mapping[str, Any]] = (),
    slots: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
    chosen: bool = False,
    ranking: Iterable[str] = (),
    shares: Mapping[str, float] | None = None,
    certainty: float = 0.9,
) -> Tracker:
    """A tracker as the engine hands it to an action; *shares* give the ranking with its figures."""
    likely = shares if shares is not None else dict.fromkeys(ranking, 0.1)
    message = {
        "intent": {"name": need, "confidence": certainty},
        "text": text,
        "also": list(also),
        "intent_ranking": [{"name": name, "confidence": share} for name, share in likely.items()],
        "entities": list(entities),
        "metadata": {"context": dict(context or {}), "chosen": chosen},
    }
    values = {"language": language, **(slots or {})}
    return Tracker("conversation", values, message, [], False, None, {}, None)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The shipped places."""
    return Gazetteer.load()


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The texts of the project."""
    return Texts.load(ROOT)


@pytest.fixture(scope="session")
def answers() -> Answers:
    """The answers of the project."""
    return Answers.load(ROOT)


@pytest.fixture
def database_url(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    """SQLite alone: the catalog's own tests hold both kinds of database to the same answers."""
    return sqlite_template.copy(tmp_path)


@pytest.fixture
def ask(database: Database, texts: Texts, answers: Answers, gazetteer: Gazetteer) -> Ask:
    """Run the action for a need and collect what it says; see `make_tracker` for the arguments."""
    services = Services(database, texts, answers, gazetteer)

    async def run(need: str, text: str = "", **turn: Any) -> Said:
        dispatcher = CollectingDispatcher()
        tracker = make_tracker(need, text, **turn)
        events = await GuidanceAction.by_need[need](services).run(dispatcher, tracker, {})
        said = Said(slots={event["name"]: event["value"] for event in events})
        for message in dispatcher.messages:
            kind, content = next(iter(message["custom"].items()))
            (said.replies if kind == "reply" else said.effects).append(content)
        return said

    return run


@pytest.fixture
def add(database: Database) -> Add:
    """Put rows into the catalog."""

    async def put(*rows: Base) -> None:
        async with database.write() as session:
            session.add_all(rows)

    return put


@pytest.fixture
def make() -> type[Make]:
    """Builders of rows and entities."""
    return Make


class Make:
    """Rows and entities with what the test names, the rest filled in."""

    @staticmethod
    def course(**changes: Any) -> Course:
        """A digital BTS at a distance with a dated source."""
        values: dict[str, Any] = {
            "public_id": "bts-sio",
            "title": "BTS Services informatiques aux organisations",
            "field": "digital",
            "pace": Pace.FULL_TIME,
            "duration_months": 24,
            **SOURCE,
            "source_date": "2026-02-19",
        }
        return factories.course(**(values | changes))

    @staticmethod
    def offering(price_cents: int) -> Offering:
        """A run with a price for the whole course."""
        return Offering(price_cents=price_cents, currency="EUR", price_basis=PriceBasis.WHOLE)

    @staticmethod
    def site(**changes: Any) -> Site:
        """A campus connecté in Guéret that can only be reached by telephone."""
        values: dict[str, Any] = {
            "public_id": "fr-gueret",
            "website": None,
            "phone": "05 00 00 00 00",
            "services": ["tutoring", "internet"],
            **SOURCE,
        }
        return factories.site(**(values | changes))

    @staticmethod
    def scheme(public_id: str, **changes: Any) -> Scheme:
        """A scheme to apply for before the start."""
        values: dict[str, Any] = {"official_url": "https://www.office.example/", **SOURCE}
        return factories.scheme(public_id=public_id, **(values | changes))

    @staticmethod
    def organisation() -> Organisation:
        """An organisation with a telephone."""
        contact = {"name": "Espace conseil", "phone": "01 00 00 00 00"}
        return factories.organisation(fallback_contact={"fr": contact, "en": contact})

    @staticmethod
    def place(*candidates: Mapping[str, Any]) -> dict[str, Any]:
        """The entity of a place; without candidates it is Guéret."""
        gueret = {
            "id": "gueret",
            "name": "Guéret",
            "admin1": "Nouvelle-Aquitaine",
            "admin2": "Creuse (23)",
            "country": "FR",
            "lat": 46.17,
            "lon": 1.87,
            "territory": "FR",
            "population": 13000,
        }
        rows = [{**gueret, **candidate} for candidate in candidates or ({},)]
        return {"entity": "place", "value": rows[0]["name"], "data": {"candidates": rows}}

    @staticmethod
    def code(entity: str, code: str, value: str = "") -> dict[str, Any]:
        """The entity of a field, level, mode, work status or language."""
        return {"entity": entity, "value": value or code, "data": {"code": code}}

    @staticmethod
    def entity(entity: str, value: str = "", **data: Any) -> dict[str, Any]:
        """Any other entity, with what the word lists know of it."""
        return {"entity": entity, "value": value, "data": data}
