"""The public addresses over a real database with a few rows of the catalog."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.conversations.answers import Desk
from bot.secret_store import SecretStore
from bot.settings import PROJECT_ROOT, Settings
from bot.web import keys, middlewares, pages, routes
from catalog.db import Database
from catalog.models import Mode, Offering, PriceBasis, SiteKind, Status
from catalog.models.columns import CatalogRow
from catalog.texts import Texts
from tests import factories


def application(database: Database, folder: Path) -> web.Application:
    """Routes and edges as they are served, without the engine and what follows a turn."""
    app = web.Application(middlewares=[middlewares.errors])
    app.on_response_prepare.append(middlewares.security_headers)
    app[keys.SETTINGS] = Settings.from_env({"PASSERELLE_STATE_DIR": str(folder)})
    store = SecretStore.load_or_create(folder)
    app[keys.DESK] = Desk(store=store, texts=Texts.load(PROJECT_ROOT))
    app[keys.DATABASE] = database
    pages.setup(app)
    routes.add(app)
    return app


def courses() -> list[CatalogRow]:
    """Three courses that everybody may see, and a draft."""
    return [
        factories.course(
            public_id="fr-info",
            title="BTS Services informatiques",
            field="digital",
            duration_months=24,
            hours_per_week=10.5,
            ects=120,
            source="https://example.org/a ; notes.csv",
            source_date="2025-06",
            verified_on=date(2025, 5, 2),
            caveats=["old_source"],
            entry_requirements={"fr": "Bac"},
            offerings=[run("run-1"), run("run-2", status=Status.DRAFT)],
        ),
        factories.course(public_id="fr-tourisme", title="BTS Tourisme", award=None),
        factories.course(
            public_id="se-vard",
            title="Undersköterska",
            language="sv",
            country="SE",
            award=None,
            level="yh",
            field="health_social",
            mode=Mode.HYBRID,
            url=None,
        ),
        factories.course(public_id="fr-draft", title="Secret", status=Status.DRAFT),
    ]


def run(public_id: str, **values: Any) -> Offering:
    """A run that costs 105 euros a term."""
    defaults: dict[str, Any] = {
        "public_id": public_id,
        "status": Status.PUBLISHED,
        "starts_on": date(2026, 9, 1),
        "price_cents": 10_500,
        "currency": "EUR",
        "price_basis": PriceBasis.TERM,
    }
    return Offering(**(defaults | values))


def sites() -> list[CatalogRow]:
    """Sites in Guéret, Limoges and Visby, and an archived one."""
    visby = {"country": "SE", "territory": "SE-GOT", "lat": 57.64, "lon": 18.3}
    limoges = {"municipality": "Limoges", "lat": 45.83, "lon": 1.26}
    return [
        factories.site(public_id="gueret", services=["tutoring"], email="a@example.org"),
        factories.site(public_id="limoges", name="Antenne", kind=SiteKind.ADVICE_DESK, **limoges),
        factories.site(public_id="visby", name="Lärcentrum", network="larcentrum", **visby),
        factories.site(public_id="closed", status=Status.ARCHIVED),
    ]


def schemes() -> list[CatalogRow]:
    """A French grant and a Swedish loan."""
    return [
        factories.scheme(public_id="cpf", amount={"en": "500 EUR a year"}, amount_year="2026"),
        factories.scheme(public_id="lan", name="Studielån", country="SE", kind="loan"),
    ]
