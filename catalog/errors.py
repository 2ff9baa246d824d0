"""Errors of the catalog, each with a stable code; it knows nothing of screens or languages."""

from __future__ import annotations


class CatalogError(Exception):
    """Root of every error the catalog raises; boundaries catch this one.

    Attributes:
        code: stable, machine-readable name of the error.
    """

    code = "catalog_error"


class CatalogUnavailable(CatalogError):
    """The database could not be reached or did not answer."""

    code = "catalog_unavailable"


class MissingText(CatalogError):
    """A text was asked for that no data file holds."""

    code = "missing_text"

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"no text {key!r} in language {language!r}")
        self.key = key
        self.language = language


class BadDataFile(CatalogError):
    """A file of texts, answers or seed data cannot be read."""

    code = "bad_data_file"

    def __init__(self, path: str, reason: str, line: int | None = None) -> None:
        where = path if line is None else f"{path}:{line}"
        super().__init__(f"{where}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line


class BadSetting(CatalogError):
    """A setting in the environment cannot be used."""

    code = "bad_setting"

    def __init__(self, variable: str, value: str, reason: str) -> None:
        super().__init__(f"{variable}={value!r}: {reason}")
        self.variable = variable
        self.value = value
        self.reason = reason


class NotFound(CatalogError):
    """A row was asked for that does not exist."""

    code = "not_found"

    def __init__(self, entity: str, public_id: str) -> None:
        super().__init__(f"no {entity} {public_id!r}")
        self.entity = entity
        self.public_id = public_id


class ChangeConflict(CatalogError):
    """A change of the catalog can no longer be undone."""

    code = "change_conflict"

    def __init__(self, change_id: int, reason: str) -> None:
        super().__init__(f"change {change_id}: {reason}")
        self.change_id = change_id
        self.reason = reason
