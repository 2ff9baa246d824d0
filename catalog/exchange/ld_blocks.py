"""The JSON-LD of a file: the file itself, or the blocks that a web page carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree, html

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.json_file import BrokenJson, decoded, load_json, parse_json
from catalog.exchange.reading import check_size

PEEK = 1024
CHARSET = re.compile(
    rb"""<meta[^>]+charset=["']?([\w-]+)|<\?xml[^>]+encoding=["']([\w-]+)""", re.IGNORECASE
)
# Old pages hide scripts from browsers that do not know them.
WRAPPING = re.compile(
    r"^\s*(?:/[/*]\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*$"
)


@dataclass(frozen=True)
class Block:
    """One JSON-LD document.

    Attributes:
        content: as JSON.
        language: that the page states for itself, as it writes it.
        page: address that the page states for itself.
    """

    content: Any
    language: str | None = None
    page: str | None = None


def read_blocks(path: Path) -> list[Block | Fault]:
    """The documents of the file at *path*; a fault for each block of a page that is broken.

    Raises:
        UnreadableFile: no JSON, wrong encoding, or a page without JSON-LD.
    """
    check_size(path)
    with path.open("rb") as stream:
        head = stream.read(PEEK)
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return [Block(load_json(path))]
    blocks = _of_page(_page(path.read_bytes()))
    if not blocks:
        raise UnreadableFile("other_format", format="schema.org")
    return blocks


def _page(content: bytes) -> Any:
    # Given as UTF-8 so that the parser does not guess.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        return html.document_fromstring(_text(content).encode(), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile("other_format", format="schema.org") from error


def _text(content: bytes) -> str:
    declared = CHARSET.search(content[: 4 * PEEK])
    if declared:
        return decoded(content, (declared[1] or declared[2]).decode("ascii"))
    try:
        return decoded(content)
    except UnreadableFile:
        return decoded(content, "cp1252")


def _of_page(page: Any) -> list[Block | Fault]:
    languages = page.xpath("/html/@lang | /html/@xml:lang")
    language = str(languages[0]) if languages else None
    addresses = page.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    address = next((str(a) for a in addresses if str(a).startswith("http")), None)
    scripts = [s for s in page.iter("script") if _is_json_ld(s.get("type"))]
    return [_block(script, n, language, address) for n, script in enumerate(scripts, start=1)]


def _is_json_ld(kind: str | None) -> bool:
    return (kind or "").partition(";")[0].strip().lower() == "application/ld+json"


def _block(script: Any, number: int, language: str | None, page: str | None) -> Block | Fault:
    try:
        return Block(parse_json(_unwrapped(script.text or "")), language, page)
    except BrokenJson as error:
        line = script.sourceline or 0
        if error.line != "?":
            line += int(error.line) - 1
        return Fault(f"block {number}", "broken_part", {"value": f"JSON, line {line}"})


def _unwrapped(text: str) -> str:
    """*text* without what hides it; its lines keep their numbers."""
    while WRAPPING.search(text):
        text = WRAPPING.sub(lambda found: "\n" * found.group().count("\n"), text)
    return text
