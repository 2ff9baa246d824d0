"""JSON-LD of schools, alone or inside of their pages, is read; our own comes back as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.exchange import schema_org
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formats import guess_format
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Code, CourseRecord, Record
from catalog.models import Mode, Pace, PriceBasis
from tests.catalog.exchange.json_records import courses, without_where

SAMPLES = Path(__file__).parent / "samples"
PROVIDER = {"@type": "Organization", "name": "School"}


def save(tmp_path: Path, content: Any, name: str = "f.jsonld") -> Path:
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def read(path: Path, options: ReadOptions | None = None) -> list[Record | Fault]:
    return list(schema_org.read(path, options or ReadOptions(language="en")))


def read_course(tmp_path: Path, **values: Any) -> tuple[CourseRecord, list[Fault]]:
    thing = {
        "@context": "https://schema.org",
        "@type": "Course",
        "courseCode": "C1",
        "name": "A course",
        "provider": PROVIDER,
    }
    first, *rest = read(save(tmp_path, thing | values))
    assert isinstance(first, CourseRecord)
    return first, [fault for fault in rest if isinstance(fault, Fault)]


def codes(faults: list[Fault]) -> list[str]:
    return [fault.code for fault in faults]


def test_a_french_page_with_two_blocks_and_a_broken_third() -> None:
    found = read(SAMPLES / "school-fr.html", ReadOptions(country="FR"))

    assert guess_format(SAMPLES / "school-fr.html") == "schema_org"
    broken, course, program = found
    assert isinstance(broken, Fault)
    assert (broken.where, broken.code) == ("block 3", "broken_part")
    assert broken.values["value"] == "JSON, line 57"
    assert isinstance(course, CourseRecord)
    assert course.title == "Comptabilité & paie à distance"
    assert course.provider.name == "Greta de l'Armançon"
    assert course.provider.municipality == "Montbard"
    assert course.summaries == {"fr": "Tenir les comptes d'une petite entreprise."}
    assert course.mode is Mode.HYBRID
    assert course.pace is Pace.PART_TIME
    assert course.hours_per_week == 7
    run = course.offerings[0]
    assert (run.starts_on, run.municipality) == (date(2027, 3, 1), "Montbard")
    assert (run.price_cents, run.currency) == (125_050, "EUR")
    assert isinstance(program, CourseRecord)
    assert program.award == "BTS"
    assert program.rncp_code == "RNCP38363"
    assert program.key == "BTS-GPME"
    assert program.eqf_level == 5
    assert program.duration_months == 24
    assert program.offerings[0].apply_by == date(2027, 6, 30)
    assert Code("formacode", "35028", "PME-PMI") in program.codes


def test_a_swedish_folk_high_school_with_references_in_a_graph() -> None:
    found = read(SAMPLES / "folkhogskola-sv.jsonld", ReadOptions(country="SE", language="sv"))

    general, web = found
    assert isinstance(general, CourseRecord)
    assert isinstance(web, CourseRecord)
    assert general.provider.name == web.provider.name == "Fjällbygdens folkhögskola"
    assert general.provider.country == "SE"
    assert general.mode is Mode.PRESENTIAL
    assert general.pace is Pace.FULL_TIME
    assert general.municipality is None
    assert [run.starts_on for run in general.offerings] == [date(2027, 8, 23), date(2028, 1, 10)]
    assert {run.municipality for run in general.offerings} == {"Vilhelmina"}
    assert general.offerings[0].price_cents == 0
    assert general.offerings[0].currency == "SEK"
    assert web.mode is Mode.DISTANCE
    assert web.pace is Pace.PART_TIME
    assert web.titles == {"en": "Web design at a distance"}
    assert web.hours_per_week == 20
    assert web.duration_months == 9


def test_a_list_of_a_course_provider_on_the_web() -> None:
    first, second, third = read(SAMPLES / "mooc-list.json", ReadOptions())

    assert isinstance(first, CourseRecord)
    assert first.key == "https://mooc.example/courses/python"
    assert first.language == "en"
    assert first.titles == {"fr": "Python pour tous"}
    assert first.mode is Mode.DISTANCE
    assert first.pace is Pace.FLEXIBLE
    assert first.duration_months == 2
    assert first.hours_per_week == 2.8
    assert [(r.price_cents, r.price_basis) for r in first.offerings] == [(0, PriceBasis.WHOLE)]
    assert isinstance(second, CourseRecord)
    assert second.offerings[0].price_cents == 4900
    assert isinstance(third, CourseRecord)
    assert third.key == "no address mooc example"


@pytest.mark.parametrize("prefix", ["", "schema:", "http://schema.org/", "https://schema.org/"])
@pytest.mark.parametrize("is_list", [True, False])
def test_types_and_names_with_prefixes(tmp_path: Path, prefix: str, is_list: bool) -> None:
    kind = f"{prefix}Course"
    thing = {
        "@type": [kind, "Product"] if is_list else kind,
        f"{prefix}identifier": 7,
        f"{prefix}name": [{"@value": "Navn", "@language": "sv"}],
        f"{prefix}provider": [{"@type": [f"{prefix}Organization"], f"{prefix}name": "P"}],
    }
    (record,) = read(save(tmp_path, [thing]))

    assert isinstance(record, CourseRecord)
    assert (record.key, record.title, record.provider.name) == ("7", "Navn", "P")


def test_names_that_a_document_gives_itself(tmp_path: Path) -> None:
    thing = {
        "@context": {"s": "http://schema.org/", "titel": "s:name", "@language": "nl"},
        "@type": "s:Course",
        "s:courseCode": "x",
        "titel": "Boekhouden",
        "s:description": "Voor starters",
        "s:provider": "CVO Zuid",
    }
    (record,) = read(save(tmp_path, thing))

    assert isinstance(record, CourseRecord)
    assert record.title == "Boekhouden"
    assert record.summaries == {"nl": "Voor starters"}


@pytest.mark.parametrize(
    ("words", "mode", "pace"),
    [
        ("Online", Mode.DISTANCE, None),
        (["online", "part-time"], Mode.DISTANCE, Pace.PART_TIME),
        (["onsite", "online"], Mode.HYBRID, None),
        ("https://schema.org/MixedEventAttendanceMode", Mode.HYBRID, None),
        ("schema:OfflineEventAttendanceMode", Mode.PRESENTIAL, None),
        ("Afstandsonderwijs, deeltijds", Mode.DISTANCE, Pace.PART_TIME),
        ("på distans; halvfart", Mode.DISTANCE, Pace.PART_TIME),
        ("en présentiel / temps plein", Mode.PRESENTIAL, Pace.FULL_TIME),
        ("blended", Mode.HYBRID, None),
    ],
)
def test_words_for_mode_and_pace(tmp_path: Path, words: Any, mode: Mode, pace: Pace | None) -> None:
    run = {"@type": "CourseInstance", "courseMode": words}
    record, faults = read_course(tmp_path, hasCourseInstance=run)

    assert (record.mode, record.pace) == (mode, pace)
    assert not faults
    assert record.offerings == ()


def test_runs_that_differ_make_it_hybrid_and_a_question_to_the_provider(tmp_path: Path) -> None:
    runs = [{"@type": "CourseInstance", "courseMode": mode} for mode in ("online", "onsite")]
    record, _ = read_course(tmp_path, hasCourseInstance=runs)

    assert record.mode is Mode.HYBRID
    assert record.caveats == ("provider_must_confirm",)


@pytest.mark.parametrize("link", ["courseOf", "isPartOf"])
def test_runs_outside_of_their_course_are_joined(tmp_path: Path, link: str) -> None:
    graph = [
        {"@type": "CourseInstance", link: {"@id": "#c"}, "startDate": "2027-01-11"},
        {"@type": "Course", "@id": "#c", "courseCode": "C", "name": "N", "provider": {"@id": "#p"}},
        {"@type": "Organization", "@id": "#p", "name": "Late"},
        {"@type": "CourseInstance", "courseOf": {"@id": "#gone"}, "startDate": "2027-01-11"},
    ]
    record, stray = read(save(tmp_path, {"@context": "https://schema.org", "@graph": graph}))

    assert isinstance(record, CourseRecord)
    assert record.provider.name == "Late"
    assert [run.starts_on for run in record.offerings] == [date(2027, 1, 11)]
    assert isinstance(stray, Fault)
    assert (stray.code, stray.values["value"]) == ("not_linked", "#gone")


def test_a_course_inside_of_a_programme_is_given_by_whoever_gives_the_programme(
    tmp_path: Path,
) -> None:
    program = {
        "@type": "EducationalOccupationalProgram",
        "identifier": {"@type": "PropertyValue", "propertyID": "intern", "value": "P1"},
        "name": "Graduaat Programmeren",
        "provider": "Hogeschool West",
        "programType": "Graduaat",
        "numberOfCredits": 120,
        "typicalCreditsPerTerm": 30,
        "termsPerYear": 2,
        "hasCourse": [{"@type": "Course", "courseCode": "P1-A", "name": "Databanken"}],
    }
    whole, part = read(save(tmp_path, program))

    assert isinstance(whole, CourseRecord)
    assert isinstance(part, CourseRecord)
    assert (whole.key, whole.award, whole.ects, whole.duration_months) == (
        "P1", "Graduaat", 120, 24,
    )  # fmt: skip
    assert part.provider.name == "Hogeschool West"


@pytest.mark.parametrize(
    ("level", "eqf", "ours"),
    [
        ("EQF 6", 6, None),
        ("EQF level 5", 5, None),
        ("CEC niveau 7", 7, None),
        ("http://data.europa.eu/snb/eqf/4", 4, None),
        ({"@type": "DefinedTerm", "inDefinedTermSet": "EQF", "termCode": "6"}, 6, None),
        ({"@type": "DefinedTerm", "name": "VKS-niveau 5"}, 5, None),
        (["Beginner", "EQF 2"], 2, None),
        ("Bachelor", None, "bachelor"),
        ("Level 6", None, None),
    ],
)
def test_levels(tmp_path: Path, level: Any, eqf: int | None, ours: str | None) -> None:
    record, _ = read_course(tmp_path, educationalLevel=level)

    assert (record.eqf_level, record.level) == (eqf, ours)


@pytest.mark.parametrize(
    ("offers", "cents", "currency", "basis"),
    [
        ({"price": "1 250,50 €"}, 125_050, "EUR", "whole"),
        ({"price": 99.9, "priceCurrency": "SEK"}, 9990, "SEK", "whole"),
        ([{"category": "Free"}], 0, "EUR", "whole"),
        ({"price": "gratis"}, 0, "EUR", "whole"),
        ({"@type": "AggregateOffer", "lowPrice": 10, "highPrice": 20}, 1000, "EUR", "whole"),
        (
            {"priceSpecification": [{"price": 500, "unitText": "par an", "priceCurrency": "EUR"}]},
            50_000, "EUR", "year",
        ),
    ],
)  # fmt: skip
def test_prices(tmp_path: Path, offers: Any, cents: int, currency: str, basis: str) -> None:
    record, faults = read_course(tmp_path, offers=offers)

    (run,) = record.offerings
    assert (run.price_cents, run.currency, run.price_basis) == (cents, currency, PriceBasis(basis))
    assert not faults


def test_a_price_a_month_is_left_out_and_said(tmp_path: Path) -> None:
    offer = {"price": 39, "priceSpecification": {"price": 39, "unitText": "MONTH"}}
    record, faults = read_course(
        tmp_path, offers=offer["priceSpecification"] | {"@type": "UnitPriceSpecification"}
    )

    assert record.offerings == ()
    assert codes(faults) == ["bad_value"]


def test_bad_single_values_are_said_and_the_rest_is_kept(tmp_path: Path) -> None:
    run = {"startDate": "31/31/2027", "endDate": "2027-06-30", "courseMode": "by pigeon"}
    record, faults = read_course(
        tmp_path,
        hasCourseInstance=run | {"@type": "CourseInstance"},
        timeRequired="a while",
        inLanguage="Klingonish",
        numberOfCredits="many",
        offers={"price": "ask us"},
    )

    assert record.offerings[0].ends_on == date(2027, 6, 30)
    assert sorted(codes(faults)) == [
        "bad_day", "bad_number", "bad_number", "bad_value", "unknown_code", "unknown_code",
    ]  # fmt: skip
    assert not any(fault.fatal for fault in faults)
    assert {fault.key for fault in faults} == {"C1"}


@pytest.mark.parametrize(
    ("thing", "code"),
    [
        ({"courseCode": "C", "provider": "P"}, "missing_value"),
        ({"courseCode": "C", "name": "N"}, "missing_value"),
        ({"courseCode": "C", "name": "N", "provider": {"@id": "https://x.example/#org"}}, "not_linked"),
    ],
)  # fmt: skip
def test_what_makes_no_record(tmp_path: Path, thing: dict[str, Any], code: str) -> None:
    (fault,) = read(save(tmp_path, {"@type": "Course"} | thing))

    assert isinstance(fault, Fault)
    assert (fault.code, fault.fatal) == (code, True)


def test_texts_are_plain_and_short(tmp_path: Path) -> None:
    long = "<p>word &amp; word</p>" * 1000
    record, _ = read_course(tmp_path, description=long, name="A &lt; B", url="https://x.example")

    assert len(record.summaries["en"]) <= 2000
    assert "<" not in record.summaries["en"]
    assert record.title == "A < B"


def test_an_address_that_is_also_the_id_stays_an_address(tmp_path: Path) -> None:
    record, _ = read_course(
        tmp_path, **{"@id": "https://x.example/c", "url": "https://x.example/c"}
    )

    assert record.url == "https://x.example/c"


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ('{\n"@type": "Course",\n"name": ', "broken_json", "3"),
        ("[" * 100_000, "broken_json", "?"),
        ('{"@type": "Recipe", "@context": "https://schema.org"}', "other_format", None),
        ("<html><body>no data</body></html>", "other_format", None),
        ("", "empty", None),
    ],
    ids=["broken", "deep", "no course", "page", "empty"],
)
def test_a_file_without_courses_is_refused(
    tmp_path: Path, content: str, reason: str, line: str | None
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(save(tmp_path, content))

    assert refused.value.reason == reason
    assert refused.value.values.get("line") == line


def test_a_wrong_label_of_the_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonld"
    path.write_bytes('{"@type": "Course", "name": "é"}'.encode("latin-1"))

    with pytest.raises(UnreadableFile) as refused:
        read(path)

    assert refused.value.reason == "encoding"


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    written = [data.draw(courses(f"k{number}")) for number in range(data.draw(st.integers(1, 3)))]
    path = tmp_path_factory.mktemp("round") / "f.jsonld"

    assert schema_org.write(path, written) == len(written)
    assert without_where(read(path, ReadOptions())) == written


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonld", '{"@context": "https://schema.org", "@type": "Course"}'),
        ("a.json", '[{"@context": "http://schema.org/", "@type": "Course"}]'),
        ("a.html", "<!DOCTYPE html><html><head></head><body>nothing yet</body></html>"),
    ],
)
def test_the_format_is_guessed_from_json_and_from_pages(
    tmp_path: Path, name: str, text: str
) -> None:
    assert guess_format(save(tmp_path, text, name)) == "schema_org"


def test_a_country_behind_the_town_is_not_the_town(tmp_path: Path) -> None:
    run = {"@type": "CourseInstance", "location": {"address": "Rue X 1, 25000 Besançon, France"}}
    record, _ = read_course(tmp_path, hasCourseInstance=run | {"startDate": "2027-01-11"})

    assert record.municipality == "Besançon" or record.offerings[0].municipality == "Besançon"


def test_the_provider_of_the_source_gives_what_names_nobody(tmp_path: Path) -> None:
    thing = {"@context": "https://schema.org", "@type": "Course", "courseCode": "1", "name": "A"}
    (record,) = read(save(tmp_path, thing), ReadOptions(language="en", provider="School"))

    assert isinstance(record, CourseRecord)
    assert record.provider.name == "School"


def test_a_subscription_is_no_price_of_the_course(tmp_path: Path) -> None:
    offer = {"category": "Subscription", "price": "39", "priceCurrency": "EUR"}
    record, faults = read_course(tmp_path, offers=offer)

    assert record.offerings == ()
    assert codes(faults) == ["bad_value"]


def test_parts_of_a_programme_that_are_only_listed_are_no_courses(tmp_path: Path) -> None:
    part = {"@type": "Course", "name": "Part"}
    thing = {"@type": "EducationalOccupationalProgram", "name": "Whole", "provider": PROVIDER}
    whole, fault = read(save(tmp_path, thing | {"hasCourse": [part]}))

    assert isinstance(whole, CourseRecord)
    assert isinstance(fault, Fault)
    assert fault.code == "no_key"


def test_the_giver_of_an_offer_gives_the_course(tmp_path: Path) -> None:
    record, _ = read_course(tmp_path, provider=None, offers={"offeredBy": PROVIDER, "price": 0})

    assert record.provider.name == "School"


def test_a_number_of_credits_with_its_unit(tmp_path: Path) -> None:
    record, _ = read_course(tmp_path, numberOfCredits="7.5 hp")

    assert record.ects == 7.5
