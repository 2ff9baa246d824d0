"""Nested values of JSON or XML, whose names and shapes differ from one publisher to the next."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from catalog.exchange.faults import UnreadableFile
from catalog.exchange.values import uncovered
from catalog.folding import fold
from catalog.texts import LANGUAGES

Nested = Any
"""Text, number, truth value, list, or dict by names as `plain_name` writes them."""

DEEPEST = 50
HIDDEN = ("script", "style")
XHTML = "{http://www.w3.org/1999/xhtml}"
# A language that stands beside a text: ISO 639 codes of two and three letters, and its names.
LANGUAGE_CODES = {
    "sv": "sv", "swe": "sv", "sve": "sv", "se": "sv", "svenska": "sv", "swedish": "sv",
    "en": "en", "eng": "en", "engelska": "en", "english": "en",
    "fr": "fr", "fra": "fr", "fre": "fr", "franska": "fr", "french": "fr", "francais": "fr",
    "nl": "nl", "nld": "nl", "dut": "nl", "nederlandska": "nl", "dutch": "nl", "nederlands": "nl",
}  # fmt: skip
TEXT_LISTS = frozenset(
    {"string", "strings", "text", "texts", "langstring", "langstrings", "url", "urls"}
)
TEXT_NAMES = ("value", "content", "string", "text", "url", "href", "label", "name", "code", "id")
# In some versions `content` holds the text, in others it says how `value` is written.
MARKERS = ("html", "text", "plain", "markdown", "xhtml")


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """*name* without namespace, case, hyphens and underscores: ``emil:last-edited`` is `lastedited`."""
    local = name.rpartition("}")[2].rpartition(":")[2]
    return "".join(sign for sign in local.lower() if sign.isalnum())


def nested(value: Any, depth: int = 0) -> Nested:
    """*value* of a JSON document with its names made plain.

    Raises:
        UnreadableFile: it is nested deeper than any publisher does.
    """
    if depth > DEEPEST:
        raise UnreadableFile("broken_json", line="?")
    if isinstance(value, str):
        bare = uncovered(value.strip())
        return "" if bare == "null" else bare
    if isinstance(value, dict):
        return {plain_name(name): nested(part, depth + 1) for name, part in value.items()}
    if isinstance(value, list):
        return [nested(part, depth + 1) for part in value]
    return value


def nested_xml(element: Any) -> Nested:
    """*element* in the shape that JSON would have: attributes beside children, text as ``value``."""
    lead = uncovered((element.text or "").strip())
    if not element.attrib and not len(element):
        return lead
    made: dict[str, Any] = {plain_name(name): text.strip() for name, text in element.items()}
    if made.pop("nil", "false") in ("true", "1"):
        return None
    if not len(element):
        if lead:
            made["value"] = lead
    elif lead or str(element[0].tag).startswith(XHTML):
        made["value"] = " ".join(" ".join(_shown(element)).split())
    else:
        for child in element:
            if isinstance(child.tag, str):
                _put(made, plain_name(child.tag), nested_xml(child))
    # What JSON has as a list stands in XML as ``<subjects><subject/>...</subjects>``.
    (only, *others) = made or ("",)
    return many(made[only]) if not others and f"{only}s" == plain_name(element.tag) else made


def _shown(element: Any) -> Iterator[str]:
    """The text that a page would show of *element*."""
    if isinstance(element.tag, str) and plain_name(element.tag) not in HIDDEN:
        yield element.text or ""
        for child in element:
            yield from _shown(child)
            yield child.tail or ""


def _put(made: dict[str, Any], name: str, value: Nested) -> None:
    if value is None:
        return
    if name not in made:
        made[name] = value
    elif isinstance(made[name], list):
        made[name].append(value)
    else:
        made[name] = [made[name], value]


def many(value: Nested) -> list[Any]:
    """*value* as a list; lists in lists are joined, nothing is an empty list."""
    if isinstance(value, list):
        return [part for item in value for part in many(item)]
    return [] if value in (None, "", {}) else [value]


def first(node: Nested, *names: str) -> Nested:
    """The first of *names* in *node* that says anything; None if none does."""
    if isinstance(node, dict):
        for name in names:
            value = node.get(name)
            # Zero and "no" say something.
            if value or isinstance(value, int | float):
                return value
    return None


def inner(node: Nested, *names: str) -> dict[str, Any]:
    """The first object under one of *names*; empty if there is none."""
    found = many(first(node, *names))
    return next((part for part in found if isinstance(part, dict)), {})


@lru_cache(maxsize=4096)
def folded(words: str) -> str:
    """*words* folded; files repeat the same few words for every course."""
    return fold(words)


def text(value: Nested) -> str | None:
    """One text of *value*, Swedish or English rather than another; None if it holds none."""
    if value is None or isinstance(value, str):
        return value or None
    found = texts(value, "")
    for language in ("", "sv", "en"):
        if language in found:
            return found[language]
    return next(iter(found.values()), None)


def texts(value: Nested, language: str) -> dict[str, str]:
    """The text of each language; a text of no stated language is in *language*."""
    found: dict[str, str] = {}
    for code, words in _texts(value, language):
        found.setdefault(code, words)
    return found


def _texts(value: Nested, language: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for part in value:
            yield from _texts(part, language)
    elif isinstance(value, dict):
        yield from _texts_of(value, language_code(value.get("lang")) or language)
    elif isinstance(value, float) and value.is_integer():
        yield language, str(int(value))
    elif value is not None and not isinstance(value, bool) and str(value).strip():
        yield language, str(value).strip()


def _texts_of(node: dict[str, Any], language: str) -> Iterator[tuple[str, str]]:
    lists = () if "lang" in node else [name for name in node if name in TEXT_LISTS]
    if lists := [name for name in lists if isinstance(node[name], list | dict)]:
        for name in lists:
            yield from _texts(node[name], language)
    elif node and node.keys() <= LANGUAGE_CODES.keys():
        for name, part in node.items():
            yield from _texts(part, LANGUAGE_CODES[name])
    elif said := next((name for name in TEXT_NAMES if _says(name, node.get(name))), None):
        yield from _texts(node[said], language)
    else:
        for name, part in node.items():
            if name.endswith("description"):
                yield from _texts(part, language)


def _says(name: str, part: Nested) -> bool:
    """Whether *part* is a text and not a mark of how another one is written."""
    if part is None or part == "":
        return False
    return name != "content" or str(part)[:9].lower() not in MARKERS


def code(value: Nested) -> str | None:
    """The code of a coded value: ``{"type": ..., "code": "hp"}`` or the bare text."""
    if value is None or isinstance(value, str):
        return value or None
    part = next(iter(many(value)), None)
    if isinstance(part, dict):
        return code(first(part, "code", "identifier", "id", "value", "name", "content", "string"))
    return text(part)


def truth(value: Nested) -> bool | None:
    """Yes or no, in the words of files; None if it is neither."""
    if isinstance(value, bool):
        return value
    words = folded(code(value) or "")
    if words in ("true", "yes", "ja", "1", "y", "j"):
        return True
    return False if words in ("false", "no", "nej", "0", "n") else None


def language_code(value: Nested) -> str | None:
    """ISO 639-1 code of a language; one that is not ours stays as it is; None if none is said."""
    words = text(value)
    if words is None:
        return None
    known = LANGUAGE_CODES.get(words) or LANGUAGE_CODES.get(folded(words).split(" ")[0])
    return known or words.lower()[:3]


def ours(found: dict[str, str]) -> dict[str, str]:
    """Only the languages of the catalog."""
    return {name: words for name, words in found.items() if name in LANGUAGES}
