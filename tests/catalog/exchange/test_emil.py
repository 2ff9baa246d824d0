"""EMIL files of several publishers: one file with all three kinds, or educations with their events."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalog.exchange import emil
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formats import guess_format
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Code, CourseRecord, Record
from catalog.models import Mode, Pace

OPTIONS = ReadOptions(country="SE", language="sv")

INFO = """
<emil:educationInfo xmlns:emil="http://skolverket.se/emil">
  <emil:identifier>i.myh.5497</emil:identifier>
  <emil:lastEdited>2026-03-02T08:00:00</emil:lastEdited>
  <emil:expires>2028-01-01</emil:expires>
  <emil:title>
    <emil:string xml:lang="swe">Systemutvecklare .NET</emil:string>
    <emil:string xml:lang="eng">.NET developer</emil:string>
  </emil:title>
  <emil:description>
    <emil:string xml:lang="swe">&lt;p&gt;Bygg system&lt;/p&gt;</emil:string>
  </emil:description>
  <emil:form code="yrkeshögskoleutbildning" type="C_Form"/>
  <emil:configuration><emil:code>program</emil:code></emil:configuration>
  <emil:credits><emil:system><emil:code>yhp</emil:code></emil:system>
    <emil:credits>400</emil:credits></emil:credits>
  <emil:degree><emil:string xml:lang="swe">Yrkeshögskoleexamen</emil:string></emil:degree>
  <emil:eligibility><emil:eligibilityDescription>
    <emil:string xml:lang="swe">Gymnasieexamen</emil:string>
  </emil:eligibilityDescription></emil:eligibility>
  <emil:eligibleForStudentAid>true</emil:eligibleForStudentAid>
  <emil:subject><emil:code>481b</emil:code><emil:type>C_Subject_SUN</emil:type></emil:subject>
  <emil:subject><emil:code>2512</emil:code><emil:type>AUB_Subject</emil:type></emil:subject>
  <emil:url><emil:url xml:lang="swe">https://skolan.se/net</emil:url></emil:url>
</emil:educationInfo>"""
EVENT = """
<educationEvent>
  <identifier>e.myh.{key}</identifier>
  <education>i.myh.5497</education>
  <provider>p.myh.12</provider>
  <execution><condition>1</condition><start>2026-08-24</start><end>2028-06-02</end></execution>
  <application><first>2026-03-01</first><last>2026-05-15</last></application>
  <paceOfStudy><percentage>100</percentage></paceOfStudy>
  <languageOfInstruction>swe</languageOfInstruction>
  <location><town>Skellefteå</town><country>SE</country></location>
  {more}
</educationEvent>"""
PROVIDER = """
<educationProvider>
  <identifier>p.myh.12</identifier>
  <name><string xml:lang="swe">Norra skolan</string></name>
  <url><url>norraskolan.se</url></url>
  <contactAddress><town>Luleå</town></contactAddress>
</educationProvider>"""


def event(key: str = "1", more: str = "") -> str:
    return EVENT.format(key=key, more=more)


def save(tmp_path: Path, *parts: str) -> Path:
    path = tmp_path / "emil.xml"
    path.write_text(f"<emil>{''.join(parts)}</emil>", encoding="utf-8")
    return path


def read(tmp_path: Path, *parts: str) -> list[Record | Fault]:
    return list(emil.read(save(tmp_path, *parts), OPTIONS))


def only(tmp_path: Path, *parts: str) -> CourseRecord:
    (record,) = read(tmp_path, *parts)
    assert isinstance(record, CourseRecord)
    return record


def test_three_kinds_in_one_file(tmp_path: Path) -> None:
    more = "<distance><mandatory>2</mandatory><optional>0</optional></distance>"
    record = only(tmp_path, event(more=more), INFO, PROVIDER)

    assert (record.key, record.where) == ("i.myh.5497", "education i.myh.5497")
    assert (record.title, record.titles) == ("Systemutvecklare .NET", {"en": ".NET developer"})
    assert record.summaries == {"sv": "Bygg system"}
    assert (record.award, record.level, record.eqf_level) == ("Yrkeshögskoleexamen", "yh", 5)
    assert (record.ects, record.duration_months) == (None, 21)
    assert (record.mode, record.pace, record.hours_per_week) == (Mode.HYBRID, Pace.FULL_TIME, 40)
    assert record.entry_requirements == {"sv": "Gymnasieexamen"}
    assert record.codes == (Code("sun", "481b"), Code("ssyk", "2512"))
    assert (record.funding, record.language, record.country) == (("CSN",), "sv", "SE")
    assert record.url == "https://skolan.se/net"
    assert (record.source_date, record.review_by) == ("2026-03-02", date(2028, 1, 1))
    assert (record.provider.name, record.provider.municipality) == ("Norra skolan", "Luleå")
    assert record.provider.url == "https://norraskolan.se"
    assert record.municipality == "Skellefteå"
    (run,) = record.offerings
    assert (run.key, run.starts_on) == ("e.myh.1", date(2026, 8, 24))
    assert (run.apply_by, run.municipality) == (date(2026, 5, 15), None)


def test_events_and_providers_inside_educations(tmp_path: Path) -> None:
    inside = event().replace("<provider>p.myh.12</provider>", PROVIDER)
    whole = INFO.replace("</emil:educationInfo>", f"{inside}</emil:educationInfo>")
    record = only(tmp_path, whole)

    assert record.provider.name == "Norra skolan"
    assert [run.key for run in record.offerings] == ["e.myh.1"]


def test_providers_inside_events_beside_educations(tmp_path: Path) -> None:
    inside = event().replace("<provider>p.myh.12</provider>", PROVIDER)
    record = only(tmp_path, inside, INFO)

    assert record.provider.name == "Norra skolan"
    assert record.offerings[0].ends_on == date(2028, 6, 2)


def test_cancelled_events_are_left_out(tmp_path: Path) -> None:
    gone = event("2", "<cancelled>true</cancelled>") + event("3", "<isCancelled>1</isCancelled>")
    record = only(tmp_path, INFO, event(), gone, PROVIDER)

    assert [run.key for run in record.offerings] == ["e.myh.1"]


def test_modes_part_a_course(tmp_path: Path) -> None:
    found = read(tmp_path, INFO, event("1", "<distance/>"), event("2"), PROVIDER)

    assert [(r.key, r.mode) for r in found if isinstance(r, CourseRecord)] == [
        ("i.myh.5497#distance", Mode.DISTANCE),
        ("i.myh.5497#presential", Mode.PRESENTIAL),
    ]


def test_distance_and_tuition_of_an_extension(tmp_path: Path) -> None:
    more = "<extension type='UHExtension'><itdistance>true</itdistance></extension>"
    record = only(tmp_path, INFO, event(more=more), PROVIDER)

    assert record.mode is Mode.DISTANCE
    assert record.municipality is None


@pytest.mark.parametrize(
    ("fee", "cents"),
    [
        ("<fee><total>12500</total><currency>SEK</currency></fee>", 1_250_000),
        ("<fee>1 200 kr</fee>", 120_000),
        ("<tuitionFee><first>10</first><total>20</total></tuitionFee>", 2_000),
        ("<fee>0</fee>", 0),
        ("<fee>false</fee>", 0),
        ("", None),
    ],
)
def test_fees(tmp_path: Path, fee: str, cents: int | None) -> None:
    (run,) = only(tmp_path, INFO, event(more=fee), PROVIDER).offerings

    assert (run.price_cents, run.currency) == (cents, None if cents is None else "SEK")


def test_names_are_matched_without_case(tmp_path: Path) -> None:
    parts = (
        "<EducationInfo><Identifier>1</Identifier><Title>Svetsare</Title>"
        "<Extent><Length>20</Length><Unit>veckor</Unit></Extent></EducationInfo>"
        "<education-event><identifier>2</identifier><education>1</education>"
        "<provider-name>Svetsskolan AB</provider-name><distance>nej</distance></education-event>"
    )
    record = only(tmp_path, parts)

    assert (record.title, record.provider.name) == ("Svetsare", "Svetsskolan AB")
    assert (record.mode, record.duration_months) == (Mode.PRESENTIAL, 5)


def test_a_file_of_one_education(tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    path.write_text(
        INFO.strip().replace("</emil:educationInfo>", f"{event()}</emil:educationInfo>")
    )
    (fault,) = emil.read(path, OPTIONS)

    assert isinstance(fault, Fault)
    assert (fault.code, fault.key, fault.fatal) == ("not_linked", "i.myh.5497", True)
    assert guess_format(path) == "emil"


def test_markup_of_another_namespace_is_text(tmp_path: Path) -> None:
    markup = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Bygg</p> <p>mer</p></div>'
    record = only(
        tmp_path, INFO.replace("&lt;p&gt;Bygg system&lt;/p&gt;", markup), event(), PROVIDER
    )

    assert record.summaries == {"sv": "Bygg mer"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<emil><educationInfo><identifier>1</identifier>", "broken_xml"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><emil>&a;</emil>", "document_type"),
        ("<rss><channel/></rss>", "other_format"),
        ("no xml", "broken_xml"),
    ],
)
def test_broken_and_foreign_files(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "f.xml"
    path.write_text(content)
    with pytest.raises(UnreadableFile) as caught:
        list(emil.read(path, OPTIONS))

    assert caught.value.reason == reason
