"""Finds the provider that a record names, or makes it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import utcnow
from catalog.exchange.records import ProviderRecord
from catalog.exchange.values import web_address
from catalog.folding import fold
from catalog.models import ImportRun, Provider, Status
from catalog.services.changes import record_changes

LONGEST_NAME = 200


class Providers:
    """Providers by folded name and country; what is known of one is never overwritten here."""

    def __init__(self, session: AsyncSession, run: ImportRun) -> None:
        self._session = session
        self._run = run
        self._numbers: dict[tuple[str, str], int] = {}
        self._folded: dict[str, str] = {}
        self._ids: set[str] = set()

    async def load(self) -> None:
        """Learn which providers there are."""
        columns = select(Provider.id, Provider.public_id, Provider.name, Provider.country)
        for number, public_id, name, country in await self._session.execute(columns):
            self._numbers.setdefault((fold(name), country), number)
            self._ids.add(public_id)

    async def ensure(self, wanted: Iterable[tuple[ProviderRecord, str]]) -> None:
        """Make those of *wanted* (a record and a country) that there are not yet, all at once."""
        missing: dict[tuple[str, str], Provider] = {}
        for record, country in wanted:
            key = self._key(record, country)
            if key not in self._numbers and key not in missing:
                missing[key] = self._made(record, country)
        if not missing:
            return
        self._session.add_all(missing.values())
        made = [(row, None) for row in missing.values()]
        await record_changes(self._session, made, self._run.author, self._run.id)
        self._numbers.update({key: row.id for key, row in missing.items()})

    async def id_of(self, record: ProviderRecord, country: str) -> int:
        """The number of the provider, made now if there is none of that name in the country."""
        key = self._key(record, country)
        if key not in self._numbers:
            await self.ensure([(record, country)])
        return self._numbers[key]

    def _key(self, record: ProviderRecord, country: str) -> tuple[str, str]:
        """Name and country as they are compared; a file names a provider once for each course."""
        folded = self._folded.get(record.name)
        if folded is None:
            folded = self._folded[record.name] = fold(record.name)
        return folded, country

    def _made(self, record: ProviderRecord, country: str) -> Provider:
        return Provider(
            public_id=self._new_id(record.name, country),
            status=Status.PUBLISHED,
            name=record.name[:LONGEST_NAME],
            country=country,
            municipality=record.municipality,
            url=web_address(record.url),
            source=self._run.source.name,
            imported_at=utcnow(),
        )

    def _new_id(self, name: str, country: str) -> str:
        slug = f"{country.lower()}-{fold(name).replace(' ', '-')}"[:100]
        found, number = slug, 2
        while found in self._ids:
            found, number = f"{slug}-{number}", number + 1
        self._ids.add(found)
        return found
