"""A run of a course: when it starts, where, what it costs; the course itself is described elsewhere."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from catalog.models.columns import CatalogRow, Json, code_enum


class PriceBasis(StrEnum):
    """What the price pays for."""

    CREDIT = "credit"
    TERM = "term"
    YEAR = "year"
    WHOLE = "whole"


class Offering(CatalogRow):
    """One run of a course.

    Attributes:
        starts_on: first day, where a source gives a date.
        ends_on: last day, where a source gives a date.
        starts: when it starts in the words of the source, per language, where it is no date.
        apply_by: last day to apply.
        municipality: where it is given, if not where the course says.
        price_cents: price in cents of *currency*; 0 is free, None unknown.
        currency: ISO 4217 code.
        price_basis: what the price pays for; None only without a price.
    """

    __tablename__ = "offering"

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    starts: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    apply_by: Mapped[date | None] = mapped_column(Date)
    municipality: Mapped[str | None] = mapped_column(String(120))
    price_cents: Mapped[int | None] = mapped_column(Integer)
    currency: Mapped[str | None] = mapped_column(String(3))
    price_basis: Mapped[PriceBasis | None] = mapped_column(code_enum(PriceBasis, "price_basis"))
