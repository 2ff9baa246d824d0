"""Open Education API files of version 5 and 6 are read; version 6 is written and comes back."""

from __future__ import annotations

import json
import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from catalog.exchange import ooapi
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formats import guess_format
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Code, CourseRecord, ProviderRecord, Record
from catalog.models import Mode, Pace
from tests.catalog.exchange.json_records import courses, without_where

SAMPLES = Path(__file__).parent / "samples"
ROOT = Path(__file__).parents[3]
STANDARDS = Path(os.environ.get("PASSERELLE_STANDARDS", ROOT / ".." / "shared" / "standards"))
SCHEMA = STANDARDS / "oeapi-v6.yaml"
SCHEMAS = {
    "programmes": "Programme",
    "courses": "Course",
    "programmeOfferings": "ProgrammeOffering",
    "courseOfferings": "CourseOffering",
    "organisations": "Organisation",
}
FLEMISH = ReadOptions(country="BE", language="nl")
GIVER = {"organizationId": "o1", "name": [{"language": "nl-BE", "value": "Hogeschool"}]}


def save(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "f.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def read(path: Path, options: ReadOptions = FLEMISH) -> list[Record | Fault]:
    return list(ooapi.read(path, options))


def read_programme(tmp_path: Path, **values: Any) -> tuple[CourseRecord, list[Fault]]:
    thing = {
        "programId": "p1",
        "name": [{"language": "nl-BE", "value": "Opleiding"}],
        "organization": GIVER,
    }
    first, *rest = read(save(tmp_path, thing | values))
    assert isinstance(first, CourseRecord)
    return first, [fault for fault in rest if isinstance(fault, Fault)]


def test_a_list_of_programmes_of_version_5() -> None:
    assert guess_format(SAMPLES / "ooapi-v5-programs.json") == "ooapi"
    (bachelor, graduaat) = read(SAMPLES / "ooapi-v5-programs.json")

    assert isinstance(bachelor, CourseRecord)
    assert bachelor.key == "PBA-TI"
    assert bachelor.title == "Professionele bachelor Toegepaste Informatica"
    assert bachelor.titles == {"en": "Bachelor of Applied Computer Science"}
    assert bachelor.provider == ProviderRecord(
        "Hogeschool Leiestreek", "HLS", "BE", "Kortrijk", "https://hls.example"
    )
    assert bachelor.summaries == {"nl": "Programmeren, netwerken & data."}
    assert bachelor.entry_requirements == {"nl": "Diploma secundair onderwijs"}
    assert (bachelor.language, bachelor.ects, bachelor.eqf_level) == ("nl", 180, 6)
    assert (bachelor.mode, bachelor.pace) == (Mode.HYBRID, Pace.PART_TIME)
    assert bachelor.duration_months == 36
    assert bachelor.award == "Bachelor of Science"
    assert bachelor.isced_f == "0613"
    assert bachelor.codes == (Code("isced_f", "0613"),)
    assert [run.starts_on for run in bachelor.offerings] == [date(2027, 9, 20)]
    assert isinstance(graduaat, CourseRecord)
    assert graduaat.award == "Associate degree"
    assert graduaat.eqf_level == 5
    assert graduaat.mode is Mode.DISTANCE


def test_an_export_of_version_6_with_offerings_and_organisations() -> None:
    programme, course, cancelled, stray = read(SAMPLES / "ooapi-v6-export.json")

    assert isinstance(programme, CourseRecord)
    assert programme.provider.name == "Arteveld Zuid"
    assert programme.eqf_level == 5
    assert programme.pace is Pace.FLEXIBLE
    assert programme.municipality == "Gent"
    assert isinstance(course, CourseRecord)
    assert course.key == "BOEK-1"
    assert course.mode is Mode.DISTANCE
    assert course.provider.name == "Arteveld Zuid"
    first, second = course.offerings
    assert (first.key, first.starts_on, first.ends_on) == (
        "BOEK-1-NJ", date(2027, 9, 13), date(2028, 1, 21),
    )  # fmt: skip
    assert first.apply_by == date(2027, 9, 30)
    assert first.municipality == "Oostende"
    assert (first.price_cents, first.currency) == (34_084, "EUR")
    assert second.starts_on == date(2028, 2, 7)
    assert second.price_cents == 30_000 + 4_000
    assert isinstance(cancelled, CourseRecord)
    assert cancelled.offerings == ()
    assert isinstance(stray, Fault)
    assert stray.code == "not_linked"


@pytest.mark.parametrize("wrap", ["one", "list", "items", "programs", "programmes"])
def test_shapes_of_files(tmp_path: Path, wrap: str) -> None:
    one = {"programId": "x", "name": "Naam", "organization": GIVER}
    content = {"one": one, "list": [one]}.get(wrap, {wrap: [one], "pageNumber": 1})
    (record,) = read(save(tmp_path, content))

    assert isinstance(record, CourseRecord)
    assert (record.key, record.title) == ("x", "Naam")


@pytest.mark.parametrize(
    "name", ["organization", "organizationId", "organisation", "organisationId"]
)
def test_organisations_by_reference(tmp_path: Path, name: str) -> None:
    content = {
        "courses": [{"courseId": "c", "name": "C", name: "o1"}],
        "organizations": [GIVER],
    }
    (record,) = read(save(tmp_path, content))

    assert isinstance(record, CourseRecord)
    assert record.provider.name == "Hogeschool"


def test_a_course_of_a_programme_stays_a_record_with_the_provider_of_the_programme(
    tmp_path: Path,
) -> None:
    course = {"courseId": "c", "name": "Databanken", "programs": ["p1"]}
    stub = {"courseId": "elsewhere"}
    programme = {"programId": "p1", "name": "P", "organization": GIVER, "courses": [stub]}
    found = read(save(tmp_path, {"programs": [programme], "courses": [course]}))

    assert [record.key for record in found if isinstance(record, CourseRecord)] == ["p1", "c"]
    assert len(found) == 2
    assert found[1].provider.name == "Hogeschool"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("values", "name", "wanted"),
    [
        ({"modeOfDelivery": ["distance-learning"]}, "mode", Mode.DISTANCE),
        ({"modeOfDelivery": ["on campus", "online"]}, "mode", Mode.HYBRID),
        ({"modeOfDelivery": ["situated"]}, "mode", Mode.PRESENTIAL),
        ({"modesOfDelivery": ["blended", "project_based"]}, "mode", Mode.HYBRID),
        ({"modesOfDelivery": ["presential"]}, "mode", Mode.PRESENTIAL),
        ({"modeOfStudy": "full-time"}, "pace", Pace.FULL_TIME),
        ({"modeOfStudy": "self_paced"}, "pace", Pace.FLEXIBLE),
        ({"modeOfStudy": "dual training"}, "pace", None),
        ({"levelOfQualification": "4+"}, "eqf_level", 4),
        ({"levelOfQualification": "eqf_7"}, "eqf_level", 7),
        ({"levelOfQualification": "nlqf_4plus"}, "eqf_level", 4),
        ({"level": "secondary vocational education 3"}, "eqf_level", 3),
        ({"level": "associate_degree"}, "eqf_level", 5),
        ({"studyLoad": {"studyLoadUnit": "sp", "value": 60}}, "ects", 60),
        ({"studyLoad": [{"studyLoadUnit": "sbu", "value": 840}]}, "ects", None),
        ({"duration": "P18M"}, "duration_months", 18),
        ({"duration": "P40W"}, "duration_months", 9),
        ({"teachingLanguage": "nld"}, "language", "nl"),
        ({"teachingLanguages": ["en-GB", "nl-BE"]}, "language", "en"),
        ({"qualificationAwarded": "none"}, "award", None),
        ({"qualificationAwarded": "AD"}, "award", "Associate degree"),
        ({"qualificationDesignations": ["BSc"]}, "award", "BSc"),
        ({"primaryCode": {"codeType": "identifier", "code": "K9"}}, "key", "K9"),
        ({"primaryCode": "K9"}, "key", "K9"),
    ],
)
def test_single_values(tmp_path: Path, values: dict[str, Any], name: str, wanted: Any) -> None:
    record, faults = read_programme(tmp_path, **values)

    assert getattr(record, name) == wanted
    assert not faults


def test_hours_a_week_from_the_study_load_and_the_length(tmp_path: Path) -> None:
    load = [{"studyLoadUnit": "ects", "value": 30}, {"studyLoadUnit": "hour", "value": 840}]
    record, _ = read_programme(tmp_path, duration="P6M", studyLoad=load)

    assert (record.ects, record.hours_per_week) == (30, 32.3)


def test_a_midnight_that_is_told_in_universal_time(tmp_path: Path) -> None:
    record, _ = read_programme(tmp_path, firstStartDateTime="2027-09-19T22:00:00Z")

    assert record.offerings[0].starts_on == date(2027, 9, 20)


def test_bad_single_values_are_said_and_the_rest_is_kept(tmp_path: Path) -> None:
    record, faults = read_programme(
        tmp_path,
        firstStartDate="in september",
        duration="long",
        studyLoad={"studyLoadUnit": "ects", "value": "many"},
        levelOfQualification="twelve",
        modeOfDelivery=["telepathy"],
        priceInformation=[{"costType": "total costs", "amount": "free?"}],
    )

    assert record.title == "Opleiding"
    assert sorted(fault.code for fault in faults) == [
        "bad_day", "bad_number", "bad_number", "bad_value", "bad_value", "unknown_code",
    ]  # fmt: skip
    assert not any(fault.fatal for fault in faults)


@pytest.mark.parametrize(
    ("thing", "code"),
    [
        ({"courseId": "c", "organization": GIVER}, "missing_value"),
        ({"courseId": "c", "name": "N"}, "missing_value"),
        ({"courseId": "c", "name": "N", "organization": "gone"}, "not_linked"),
        ({"programType": "minor", "primaryCode": {}, "name": "N", "organization": GIVER}, "no_key"),
    ],
)
def test_what_makes_no_record(tmp_path: Path, thing: dict[str, Any], code: str) -> None:
    (fault,) = read(save(tmp_path, thing))

    assert isinstance(fault, Fault)
    assert (fault.code, fault.fatal) == (code, True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [('{"items": [', "broken_json"), ('{"items": []}', "other_format"), ("[1]", "other_format")],
)
def test_a_file_without_courses_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(save(tmp_path, content))

    assert refused.value.reason == reason


@settings(max_examples=50, deadline=None)
@given(data=st.data(), language=st.sampled_from([None, "fr", "nl"]))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, language: str | None
) -> None:
    written = [data.draw(courses(f"k{number}")) for number in range(data.draw(st.integers(1, 3)))]
    path = tmp_path_factory.mktemp("round") / "f.json"

    assert ooapi.write(path, written) == len(written)
    assert without_where(read(path, ReadOptions(language=language))) == written


@pytest.mark.skipif(not SCHEMA.is_file(), reason=f"no schema {SCHEMA.name} on this machine")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_written_is_valid_by_the_standard(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    written = [data.draw(courses("k1")), data.draw(courses("k2"))]
    path = tmp_path_factory.mktemp("valid") / "f.json"
    ooapi.write(path, written)
    export = json.loads(path.read_text(encoding="utf-8"))

    assert export.keys() == SCHEMAS.keys()
    for name, things in export.items():
        for thing in things:
            validator(SCHEMAS[name]).validate(thing)


@lru_cache
def validator(name: str) -> Draft202012Validator:
    content = standard()
    schema = {"$ref": f"#/components/schemas/{name}", "components": content["components"]}
    return Draft202012Validator(schema, format_checker=FormatChecker(["uuid", "date"]))


@lru_cache
def standard() -> Any:
    return yaml.load(SCHEMA.read_text(encoding="utf-8"), yaml.CSafeLoader)


COURSE = {"courseId": "c1", "name": "Inleiding", "organization": "o1"}


def test_a_list_that_only_names_its_organisation_is_of_the_provider_of_the_source(
    tmp_path: Path,
) -> None:
    path = save(tmp_path, {"items": [COURSE]})
    (fault,) = read(path)
    assert isinstance(fault, Fault)
    assert fault.code == "not_linked"

    (record,) = read(path, ReadOptions(country="BE", language="nl", provider="Hogeschool"))
    assert isinstance(record, CourseRecord)
    assert record.provider == ProviderRecord("Hogeschool", "o1")


def test_the_only_organisation_of_a_file_gives_what_names_none(tmp_path: Path) -> None:
    nameless = {"courseId": "c1", "name": "Inleiding"}
    (record,) = read(save(tmp_path, {"courses": [nameless], "organizations": [GIVER]}))

    assert isinstance(record, CourseRecord)
    assert record.provider.name == "Hogeschool"


@pytest.mark.parametrize(
    ("values", "award"),
    [
        (
            {"qualificationAwarded": "master", "qualificationDesignations": ["of Sciences"]},
            "Master of Sciences",
        ),
        ({"qualificationAwarded": "none", "qualificationDesignations": ["Attest"]}, "Attest"),
        ({"qualificationAwarded": "associate_degree"}, "Associate degree"),
    ],
)
def test_awards_in_two_parts(tmp_path: Path, values: dict[str, Any], award: str) -> None:
    record, _ = read_programme(tmp_path, **values)

    assert record.award == award


def test_marks_of_markdown_are_taken_off(tmp_path: Path) -> None:
    text = "**Leer** [alles](https://x.example) over *zorg*, 2 * 3 = 6"
    record, _ = read_programme(tmp_path, description=text)

    assert record.summaries == {"nl": "Leer alles over zorg, 2 * 3 = 6"}


def test_a_programme_alone_with_its_courses_gives_them_its_organisation(tmp_path: Path) -> None:
    inside = {"courseId": "c1", "name": "Vak", "studyLoad": {"studyLoadUnit": "ects", "value": 3}}
    other = {"organisations": [GIVER, GIVER | {"organizationId": "o2"}]}
    whole = {"programId": "p1", "name": "Opleiding", "organization": GIVER, "courses": [inside]}
    _, course = read(save(tmp_path, whole | other))

    assert isinstance(course, CourseRecord)
    assert course.provider.name == "Hogeschool"


def test_a_file_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    thing = {"courseId": "c1", "name": "Één vak", "organization": GIVER}
    path.write_bytes(json.dumps({"items": [thing]}, ensure_ascii=False).encode("utf-16"))

    (course,) = read(path)
    assert isinstance(course, CourseRecord)
    assert course.title == "Één vak"


def test_credits_before_version_5(tmp_path: Path) -> None:
    record, _ = read_programme(tmp_path, ects=5)

    assert record.ects == 5
