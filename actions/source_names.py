"""What a source is called for a learner: who published it, not where a copy of it lies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.replies import bare_address

if TYPE_CHECKING:
    from actions.cards import Words

# Part of the address of a copy, and who published what was copied.
COPIES = {
    "resultat-ansokningsomgang": "Myndigheten för yrkeshögskolan",
    "parcoursup": "Parcoursup",
    "gu-official-course-page": "Göteborgs universitet",
    "antagningsstatistik": "UHR",
}
PUBLIC_FILES = ("github.com", "public GitHub file")


def source_name(words: Words, source: str) -> str:
    """The publisher of a copy; else the host of the first address, else the first words."""
    first, *others = source.split(" ; ")
    copied = next((name for part, name in COPIES.items() if part in source.lower()), None)
    if copied is not None:
        return words.get("source_copy", name=copied)
    pages = [part for part in (first, *others) if part.startswith("http")]
    pages = [page for page in pages if not _is_public_file(page)]
    if pages:
        return bare_address(pages[0]).rstrip(".")
    if _is_public_file(source):
        return words.get("source_public_file")
    return re.split(r"[;,(]", first)[0].strip(" .")


def _is_public_file(source: str) -> bool:
    return any(name in source for name in PUBLIC_FILES)
