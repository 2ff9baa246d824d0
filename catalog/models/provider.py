"""A school, university or company that gives courses; it knows nothing of its courses."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from catalog.models.columns import CatalogRow


class Provider(CatalogRow):
    """Who gives a course.

    Attributes:
        municipality: town of the provider itself, where a source names it.
        url: home page, where a source names it.
    """

    __tablename__ = "provider"

    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2), index=True)
    municipality: Mapped[str | None] = mapped_column(String(120))
    url: Mapped[str | None] = mapped_column(Text)
