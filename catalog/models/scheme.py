"""A scheme that helps adults study: money, leave, rights, equipment, recognition."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalog.models.columns import CODE_LENGTH, CatalogRow, Json, code_enum


class Confidence(StrEnum):
    """How well a statement is founded."""

    OFFICIAL = "A"
    SECONDARY = "B"
    WEAK = "C"


class ActFirst(StrEnum):
    """Whether the learner must apply before the course starts."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Scheme(CatalogRow):
    """A scheme, with the body that decides about it.

    Attributes:
        name: official name, in the language of the country.
        old_names: names under which people still know it.
        region: part of the country where it is valid; None for all of it.
        kind: code (``grant``, ``loan``, ``leave``, ``fee_waiver``, ``advice``, ``recognition``,
            ``equipment``, ``mobility``, ``housing_redirect``, ``entrepreneurship``).
        audience, main_condition, amount: text per language, where a source or editor has it.
        amount_year: year the amount was stated for; always shown with it.
        decides: body that says yes or no, in the words of the source.
    """

    __tablename__ = "scheme"

    name: Mapped[str] = mapped_column(String(200))
    old_names: Mapped[list[str]] = mapped_column(Json, default=list)
    country: Mapped[str] = mapped_column(String(2), index=True)
    region: Mapped[str | None] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(CODE_LENGTH), index=True)
    audience: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    main_condition: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    amount: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    amount_year: Mapped[str | None] = mapped_column(String(4))
    act_before_start: Mapped[ActFirst] = mapped_column(code_enum(ActFirst, "act_before_start"))
    decides: Mapped[str] = mapped_column(String(200))
    official_url: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[Confidence] = mapped_column(code_enum(Confidence, "confidence"))
