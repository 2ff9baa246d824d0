"""Hours, lengths, sums and counts in everyday words, in four languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.nlu.amounts import Amounts
from bot.nlu.found import Found
from bot.nlu.lexicon import Lexicon
from bot.nlu.text import LANGUAGES

FOLDER = Path(__file__).resolve().parents[3] / "data" / "lexicon"
LEXICONS = {code: Lexicon.load(FOLDER, code) for code in LANGUAGES}


def amounts(language: str) -> Amounts:
    """The patterns of a language."""
    found = LEXICONS[language].amounts
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("language", "text", "hours"),
    [
        ("fr", "six heures par semaine", 6),
        ("fr", "5h par semaine", 5),
        ("sv", "tio timmar i veckan", 10),
        ("sv", "2,5 timmar", 2.5),
        ("sv", "åtta tim/vecka", 8),
        ("nl", "acht uur per week", 8),
        ("nl", "anderhalf uur", 1.5),
        ("nl", "een paar uurtjes", 2),
        ("en", "6 hrs a week", 6),
        ("en", "a couple of hours", 2),
        ("en", "7.5 hours", 7.5),
    ],
)
def test_hours_a_week_are_read(language: str, text: str, hours: float) -> None:
    assert amounts(language).hours_in(text) == hours


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "deux heures par jour"),
        ("sv", "två timmar om dagen"),
        ("sv", "2 timmar per dag"),
        ("nl", "2 uur per dag"),
        ("en", "two hours a day"),
        ("en", "2 hours daily"),
    ],
)
def test_hours_of_a_day_are_no_hours_of_a_week(language: str, text: str) -> None:
    assert amounts(language).hours_in(text) is None


@pytest.mark.parametrize("text", ["no hours", "0 hours", "81 hours", "the 3rd hour", "hours", ""])
def test_no_number_of_hours_is_guessed(text: str) -> None:
    assert amounts("en").hours_in(text) is None


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("fr", "un an", 12),
        ("fr", "deux années", 24),
        ("fr", "un semestre", 6),
        ("fr", "3 à 6 mois", 6),
        ("sv", "ett år", 12),
        ("sv", "ett halvt år", 6),
        ("sv", "två terminer", 12),
        ("sv", "tio veckor", 3),
        ("nl", "anderhalf jaar", 18),
        ("nl", "een half jaar", 6),
        ("nl", "drie maanden", 3),
        ("en", "half a year", 6),
        ("en", "a two-year course", 24),
        ("en", "two semesters", 12),
        ("en", "a week", 1),
        ("en", "1,5 years", 18),
    ],
)
def test_a_length_is_read_in_whole_months(language: str, text: str, months: int) -> None:
    assert amounts(language).months_in(text) == months


def test_of_two_lengths_the_longer_one_is_the_limit() -> None:
    assert amounts("en").months_in("three months or one year") == 12


@pytest.mark.parametrize("text", ["eleven years", "20 years", "0 months", "next year", ""])
def test_a_length_without_a_number_or_beyond_any_course_is_none(text: str) -> None:
    assert amounts("en").months_in(text) is None


@pytest.mark.parametrize(
    ("language", "text", "amount", "currency"),
    [
        ("fr", "pas plus de 500 euros", 500, "EUR"),
        ("fr", "500€ max", 500, "EUR"),
        ("sv", "max 5000 kr", 5000, "SEK"),
        ("sv", "2000 kronor", 2000, "SEK"),
        ("nl", "tot 300 euro", 300, "EUR"),
        ("en", "twenty euros", 20, "EUR"),
        ("en", "99,50 eur", 100, "EUR"),
        ("en", "1500 sek", 1500, "SEK"),
    ],
)
def test_a_sum_is_read_in_whole_units_with_its_currency(
    language: str, text: str, amount: int, currency: str
) -> None:
    sums = [one.data for one in amounts(language).sums_in(text)]

    assert sums == [{"amount": amount, "currency": currency}]


def test_a_sum_is_found_where_it_stands() -> None:
    text = "I can pay 500 euros"

    [found] = amounts("en").sums_in(text)

    assert (found.type, found.value) == ("budget", "500 euros")
    assert text[found.start : found.end] == "500 euros"


@pytest.mark.parametrize("text", ["1000001 euros", "0 euros", "euros", "500", "500 eurostar"])
def test_no_sum_is_guessed(text: str) -> None:
    assert list(amounts("en").sums_in(text)) == []


def children(language: str, text: str) -> dict[str, Any]:
    """What the word lists know of the children in a text."""
    [found] = [one for one in LEXICONS[language].find(text) if one.type == "children"]
    return found.data


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("fr", "j'ai deux enfants", 2),
        ("fr", "deux petits enfants", 2),
        ("sv", "jag har tre barn", 3),
        ("nl", "ik heb 3 kinderen", 3),
        ("en", "I have four small kids", 4),
    ],
)
def test_children_are_counted_where_a_number_stands_before_them(
    language: str, text: str, count: int
) -> None:
    assert children(language, text) == {"code": "yes", "count": count}


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("fr", "mes enfants sont petits", "yes"),
        ("sv", "jag har barn", "yes"),
        ("nl", "ik heb geen kinderen", "no"),
        ("en", "at 47, my kids are big", "yes"),
    ],
)
def test_children_without_a_number_before_them_are_not_counted(
    language: str, text: str, code: str
) -> None:
    assert children(language, text) == {"code": code}


@pytest.mark.parametrize("text", ["4 ", "4 small "])
def test_one_word_may_stand_between_a_number_and_what_it_counts(text: str) -> None:
    assert amounts("en").count_before(text + "kids", len(text)) == 4


@pytest.mark.parametrize("text", ["4 very small ", "4, small ", "small ", ""])
def test_a_number_farther_off_counts_something_else(text: str) -> None:
    assert amounts("en").count_before(text + "kids", len(text)) is None


def test_a_stretch_of_time_gets_its_hours_and_months() -> None:
    lexicon = LEXICONS["en"]
    value = "two years, 6 hours a week"

    length = lexicon.measured(Found("duration", value, 0, len(value), {"code": "x"}))
    time = lexicon.measured(Found("time_per_week", value, 0, len(value), {}))

    assert length.data == {"code": "x", "hours": 6, "months": 24}
    assert time.data == {"hours": 6}


def test_a_stretch_of_time_without_a_number_and_other_words_stay_as_they_are() -> None:
    lexicon = LEXICONS["en"]
    evenings = Found("time_per_week", "evenings", 0, 8, {"code": "part_time"})
    place = Found("place", "6 hours", 0, 7, {})

    assert lexicon.measured(evenings) == evenings
    assert lexicon.measured(place) == place


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "finalement 15h ça passe", [("hours", 15)]),
        ("en", "make that 20hrs actually", [("hours", 20)]),
        ("nl", "29 hé, typfoutje", [("number", 29)]),
        ("fr", "53 pardon, pas 35", [("number", 53), ("number", 35)]),
        ("en", "call 0498 12 or 1.500 or 20% or 7:30", [("number", 12)]),
        ("en", "I do 12 hour shifts a day", []),
    ],
)
def test_hours_and_numbers_without_a_week_are_found_for_the_talk(
    language: str, text: str, found: list[tuple[str, float]]
) -> None:
    plain = amounts(language).plain_in(text)

    assert [(one.type, one.data["named"]) for one in plain] == found
