"""One thing of a JSON-LD file: its values as texts, days, numbers; what cannot be read is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from catalog.exchange import values
from catalog.exchange.json_values import language_code
from catalog.exchange.ld_graph import Graph, Thing
from catalog.exchange.notes import Notes, as_text, plain_text
from catalog.texts import LANGUAGES

NAMES = ("name", "value", "termCode", "codeValue", "targetName", "url", "headline",
         "credentialCategory")  # fmt: skip

Value = TypeVar("Value")


class Part:
    """A thing and what is noted while it is read.

    Attributes:
        thing: in the file.
        graph: of the file.
        notes: of the record that it belongs to.
        language: of texts that do not state theirs.
    """

    def __init__(self, graph: Graph, thing: Thing, notes: Notes, language: str | None) -> None:
        self.graph = graph
        self.thing = thing
        self.notes = notes
        self.language = language

    def parts(self, *terms: str) -> list[Part]:
        """The things that are values of *terms*."""
        found = [thing for term in terms for thing in self.graph.things(self.thing, term)]
        return [Part(self.graph, thing, self.notes, self.language) for thing in found]

    def raw(self, *terms: str) -> list[Any]:
        """The values of *terms* as they stand."""
        return [value for term in terms for value in self.graph.all(self.thing, term)]

    def labels(self, *terms: str) -> list[str]:
        """Each value of *terms* as plain text; of a thing its name."""
        found = (self._label(value) for value in self.raw(*terms))
        return [text for text in found if text]

    def text(self, *terms: str) -> str | None:
        """The first text among the values of *terms*."""
        return next(iter(self.labels(*terms)), None)

    def address(self, *terms: str) -> str | None:
        """The first web address: a text, or what a thing is named by."""
        for value in self.raw(*terms):
            named = self.graph.id_of(value) if isinstance(value, dict) else None
            found = named or as_text(value) or self._label(value)
            if found:
                return found
        return None

    def tagged(self, *terms: str) -> list[tuple[str | None, str]]:
        """Texts with the language that each states itself, if it does."""
        found = (pair for value in self.raw(*terms) for pair in self._tagged(value))
        return [(language, text) for language, text in found if text]

    def texts(self, *terms: str) -> dict[str, str]:
        """The first text per language of ours; a doubt where nobody says which it is."""
        found: dict[str, str] = {}
        for stated, text in self.tagged(*terms):
            language = stated or self.language
            if language is None:
                self.notes.doubt("inLanguage", text, "bad_value")
            elif language in LANGUAGES:
                found.setdefault(language, text)
        return found

    def all_texts(self, *terms: str) -> dict[str, str]:
        """All texts per language of ours, as one; see `texts`."""
        found: dict[str, list[str]] = {}
        for stated, text in self.tagged(*terms):
            found.setdefault(stated or self.language or "", []).append(text)
        joined = {name: "; ".join(dict.fromkeys(parts)) for name, parts in found.items()}
        known = {name: text for name, text in joined.items() if name in LANGUAGES}
        return known or self.texts(*terms)

    def read(
        self, term: str, kind: Callable[[str], Value | None], code: str = "bad_value"
    ) -> Value | None:
        """What *kind* makes of the first value of *term*; a doubt where it cannot."""
        for value in self.raw(term):
            bare = value.get("@value") if isinstance(value, dict) else value
            text = as_text(bare) or self._label(value)
            return self.notes.read(term, text, kind, code)
        return None

    def day(self, term: str, kind: Callable[[str], date | None] = values.day) -> date | None:
        """The day."""
        return self.read(term, kind, "bad_day")

    def number(self, term: str) -> float | None:
        """The number."""
        return self.read(term, values.number, "bad_number")

    def is_a(self, *types: str) -> bool:
        """Whether the thing is of one of *types*."""
        return bool(self.graph.types(self.thing) & set(types))

    def _label(self, value: Any) -> str | None:
        if not isinstance(value, dict):
            return plain_text(value)
        if "@value" in value:
            return plain_text(value["@value"])
        inner = Part(self.graph, value, self.notes, self.language)
        found = (v for term in NAMES for v in inner.raw(term))
        named = next((text for v in found for _, text in self._tagged(v) if text), None)
        if named is None and (named := self.graph.id_of(value)) is None:
            named = next((text for _, text in self._tagged(value) if text), None)
        return named

    def _tagged(self, value: Any) -> Iterator[tuple[str | None, str | None]]:
        if not isinstance(value, dict):
            yield None, plain_text(value)
        elif "@value" in value:
            yield self._stated(value.get("@language")), plain_text(value["@value"])
        elif self.graph.types(value) or self.graph.id_of(value):
            yield None, plain_text(self._own_text(value))
        else:
            for language, text in value.items():
                if len(language.split("-")[0]) in (2, 3):
                    first = text[0] if isinstance(text, list) and text else text
                    yield self._stated(language), plain_text(first)

    def _own_text(self, value: Thing) -> Any:
        inner = (v for term in ("description", "text", *NAMES) for v in self.graph.all(value, term))
        return next((v.get("@value") if isinstance(v, dict) else v for v in inner), None)

    def _stated(self, language: Any) -> str | None:
        return self.notes.read("@language", language, language_code, "unknown_code")
