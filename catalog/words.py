"""Words of free text, folded and stemmed per language; it knows nothing of courses."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import snowballstemmer
import yaml

from catalog.folding import fold

STOPWORDS_FILE = Path(__file__).parent / "stopwords.yml"
STEMMERS = {"fr": "french", "sv": "swedish", "nl": "dutch", "en": "english"}


def words(text: str) -> tuple[str, ...]:
    """The folded words of *text*, in their order."""
    return tuple(fold(text).split())


def telling_words(text: str, language: str) -> tuple[str, ...]:
    """The words of *text* that are no stop words of *language*, each once, in their order.

    Single letters and digits tell nothing either: they are parts of names ("Paris 1").
    """
    ignored = _stopwords().get(language, frozenset())
    return tuple(dict.fromkeys(w for w in words(text) if len(w) > 1 and w not in ignored))


def share_of_stopwords(text: str, language: str) -> float:
    """Which part of the words of *text* are stop words of *language*, from 0 to 1."""
    found = words(text)
    ignored = _stopwords().get(language, frozenset())
    return sum(word in ignored for word in found) / len(found) if found else 0.0


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded *word*; the word itself in a language without a stemmer."""
    if language not in STEMMERS:
        return word
    return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=len(STEMMERS))
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(STEMMERS[language])


@lru_cache(maxsize=1)
def _stopwords() -> dict[str, frozenset[str]]:
    content = yaml.safe_load(STOPWORDS_FILE.read_text(encoding="utf-8"))
    return {language: frozenset(text.split()) for language, text in content.items()}
