"""A course as its provider describes it, and the codes it is found by; dated runs are offerings."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalog.models.columns import CODE_LENGTH, CatalogRow, Json, code_enum
from catalog.models.offering import Offering
from catalog.models.provider import Provider


class Mode(StrEnum):
    """Where the teaching happens."""

    DISTANCE = "distance"
    HYBRID = "hybrid"
    PRESENTIAL = "presential"


class Pace(StrEnum):
    """How much of a week the course takes."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    FLEXIBLE = "flexible"


class Course(CatalogRow):
    """A course or a degree programme.

    Attributes:
        title: in the language of the source.
        titles: the title in other languages, where a source has one.
        language: language of teaching.
        award: name of the diploma or certificate as the source writes it.
        level: code of the level of study (see ``catalog.levels``).
        eqf_level: 1 to 8 of the European Qualifications Framework; None if it has none.
        field: code of the field of study (see ``catalog.levels``).
        isced_f: field of ISCED-F 2013, two to four digits.
        municipality: where meetings or exams take place, if any.
        hours_per_week: of study at the stated pace.
        funding: codes of schemes that the source names (``CPF``, ``CSN``).
        entry_requirements: text per language.
        summaries: what it is about, plain text per language, at most 2,000 characters.
        codes: of classifications, as ``system:value`` (``formacode:31088``, ``rome:M1805``).
        review_by: day after which the row must be checked again; None if nobody set one.
        offerings: dated runs and prices, earliest first.
    """

    __tablename__ = "course"

    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    titles: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    language: Mapped[str] = mapped_column(String(2))
    country: Mapped[str] = mapped_column(String(2), index=True)
    municipality: Mapped[str | None] = mapped_column(String(120))
    award: Mapped[str | None] = mapped_column(String(120))
    level: Mapped[str | None] = mapped_column(String(CODE_LENGTH), index=True)
    eqf_level: Mapped[int | None] = mapped_column(Integer)
    field: Mapped[str] = mapped_column(String(CODE_LENGTH), index=True)
    isced_f: Mapped[str | None] = mapped_column(String(4))
    rncp_code: Mapped[str | None] = mapped_column(String(20))
    ects: Mapped[float | None] = mapped_column(Float)
    mode: Mapped[Mode] = mapped_column(code_enum(Mode, "mode"))
    pace: Mapped[Pace | None] = mapped_column(code_enum(Pace, "pace"))
    duration_months: Mapped[int | None] = mapped_column(Integer)
    hours_per_week: Mapped[float | None] = mapped_column(Float)
    funding: Mapped[list[str]] = mapped_column(Json, default=list)
    entry_requirements: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    summaries: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    codes: Mapped[list[str]] = mapped_column(Json, default=list)
    url: Mapped[str | None] = mapped_column(Text)
    review_by: Mapped[date | None] = mapped_column(Date)

    provider: Mapped[Provider] = relationship(lazy="joined", innerjoin=True)
    offerings: Mapped[list[Offering]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by=Offering.id
    )

    def title_in(self, language: str) -> str:
        """The title in *language* where a source has it, else as the provider writes it."""
        return self.titles.get(language, self.title)

    @property
    def priced_offering(self) -> Offering | None:
        """The first offering with a known price; None if no source names one."""
        return next((run for run in self.offerings if run.price_cents is not None), None)
