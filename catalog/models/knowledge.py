"""What the assistant knows to say, as editors keep it: facts, edited answers, help lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base
from catalog.models.columns import CODE_LENGTH, CatalogRow, Json, code_enum
from catalog.models.scheme import Confidence


class FactRow(CatalogRow):
    """One statement about one country; its date is ``source_date``.

    Attributes:
        key: name under which answers ask for it; one row per key and country.
        topic: what it is about (``funding``, ``entry``, ``site`` ...), for editors.
        texts: the statement per language, without the full stop; ``{amount}`` stands for the amount.
        amount: ``{"value": "103.20", "currency": "EUR"}``; None if it has none.
        audience: work statuses it is meant for; empty for everybody.
        official_url: where a reader can check it.
        confidence: C is shown as to be checked.
        review_by: last day on which it is shown without a warning.
    """

    __tablename__ = "fact"
    __table_args__ = (Index(None, "key", "country", unique=True),)

    key: Mapped[str] = mapped_column(String(CODE_LENGTH))
    country: Mapped[str] = mapped_column(String(2), index=True)
    topic: Mapped[str] = mapped_column(String(CODE_LENGTH))
    texts: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    amount: Mapped[dict[str, Any] | None] = mapped_column(Json)
    audience: Mapped[list[str]] = mapped_column(Json, default=list)
    official_url: Mapped[str] = mapped_column(Text)
    confidence: Mapped[Confidence] = mapped_column(code_enum(Confidence, "confidence"))
    review_by: Mapped[date] = mapped_column(Date, index=True)


class AnswerRow(CatalogRow):
    """An answer that an editor wrote over the one in the files; what is None stays as in the files.

    Attributes:
        country, variant: narrow it to one country, to one named outcome; None for all.
        text, plain, short: see ``catalog.knowledge.Answer``.
        chips, facts: needs to offer next, and keys of facts.
    """

    __tablename__ = "answer"
    __table_args__ = (Index(None, "need", "language"),)

    need: Mapped[str] = mapped_column(String(CODE_LENGTH))
    language: Mapped[str] = mapped_column(String(2))
    country: Mapped[str | None] = mapped_column(String(2))
    variant: Mapped[str | None] = mapped_column(String(CODE_LENGTH))
    text: Mapped[str | None] = mapped_column(Text)
    plain: Mapped[str | None] = mapped_column(Text)
    short: Mapped[str | None] = mapped_column(Text)
    chips: Mapped[list[str] | None] = mapped_column(Json)
    facts: Mapped[list[str] | None] = mapped_column(Json)


class HelpLineRow(CatalogRow):
    """A telephone number for people in danger; the day of its last check is ``verified_on``.

    Attributes:
        position: order within the country, most fitting first, from 0.
        names, hours: per language; hours may be empty.
    """

    __tablename__ = "help_line"

    country: Mapped[str] = mapped_column(String(2), index=True)
    position: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(CODE_LENGTH))
    names: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    hours: Mapped[dict[str, str]] = mapped_column(Json, default=dict)


class Revision(Base):
    """How often the rows of one table have changed: whoever holds a copy sees when it is old."""

    __tablename__ = "revision"

    entity: Mapped[str] = mapped_column(String(CODE_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, default=0)
