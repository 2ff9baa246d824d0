"""Files as producers publish them, with what a careful person reads out of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.exchange.faults import Fault
from catalog.exchange.formats import guess_format, open_file
from catalog.exchange.json_file import BrokenJson, parse_json
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import CourseRecord
from catalog.exchange.values import day, plain
from catalog.models import Mode, Pace

SAMPLES = Path(__file__).parent / "samples"


def courses(name: str, country: str) -> list[CourseRecord]:
    path = SAMPLES / name
    found = list(open_file(path, guess_format(path), ReadOptions(country=country)))
    assert not [one for one in found if isinstance(one, Fault) and one.fatal]
    return [one for one in found if isinstance(one, CourseRecord)]


def test_pages_of_the_swedish_register_in_one_list() -> None:
    (record,) = courses("susa-pages.json", "SE")

    assert (record.title, record.ects, record.eqf_level) == ("Grundläggande datalogi", 6, 6)
    assert record.provider.name == "Norra tekniska högskolan"
    assert (record.mode, record.pace, record.language) == (Mode.DISTANCE, Pace.PART_TIME, "sv")
    (run,) = record.offerings
    assert (run.starts_on, run.apply_by) == (date(2027, 1, 18), date(2026, 10, 15))
    assert run.price_cents is None  # the fee is for learners from outside of Europe


def test_matches_in_which_education_and_event_are_one_row() -> None:
    (record,) = courses("jobed-matches.json", "SE")

    assert (record.title, record.provider.name) == ("Träarbetare, Klassrum", "Storåker")
    assert (record.level, record.mode, record.pace) == ("access", Mode.PRESENTIAL, Pace.FULL_TIME)
    assert record.summaries == {"sv": "Träarbetare Som träarbetare bygger du hus."}
    assert record.offerings[0].starts_on == date(2026, 10, 12)


def test_listed_events_of_adult_education() -> None:
    developer, english = courses("adult-events.json", "SE")

    assert (developer.provider.name, developer.municipality) == ("IT-skolan Väst AB", "Göteborg")
    assert (developer.ects, developer.level) == (None, "yh")
    run = developer.offerings[0]
    assert (run.starts_on, run.apply_by) == (date(2026, 8, 24), date(2026, 4, 30))
    assert (english.title, english.mode, english.pace) == ("Engelska 5", Mode.DISTANCE, None)


def test_lists_inside_of_their_plurals() -> None:
    (record,) = courses("emil-3-plurals.xml", "SE")

    assert (record.language, record.isced_f, record.ects) == ("en", "0613", 15)
    assert record.titles == {"en": "Artificial intelligence"}
    assert len(record.offerings) == 1


def test_providers_with_cards_of_the_first_version() -> None:
    (record,) = courses("emil-2-cards.xml", "SE")

    assert (record.provider.name, record.provider.municipality) == ("Fyrisskolan", "Uppsala")
    assert (record.mode, record.duration_months) == (Mode.HYBRID, 21)


def test_an_education_that_two_providers_give_is_two_courses() -> None:
    first, second = courses("emil-two-providers.xml", "SE")

    assert {first.title, second.title} == {"Undersköterska & vård"}
    assert (first.key, first.provider.name) == ("i.x#p.a", "Skolan Syd")
    assert (second.key, second.provider.name) == ("i.x#p.b", "Skolan Ö")
    assert (first.municipality, second.municipality) == ("Malmö", "Lund")


def test_pages_of_a_server_one_behind_another() -> None:
    found = courses("ooapi-pages.json", "BE")

    assert [record.title for record in found] == ["Pagina 111", "Pagina 112"]


def test_a_programme_with_its_level_inside_of_its_credential() -> None:
    (record,) = courses("programme-fr.jsonld", "FR")

    assert (record.award, record.eqf_level, record.ects) == ("Licence professionnelle", 6, 60)
    assert (record.pace, record.mode, record.duration_months) == (
        Pace.PART_TIME, Mode.DISTANCE, 12,
    )  # fmt: skip
    assert record.entry_requirements == {"fr": "Bac+2"}
    (run,) = record.offerings
    assert (run.starts, run.starts_on) == ({"fr": "2026-09"}, None)
    assert (run.apply_by, run.price_cents) == (date(2026, 6, 15), 450_000)


def test_a_page_that_names_its_course_by_its_own_address_only() -> None:
    (record,) = courses("course-page-fr.html", "FR")

    assert record.key == "secretariat medical cours exemple"
    assert record.url == "https://cours.example/secretariat-medical"
    assert record.summaries == {"fr": "Accueil, dossiers, facturation. 12 modules un stage"}
    assert record.entry_requirements == {"fr": "Niveau bac; Français B2"}
    always, winter, autumn = record.offerings
    assert always.starts == {"fr": "Toute l'année"}
    assert (winter.starts_on, winter.ends_on) == (date(2027, 1, 11), date(2027, 3, 26))
    assert autumn.starts_on == date(2027, 9, 1)


def test_lengths_in_several_shapes() -> None:
    found = [record.duration_months for record in courses("lengths.jsonld", "FR")]

    assert found == [3, 6, 1, 6, None, 18, 3]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("November 2, 2026", date(2026, 11, 2)),
        ("lundi 2 novembre 2026", date(2026, 11, 2)),
        ("den 31 aug. 2026", date(2026, 8, 31)),
        ("1 maart 2027", date(2027, 3, 1)),
        ("31/8 2026", date(2026, 8, 31)),
        ("2026-08-31+02:00", date(2026, 8, 31)),
        ("2026-09-01 09:00:00", date(2026, 9, 1)),
    ],
)
def test_days_as_people_write_them(text: str, wanted: date) -> None:
    assert day(text) == wanted


@pytest.mark.parametrize(
    "text", ["soon", "2 ma 2026", "31 juni 2026", "vecka 35 2026", "a" * 1_000_000]
)
def test_what_names_no_day(text: str) -> None:
    with pytest.raises(ValueError):
        day(text)


def test_marks_inside_of_a_sentence_do_not_part_its_words() -> None:
    assert plain("<p>Lär dig <b>Python</b>, <i>R</i>.</p><p>Och mer</p>") == (
        "Lär dig Python, R. Och mer"
    )


@pytest.mark.parametrize(
    ("text", "wanted"), [('{"a": 1}\n{"b": 2}\n', [{"a": 1}, {"b": 2}]), (' {"a": 1} ', {"a": 1})]
)
def test_one_document_or_several(text: str, wanted: Any) -> None:
    assert parse_json(text) == wanted


@pytest.mark.parametrize("text", ['{"a": 1} x', '{"a": 1}\n{"b"', "", '{"a": 1}]'])
def test_half_a_document_behind_a_whole_one_is_broken(text: str) -> None:
    with pytest.raises(BrokenJson):
        parse_json(text)
