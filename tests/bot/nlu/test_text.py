"""Folding, words and clauses."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.nlu.clauses import clauses_of
from bot.nlu.text import fold, stem, words_of


def test_folding_drops_accents_and_case() -> None:
    assert fold("Örnsköldsvik, ÎLE, œuvre") == "ornskoldsvik, ile, oeuvre"


def test_words_know_their_place_and_skip_references() -> None:
    text = "l'été ⟦phone:1⟧ d'après"
    assert [text[w.start : w.end] for w in words_of(text)] == ["l", "été", "d", "après"]


def test_a_stem_is_the_same_without_accents() -> None:
    assert stem(fold("études"), "fr") == stem(fold("etudes"), "fr")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("j'ai 47 ans c'est trop tard ? combien ça coûte un bts", 2),
        ("är 52 och rädd, men vad kostar det egentligen", 2),
        ("ben ik te oud en wat kost dat allemaal", 2),
        ("im 52 and broke, is there a bts near me", 2),
        ("ya un bts à nantes", 0),
    ],
)
def test_a_message_is_split_where_a_new_thought_begins(text: str, count: int) -> None:
    assert len(clauses_of(text)) == count


def test_clauses_cover_the_text_without_overlap() -> None:
    text = "Oui. Merci! Mais je suis trop vieux pour ça, non ? Et combien ça coûte en tout ?"
    spans = clauses_of(text)
    assert all(a[1] == b[0] for a, b in pairwise(spans))
