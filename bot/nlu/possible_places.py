"""Names of places that a sentence does not announce: the talk takes one where it asked for a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.nlu.found import Found
from bot.nlu.places import LONGEST_NAME, PlaceFinder, Reading
from bot.nlu.text import Word, words_of

POSSIBLE = "possible_place"
SHORTEST = 4
LEAST_PEOPLE = 500
LEAST_PEOPLE_ABROAD = 5_000


def possible_places(finder: PlaceFinder, text: str, reading: Reading) -> Iterator[Found]:
    """Runs of words in *text* that are names of places in the learner's country, or of towns elsewhere.

    Words that are hardly ever meant as places are left out; of overlapping names the longest counts.
    """
    words, at = words_of(text), 0
    while at < len(words):
        found = _longest(finder, text, words, at, reading)
        if found is not None:
            yield found
            at = next(n for n, word in enumerate(words) if word.end == found.end)
        at += 1


def _longest(
    finder: PlaceFinder, text: str, words: list[Word], at: int, reading: Reading
) -> Found | None:
    for to in range(min(at + LONGEST_NAME, len(words)), at, -1):
        run = words[at:to]
        if all(_is_plain(finder, word, reading, alone=to - at == 1) for word in run):
            continue
        value = text[run[0].start : run[-1].end]
        if len(value) < SHORTEST or run[0].text.isdigit():
            continue
        found = finder.exactly(words, at, to, reading)
        if found is not None and _is_inhabited(found, reading):
            return replace(found, type=POSSIBLE, value=value)
    return None


def _is_plain(finder: PlaceFinder, word: Word, reading: Reading, *, alone: bool) -> bool:
    """Whether *word* is hardly ever a place: "la" and "salle" together are none either."""
    is_known = reading.words.knows(word.folded)
    return is_known if alone else is_known or word.folded in finder.ordinary


def _is_inhabited(found: Found, reading: Reading) -> bool:
    likeliest = found.data["candidates"][0]
    is_home = likeliest["country"] == reading.country
    return int(likeliest["population"]) >= (LEAST_PEOPLE if is_home else LEAST_PEOPLE_ABROAD)
