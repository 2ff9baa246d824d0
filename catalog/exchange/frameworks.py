"""European levels of qualifications that are stated in a national framework."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "frameworks.yml"


def eqf_of(text: str) -> int | None:
    """The EQF level of ``EQF Level 6``, ``RQF level 3``, ``.../SCQF#9``.

    Returns:
        None where *text* names no framework, or a level that it does not have: a bare ``Level 6``
        is another one in each country.
    """
    lowered = text.lower()
    for name, table in _frameworks().items():
        if found := re.search(rf"\b{name}\b\D{{0,12}}(\d{{1,2}})\b", lowered):
            return table.get(int(found[1]))
    return None


@lru_cache(maxsize=1)
def _frameworks() -> dict[str, dict[int, int]]:
    content: dict[str, dict[int, int]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content
