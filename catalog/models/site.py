"""A place one can go to: to study with support, to ask for advice, to attend a school."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalog.models.columns import CODE_LENGTH, CatalogRow, Json, code_enum


class SiteKind(StrEnum):
    """What one goes there for."""

    STUDY_PLACE = "study_place"
    ADVICE_DESK = "advice_desk"
    SCHOOL = "school"
    OTHER = "other"


class Site(CatalogRow):
    """A study place, an advice desk or a school.

    Attributes:
        network: code of the network it belongs to (``campus_connecte``, ``leerwinkel`` ...).
        partner_institution: university that stands behind it.
        territory: code of the land one can reach it from without crossing a sea.
        lat, lon: centre of the town in degrees (WGS 84), never the building.
        services: codes (``tutoring``, ``workspace``, ``exam_invigilation`` ...); empty if unknown.
        opening_hours: free text per language, with its year where it is old.
        review_by: day after which the row must be checked again; None if nobody set one.
    """

    __tablename__ = "site"

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[SiteKind] = mapped_column(code_enum(SiteKind, "kind"), index=True)
    network: Mapped[str] = mapped_column(String(CODE_LENGTH))
    operator: Mapped[str | None] = mapped_column(String(200))
    partner_institution: Mapped[str | None] = mapped_column(String(200))
    street: Mapped[str | None] = mapped_column(String(200))
    postal_code: Mapped[str | None] = mapped_column(String(10))
    municipality: Mapped[str] = mapped_column(String(120))
    region: Mapped[str | None] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(2), index=True)
    territory: Mapped[str] = mapped_column(String(10), index=True)
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    website: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    services: Mapped[list[str]] = mapped_column(Json, default=list)
    opening_hours: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    review_by: Mapped[date | None] = mapped_column(Date)
