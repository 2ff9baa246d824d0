"""A town, village or region of the gazetteer, as a table for joins; look-ups use the gazetteer."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, Float, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from catalog.models.columns import CatalogRow, Json, code_enum


class PlaceKind(StrEnum):
    """A place where people live, or an area that holds many of them."""

    TOWN = "town"
    REGION = "region"


class PlaceRow(CatalogRow):
    """A place of the gazetteer.

    Attributes:
        admin1: région, län or province; None for those themselves.
        admin2: département with its number, or arrondissement; None where there is none.
        territory: code of the land one can travel in without crossing a sea.
        lat, lon: centre in degrees (WGS 84).
        rough: whether the centre is that of a neighbour, several kilometres off.
    """

    __tablename__ = "place"

    name: Mapped[str] = mapped_column(String(120), index=True)
    names: Mapped[list[str]] = mapped_column(Json, default=list)
    kind: Mapped[PlaceKind] = mapped_column(code_enum(PlaceKind, "kind"))
    admin1: Mapped[str | None] = mapped_column(String(120))
    admin2: Mapped[str | None] = mapped_column(String(120))
    country: Mapped[str] = mapped_column(String(2), index=True)
    territory: Mapped[str] = mapped_column(String(10))
    lat: Mapped[float] = mapped_column(Float)
    lon: Mapped[float] = mapped_column(Float)
    rough: Mapped[bool] = mapped_column(Boolean, default=False)
    population: Mapped[int] = mapped_column(Integer, default=0)
    postal_codes: Mapped[list[str]] = mapped_column(Json, default=list)
