"""Every award of the shipped courses has the level that people would call it."""

from __future__ import annotations

import pytest

from catalog.levels import level_of, levels


@pytest.mark.parametrize(
    ("award", "eqf_level", "level"),
    [
        ("BTS", 5, "bts"),
        ("BTSA", 5, "bts"),
        ("BUT", 6, "but"),
        ("Yrkeshögskoleexamen", 5, "yh"),
        ("Kvalificerad yrkeshögskoleexamen", 6, "yh"),
        ("YH-utbildning utan examen", None, "yh"),
        ("Graduaat", 5, "graduaat"),
        ("Titre professionnel", 5, "short_cycle"),
        ("Titre professionnel", 6, "bachelor"),
        ("Licence", 6, "bachelor"),
        ("Program", 7, "master"),
        ("DAEU", 4, "access"),
        ("CAP", 3, "access"),
        ("Kurs", 4, "access"),
        ("Kurs", 6, "course"),
        ("Deelnamebewijs", None, "taster"),
        ("Formation", None, "course"),
        (None, None, "course"),
        (None, 6, "bachelor"),
    ],
)
def test_the_level_follows_from_the_award(
    award: str | None, eqf_level: int | None, level: str
) -> None:
    assert level_of(award, eqf_level) == level


def test_an_award_belongs_to_one_level() -> None:
    awards = [award for level in levels().values() for award in level.awards]

    assert len(awards) == len(set(awards))
