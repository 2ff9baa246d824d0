"""Days, months and lengths in the words of people."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.exchange import values
from catalog.exchange.day_words import month_in_words
from catalog.exchange.lengths import months_in


@pytest.mark.parametrize(
    "text",
    ["1er septembre 2026", "1 sept. 2026", "mardi 1 septembre 2026", "September 1, 2026",
     "Tuesday, 1st Sep 2026", "den 1 september 2026", "1 september 2026", "1/9/26", "1.9.2026",
     "2026-09-01 00:00:00", "2026-09-01T08:00:00Z", "01/09/2026 08:30", "1/9 2026",
     "den 1:a september 2026", "tis 1. sep 2026", "2026-09-01+02:00", "2026-09-01 kl. 10:00",
     "rentrée le mardi 1er septembre 2026 (prévue)"],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    assert values.day(text) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "septembre 2026",
        "31 février 2026",
        "ma 2026",
        "vecka 35",
        "1 september 2026 - 30 juni 2027",
        "32/8 2026",
    ],
)
def test_no_days(text: str) -> None:
    with pytest.raises(ValueError):
        values.day(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [("09/2026", "septembre 2026"), ("2026-09", "septembre 2026"), ("20260900", "septembre 2026"),
     ("13/2026", None), ("2026", None)],
)  # fmt: skip
def test_months_without_a_day(text: str, words: str | None) -> None:
    assert month_in_words(text, "fr") == words


@pytest.mark.parametrize(
    ("text", "months"),
    [("6 mois", 6), ("deux ans", 24), ("2 ans et 6 mois", 30), ("1 an et demi", 18),
     ("1,5 an", 18), ("ett och ett halvt år", 18), ("anderhalf jaar", 18), ("half a year", 6),
     ("2 terminer", 12), ("one academic year", 12), ("1 year full-time; 2 years part-time", 12),
     ("10 mois (300 heures)", 10), ("52 veckor", 12)],
)  # fmt: skip
def test_lengths(text: str, months: float) -> None:
    assert months_in(text) == pytest.approx(months)


@pytest.mark.parametrize("text", ["24", "120 heures", "an 1", "à voir", ""])
def test_no_lengths(text: str) -> None:
    with pytest.raises(ValueError):
        months_in(text)
