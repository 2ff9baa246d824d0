"""An organisation that offers the assistant: its reach, its promises to learners, its contacts."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, String
from sqlalchemy.orm import Mapped, mapped_column

from catalog.models.columns import CatalogRow, Json, code_enum


class OrganisationKind(StrEnum):
    """What sort of body it is."""

    REGION = "region"
    MUNICIPALITY = "municipality"
    UNIVERSITY = "university"
    OTHER = "other"


class Organisation(CatalogRow):
    """A region, a municipality or a university, with its scope of the catalog.

    Attributes:
        countries: codes of the countries it serves (``FR``).
        territories: codes of the territories it serves (``FR``, ``FR-RE``).
        languages: codes of the languages it answers in, its own first.
        fallback_contact: per language: ``name, phone, email, url, hours``, each a text or None.
        privacy_notice: per language: ``controller, contact, legal_basis, retention, rights,
            authority``.
        retention_days: per kind of data (``conversation``, ``contact``, ``metrics`` ...).
        opening_hours: per weekday (``mon`` ... ``sun``) a list of ``[from, to]`` as ``HH:MM``.
        time_zone: IANA name in which the opening hours are meant.
        allowed_origins: origins of pages that may embed the chat.
        site_keys: keys those pages send.
        shows_needs_to_learners: whether learners' pages receive the recognised needs.
        demonstration: whether it exists only to show the program.
    """

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[OrganisationKind] = mapped_column(code_enum(OrganisationKind, "kind"))
    countries: Mapped[list[str]] = mapped_column(Json, default=list)
    territories: Mapped[list[str]] = mapped_column(Json, default=list)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    fallback_contact: Mapped[dict[str, dict[str, str | None]]] = mapped_column(Json, default=dict)
    privacy_notice: Mapped[dict[str, dict[str, str]]] = mapped_column(Json, default=dict)
    retention_days: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    opening_hours: Mapped[dict[str, list[list[str]]]] = mapped_column(Json, default=dict)
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/Paris")
    allowed_origins: Mapped[list[str]] = mapped_column(Json, default=list)
    site_keys: Mapped[list[str]] = mapped_column(Json, default=list)
    shows_needs_to_learners: Mapped[bool] = mapped_column(Boolean, default=False)
    demonstration: Mapped[bool] = mapped_column(Boolean, default=False)

    def contact_in(self, language: str) -> dict[str, Any]:
        """The fallback contact in *language*, else in the organisation's first language with one.

        Returns:
            The contact, or an empty mapping when none is written in any language.
        """
        for code in (language, *self.languages):
            if code in self.fallback_contact:
                return dict(self.fallback_contact[code])
        return {}
