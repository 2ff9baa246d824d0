"""Reads the entities of a text: lists propose, the tagger decides, lists say what is meant; no Rasa."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.nlu.concepts import Concepts
from bot.nlu.finder import Finder
from bot.nlu.found import Found, longest_first
from bot.nlu.lexicon import AGES, Lexicon
from bot.nlu.tag_features import Clues
from bot.nlu.tagger import Span, Tagger, labels_of

# What the tagger decides about; the rest is as sure in a list as in a sentence.
LEARNT = frozenset(
    {
        "place",
        "field",
        "level",
        "scheme",
        "age",
        "duration",
        "time_per_week",
        "site_network",
        "language",
    }
)
# Examples to learn from: more cost a second for each thousand.
MOST_FILLED = 18_000
# Examples without any entity, for each with one: they teach silence, and enough is enough.
EMPTY_SHARE = 0.5
RARE = frozenset({"duration", "time_per_week"})
SEED = 1
SHORT_MESSAGE = 5
PACE = "time_per_week"
# What the lists alone propose: too often wrong by itself, but the talk may tell (a pace may be that
# of somebody's job, a town a family name). The talk looks at it where nothing else was found.
LISTED = {
    PACE: "pace",
    "place": "listed_place",
    "field": "listed_field",
    "age": "listed_age",
    "level": "listed_level",
}
LEVEL_HELD = "top_diploma"


@dataclass(frozen=True)
class Marked:
    """An example with its entities."""

    text: str
    language: str
    spans: tuple[Span, ...]


@dataclass
class Reader:
    """Word lists, gazetteer and tagger together."""

    finder: Finder
    clues: Clues
    tagger: Tagger | None = field(default=None)

    @classmethod
    def of(
        cls,
        lexicons: dict[str, Lexicon],
        ordinary: frozenset[str],
        ideas: dict[str, Concepts],
        tagger: Tagger | None = None,
    ) -> Reader:
        """A reader with these lists; without a tagger it takes what the lists propose."""
        finder = Finder(lexicons, ordinary)
        return cls(finder, Clues(ideas, finder.names), tagger)

    def learn(self, examples: Sequence[Marked], home: Mapping[str, str]) -> Tagger:
        """Train the tagger; *home* is the country that a language stands for."""
        rows = []
        for example in _chosen(examples):
            country = home.get(example.language)
            listed = self.finder.find(example.text, [example.language], country, fuzzy=False)
            words, features = self.clues.of(example.text, example.language, listed)
            if words:
                known = [span for span in example.spans if span[0] in LEARNT]
                rows.append((features, labels_of(words, known)))
        self.tagger = Tagger.train(rows)
        return self.tagger

    def read(self, text: str, languages: Sequence[str], country: str | None) -> list[Found]:
        """The entities of *text*, in its order.

        Args:
            text: as typed.
            languages: of the message, then of the page.
            country: where the learner is likely to be; None if unknown.
        """
        if self.tagger is None:
            return self.finder.find(text, languages, country)
        listed = self.finder.find(text, languages, country, fuzzy=False)
        words, features = self.clues.of(text, languages[0], listed)
        spans = self.tagger.tag(words, features)
        meant = [self._meant(text, span, listed, languages, country) for span in spans]
        # A tagger needs a sentence; "part time then?" is none.
        is_short = len(words) <= SHORT_MESSAGE
        rest = [one for one in listed if _is_sure(one) or (is_short and one.type == PACE)]
        only = [replace(one, type=LISTED[one.type]) for one in listed if one.type in LISTED]
        is_named = any(_names(one.type) == "place" for one in (*meant, *rest))
        more = [] if is_named else self.finder.possible(text, languages, country)
        found = longest_first([*meant, *rest, *only, *more])
        return [self.finder.measured(one, languages[0]) for one in found]

    def _meant(
        self,
        text: str,
        span: Span,
        listed: Iterable[Found],
        languages: Sequence[str],
        country: str | None,
    ) -> Found:
        """The entity that a span stands for: with the meaning that a list gives it, if one does."""
        kind, start, end = span
        same = [one for one in listed if _names(one.type) == kind and _overlaps(one, start, end)]
        value = text[start:end]
        if same:
            best = max(same, key=lambda one: min(one.end, end) - max(one.start, start))
            return Found(best.type, value, start, end, best.data)
        data: dict[str, Any] = {}
        if kind == "place":
            data["candidates"] = self.finder.candidates(value, languages, country)
        elif kind == "age" and value.isdigit() and int(value) in AGES:
            data["years"] = int(value)
        return Found(kind, value, start, end, data)


def _chosen(examples: Sequence[Marked]) -> list[Marked]:
    """At most so many examples that have entities, drawn once, and fewer of those that have none.

    Those of the rare types come first: drawn with the others, lengths were found two points less.
    """
    rng = random.Random(SEED)  # noqa: S311 - which examples to learn from, not secrets
    filled = [example for example in examples if example.spans]
    empty = [example for example in examples if not example.spans]
    rng.shuffle(filled)
    filled = sorted(filled, key=_is_common)[:MOST_FILLED]
    return filled + rng.sample(empty, min(len(empty), int(len(filled) * EMPTY_SHARE)))


def _is_common(example: Marked) -> bool:
    return RARE.isdisjoint(kind for kind, _, _ in example.spans)


def _names(kind: str) -> str:
    """The type under which examples mark what the lists call *kind*."""
    return "level" if kind == LEVEL_HELD else kind


def _is_sure(one: Found) -> bool:
    """Whether a proposal of the lists needs no sentence around it, as a postal code does not."""
    return _names(one.type) not in LEARNT or (one.type == "place" and one.value[0].isdigit())


def _overlaps(one: Found, start: int, end: int) -> bool:
    return one.start < end and start < one.end
