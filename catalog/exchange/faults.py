"""What could not be read, as a code and values; the words for it are in `data/texts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default

from catalog.errors import CatalogError


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of a file that could not be read, or was read with a doubt.

    Attributes:
        where: where it stands, for people: ``row 17``.
        code: ``fault_<code>`` in ``data/texts/<language>/exchange.yml``.
        values: what the sentence names (``column``, ``value`` ...), each at most 80 characters.
        key: of the record, if it is known although the record cannot be read.
        fatal: whether the record is left out; else only the one value is.
    """

    where: str
    code: str
    values: Mapping[str, str] = default(default_factory=dict)
    key: str | None = None
    fatal: bool = True


class UnreadableFile(CatalogError):
    """A whole file cannot be read; nothing of it is taken.

    Attributes:
        reason: ``unreadable_<reason>`` in ``data/texts/<language>/exchange.yml``.
        values: what the sentence names.
    """

    code = "unreadable_file"

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(f"{reason} {values}" if values else reason)
        self.reason = reason
        self.values = values
