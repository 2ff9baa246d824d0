"""XCRI-CAP feeds as colleges and universities publish them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalog.exchange import xcri
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formats import guess_format
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Code, CourseRecord, Record
from catalog.models import Mode, Pace, PriceBasis

OPTIONS = ReadOptions(country="BE", language="en")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:credit="http://purl.org/net/cm"
  xmlns:mlo="http://purl.org/net/mlo" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:courseDataProgramme="http://xcri.co.uk" generated="2026-06-01T10:00:00Z">
<dc:title>All courses</dc:title>
"""
PRESENTATION = """
<presentation>
  <dc:identifier>{key}</dc:identifier>
  <mlo:start dtf="2026-09-21">21 September 2026</mlo:start>
  <end dtf="2027-06-30T00:00:00Z">June</end>
  {more}
  <venue><provider><dc:identifier>v1</dc:identifier><dc:title>West Campus</dc:title>
    <mlo:location><mlo:town>Kortrijk</mlo:town><mlo:postcode>8500</mlo:postcode></mlo:location>
  </provider></venue>
</presentation>"""


def presentation(more: str = "", key: str = "P1") -> str:
    return PRESENTATION.format(more=more, key=key)


def course(*parts: str, key: str = "C1", title: str = "Bookkeeping") -> str:
    return (
        f"<course><dc:identifier>{key}</dc:identifier><dc:title>{title}</dc:title>"
        f"{''.join(parts)}</course>"
    )


def provider(*courses: str, name: str = "West College", town: str = "Gent") -> str:
    return (
        f"<provider><dc:identifier>http://west.example/{town}</dc:identifier>"
        f"<dc:title>{name}</dc:title><mlo:url>http://west.example</mlo:url>{''.join(courses)}"
        f"<mlo:location><mlo:town>{town}</mlo:town></mlo:location></provider>"
    )


def read(tmp_path: Path, *providers: str) -> list[Record | Fault]:
    path = tmp_path / "x.xml"
    path.write_text(f"{HEAD}{''.join(providers)}</catalog>", encoding="utf-8")
    return list(xcri.read(path, OPTIONS))


def only(tmp_path: Path, *parts: str) -> CourseRecord:
    (record,) = read(tmp_path, provider(course(*parts)))
    assert isinstance(record, CourseRecord)
    return record


def test_a_whole_course(tmp_path: Path) -> None:
    record = only(
        tmp_path,
        '<dc:identifier xsi:type="courseDataProgramme:internalID">77</dc:identifier>',
        '<dc:description><div xmlns="http://www.w3.org/1999/xhtml"><p>Keep books</p></div>',
        "</dc:description>",
        '<dc:subject xsi:type="courseDataProgramme:JACS3" identifier="N400">Accounting</dc:subject>',
        "<dc:subject>Money</dc:subject><mlo:url>http://west.example/bk</mlo:url>",
        "<mlo:prerequisite>Basic arithmetic</mlo:prerequisite>",
        "<mlo:qualification><dc:title>Foundation Degree</dc:title>",
        "<dcterms:educationLevel>EQF level 5</dcterms:educationLevel></mlo:qualification>",
        "<mlo:credit><credit:scheme>CATS</credit:scheme><credit:level>4</credit:level>",
        "<credit:value>120</credit:value></mlo:credit>",
        presentation(
            '<mlo:duration interval="P2Y">2 years</mlo:duration>'
            '<applyUntil dtf="2026-08-01"/>'
            '<studyMode identifier="PT">Part time</studyMode>'
            '<attendanceMode identifier="DA">Distance with attendance</attendanceMode>'
            "<mlo:languageOfInstruction>nl</mlo:languageOfInstruction>"
            "<mlo:cost>€1.250,50 per year</mlo:cost><mlo:places>20</mlo:places>"
        ),
    )

    assert (record.key, record.title, record.where) == ("77", "Bookkeeping", "education 77")
    assert record.summaries == {"en": "Keep books"}
    assert record.entry_requirements == {"en": "Basic arithmetic"}
    assert record.codes == (Code("jacs3", "N400", "Accounting"),)
    assert (record.award, record.eqf_level, record.ects) == ("Foundation Degree", 5, 60)
    assert (record.mode, record.pace, record.duration_months) == (Mode.HYBRID, Pace.PART_TIME, 24)
    assert (record.language, record.url) == ("nl", "http://west.example/bk")
    assert (record.municipality, record.country) == ("Kortrijk", "BE")
    assert (record.provider.name, record.provider.municipality) == ("West College", "Gent")
    assert record.provider.key == "http://west.example/Gent"
    (run,) = record.offerings
    assert (run.key, run.starts_on, run.ends_on) == ("P1", date(2026, 9, 21), date(2027, 6, 30))
    assert (run.apply_by, run.price_cents, run.currency) == (date(2026, 8, 1), 125_050, "EUR")
    assert run.price_basis is PriceBasis.YEAR


def test_each_course_has_its_own_provider(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        provider(course(key="a"), course(key="b"), name="First", town="Gent"),
        provider(name="Empty"),
        provider(course(key="c"), name="Third", town="Brugge"),
    )

    assert [
        (r.key, r.provider.name, r.provider.municipality)
        for r in found
        if isinstance(r, CourseRecord)
    ] == [("a", "First", "Gent"), ("b", "First", "Gent"), ("c", "Third", "Brugge")]


@pytest.mark.parametrize(
    ("element", "mode"),
    [
        ('<attendanceMode identifier="CM"/>', Mode.PRESENTIAL),
        ('<attendanceMode identifier="DS">Distance</attendanceMode>', Mode.DISTANCE),
        ("<attendanceMode>Online (no attendance)</attendanceMode>", Mode.DISTANCE),
        ("<attendanceMode>Mixed mode</attendanceMode>", Mode.HYBRID),
        ("", None),
    ],
)
def test_attendance(tmp_path: Path, element: str, mode: Mode | None) -> None:
    assert only(tmp_path, presentation(element)).mode is mode


def test_modes_part_a_course(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        provider(
            course(
                presentation('<attendanceMode identifier="CM"/>', "P1"),
                presentation('<attendanceMode identifier="ON"/>', "P2"),
            )
        ),
    )

    assert [r.key for r in found if isinstance(r, CourseRecord)] == ["C1#presential", "C1#distance"]


@pytest.mark.parametrize(
    ("duration", "months"),
    [
        ('<mlo:duration interval="P6M"/>', 6),
        ("<mlo:duration>18 months</mlo:duration>", 18),
        ("<mlo:duration>1.5 years</mlo:duration>", 18),
        ("<mlo:duration>3 academic years</mlo:duration>", 36),
        ('<mlo:duration interval="PT40H">40 hours</mlo:duration>', 9),
        ("", 9),
    ],
)
def test_durations(tmp_path: Path, duration: str, months: int) -> None:
    assert only(tmp_path, presentation(duration)).duration_months == months


@pytest.mark.parametrize(
    ("cost", "cents", "currency"),
    [("Free", 0, "EUR"), ("£9,250", 925_000, "GBP"), ("450", 45_000, "EUR")],
)
def test_costs(tmp_path: Path, cost: str, cents: int, currency: str) -> None:
    (run,) = only(tmp_path, presentation(f"<mlo:cost>{cost}</mlo:cost>")).offerings

    assert (run.price_cents, run.currency) == (cents, currency)


def test_credits_of_two_schemes(tmp_path: Path) -> None:
    ects = "<mlo:credit><credit:scheme>http://x.eu/ECTS</credit:scheme><credit:value>15</credit:value></mlo:credit>"

    assert only(tmp_path, ects).ects == 15


def test_a_start_without_a_day_is_kept_in_words(tmp_path: Path) -> None:
    text = presentation().replace(
        '<mlo:start dtf="2026-09-21">21 September 2026</mlo:start>',
        '<mlo:start dtf="2026-09">Any time</mlo:start>',
    )
    (run,) = only(tmp_path, text).offerings

    assert (run.starts_on, run.starts) == (None, {"en": "Any time"})


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    odd = presentation(
        '<applyUntil dtf="soon"/><attendanceMode>On the moon</attendanceMode>'
        "<mlo:cost>£3,000 home, £9,000 overseas</mlo:cost>"
        "<mlo:languageOfInstruction>de</mlo:languageOfInstruction>"
    )
    credit = "<mlo:credit><credit:value>30</credit:value></mlo:credit>"
    record, *faults = read(tmp_path, provider(course(odd, credit)))

    assert isinstance(record, CourseRecord)
    assert {(f.code, f.values["column"], f.fatal) for f in faults if isinstance(f, Fault)} == {
        ("bad_day", "apply_by", False),
        ("unknown_code", "mode", False),
        ("bad_number", "price", False),
        ("unknown_code", "language", False),
        ("unknown_code", "ects", False),
    }


def test_courses_without_title_provider_or_key(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        provider(course(title=""), "<course><dc:title>X</dc:title></course>"),
        f"<provider>{course(key='C2')}</provider>",
    )

    assert [(f.where, f.code, f.key) for f in found if isinstance(f, Fault)] == [
        ("education C1", "missing_value", "C1"),
        ("education 2", "no_key", None),
        ("education C2", "missing_value", "C2"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<lheo/>", "other_format"),
        ("<rss xmlns='http://xcri.org/profiles/1.2/catalog'/>", "other_format"),
        (HEAD + "<provider><course>", "broken_xml"),
        ("<!DOCTYPE catalog [<!ENTITY a 'b'>]><catalog>&a;</catalog>", "document_type"),
        ("no xml", "broken_xml"),
        ("", "empty"),
    ],
)
def test_broken_and_foreign_files(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "f.xml"
    path.write_text(content)
    with pytest.raises(UnreadableFile) as caught:
        list(xcri.read(path, OPTIONS))

    assert caught.value.reason == reason


def test_the_format_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "f.xml"
    path.write_text(f"{HEAD}</catalog>")

    assert guess_format(path) == "xcri"


def test_the_mode_may_stand_among_the_words_of_the_pattern(tmp_path: Path) -> None:
    run = (
        "<presentation><dc:identifier>P</dc:identifier><mlo:start>2027-01-11</mlo:start>"
        "<attendanceMode>Self-study</attendanceMode>"
        "<attendancePattern>Part time distance education course</attendancePattern></presentation>"
    )

    assert only(tmp_path, run).mode is Mode.DISTANCE


def test_the_first_day_of_1900_is_no_day(tmp_path: Path) -> None:
    run = "<presentation><dc:identifier>P</dc:identifier><mlo:start>1900-01-01</mlo:start></presentation>"

    assert only(tmp_path, run).offerings[0].starts_on is None
