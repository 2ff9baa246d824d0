"""Settings of the catalog, read from the environment once; nothing else in it reads that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from catalog.errors import BadSetting

DATABASE_VARIABLE = "PASSERELLE_DATABASE_URL"
DEFAULT_DATABASE_URL = "sqlite+aiosqlite:///var/passerelle.db"
DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")


@dataclass(frozen=True)
class CatalogSettings:
    """Settings of the catalog.

    Attributes:
        database_url: where the catalog and the conversations are stored.
    """

    database_url: str = DEFAULT_DATABASE_URL

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> CatalogSettings:
        """Read the settings from *environ*.

        Raises:
            BadSetting: a variable holds a value that cannot be used; names both.
        """
        url = environ.get(DATABASE_VARIABLE, "") or DEFAULT_DATABASE_URL
        try:
            driver = make_url(url).drivername
        except ArgumentError as error:
            raise BadSetting(DATABASE_VARIABLE, url, "not a database URL") from error
        if driver not in DRIVERS:
            reason = f"driver {driver!r} is not one of {', '.join(DRIVERS)}"
            # The URL may carry a password: it is rendered without.
            raise BadSetting(DATABASE_VARIABLE, make_url(url).render_as_string(), reason)
        return cls(database_url=url)
