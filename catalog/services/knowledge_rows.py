"""Facts, help lines and edited answers as rows of the database, and back; it says nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.facts import Fact, HelpLine, amount_of
from catalog.knowledge import Answers, Place
from catalog.models import AnswerRow, FactRow, HelpLineRow, Status
from catalog.services.seed_rows import Row, Values

TABLES = (FactRow.__tablename__, AnswerRow.__tablename__, HelpLineRow.__tablename__)
EDITABLE = ("text", "plain", "short", "chips", "facts")


def fact_rows(answers: Answers) -> list[Row]:
    """The facts of the files as rows to load."""
    return [
        _row("facts.yml", f"{fact.id}-{fact.country.lower()}", fact.source, fact.as_of, _fact(fact))
        for fact in answers.facts.values()
    ]


def help_line_rows(answers: Answers) -> list[Row]:
    """The help lines of the files as rows to load."""
    return [
        _row("helplines.yml", f"{country.lower()}-{at}", line.source, None, _help_line(line, at))
        for country, lines in answers.lines.items()
        for at, line in enumerate(lines)
    ]


async def with_rows(session: AsyncSession, files: Answers) -> Answers:
    """*files* with what the database says instead: edited rows win, archived ones are gone."""
    facts: dict[tuple[str, str], Fact] = dict(files.facts)
    for row in await session.scalars(select(FactRow)):
        facts.pop((row.key, row.country), None)
        if row.status is Status.PUBLISHED:
            facts[row.key, row.country] = _fact_of(row)
    lines = await session.scalars(
        select(HelpLineRow).order_by(HelpLineRow.country, HelpLineRow.position)
    )
    published = [row for row in lines if row.status is Status.PUBLISHED]
    edits = await session.scalars(select(AnswerRow).where(AnswerRow.status == Status.PUBLISHED))
    return replace(
        files,
        facts=facts,
        lines={**files.lines, **_by_country(published)},
        edits={_place(row): _edit(row) for row in edits},
    )


def _row(
    file: str, public_id: str, source: str, source_date: str | None, values: Mapping[str, Any]
) -> Row:
    common: Values = {
        "status": Status.PUBLISHED.value,
        "source": source,
        "source_date": source_date,
        "caveats": [],
    }
    return Row(file, 0, public_id, {**common, **values})


def _fact(fact: Fact) -> Values:
    amount = fact.amount and {"value": str(fact.amount.value), "currency": fact.amount.currency}
    return {
        "key": fact.id,
        "country": fact.country,
        "topic": fact.topic,
        "texts": dict(fact.texts),
        "amount": amount,
        "audience": list(fact.audience),
        "official_url": fact.official_url,
        "confidence": fact.confidence,
        "review_by": fact.review_by,
    }


def _help_line(line: HelpLine, at: int) -> Values:
    return {
        "country": line.country,
        "position": at,
        "number": line.number,
        "names": dict(line.names),
        "hours": dict(line.hours),
        "verified_on": line.checked_on,
    }


def _fact_of(row: FactRow) -> Fact:
    return Fact(
        id=row.key,
        country=row.country,
        texts=row.texts,
        amount=amount_of(row.amount),
        as_of=row.source_date,
        source=row.source or "",
        official_url=row.official_url,
        confidence=row.confidence.value,
        review_by=row.review_by,
        topic=row.topic,
        audience=tuple(row.audience),
    )


def _by_country(rows: list[HelpLineRow]) -> dict[str, tuple[HelpLine, ...]]:
    lines: dict[str, tuple[HelpLine, ...]] = {}
    for row in rows:
        line = HelpLine(
            row.country, row.number, row.names, row.hours, row.source or "", row.verified_on
        )
        lines[row.country] = (*lines.get(row.country, ()), line)
    return lines


def _place(row: AnswerRow) -> Place:
    return row.need, row.language, row.country, row.variant


def _edit(row: AnswerRow) -> dict[str, Any]:
    said = {key: getattr(row, key) for key in EDITABLE}
    return {key: value for key, value in said.items() if value is not None}
