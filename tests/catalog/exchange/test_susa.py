"""Susa-navet and JobEd Connect as their several versions write them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.exchange import json_items, susa
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formats import guess_format
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Code, CourseRecord, Record
from catalog.models import Mode, Pace, PriceBasis

OPTIONS = ReadOptions(country="SE", language="sv")


def save(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "f.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def read(tmp_path: Path, content: Any) -> list[Record | Fault]:
    return list(susa.read(save(tmp_path, content), OPTIONS))


def only(tmp_path: Path, content: Any) -> CourseRecord:
    (record,) = read(tmp_path, content)
    assert isinstance(record, CourseRecord)
    return record


def lang(swedish: str, english: str | None = None) -> dict[str, Any]:
    rows = [{"lang": "swe", "content": swedish}]
    return {"string": rows + ([{"lang": "eng", "content": english}] if english else [])}


def info(**more: Any) -> dict[str, Any]:
    return {
        "identifier": "i.uoh.umu.5da123",
        "title": lang("Programmering i Python", "Programming in Python"),
        "form": {"code": "högskoleutbildning", "type": "C_Form"},
        "configuration": {"code": "kurs", "type": "C_Configuration"},
        "credits": {"system": {"code": "hp"}, "credits": 7.5},
    } | more


def event(**more: Any) -> dict[str, Any]:
    return {
        "identifier": "e.uoh.umu.5da123.1",
        "education": "i.uoh.umu.5da123",
        "provider": ["p.uoh.umu"],
        "execution": {"condition": 1, "start": "2027-01-18", "end": "2027-06-06"},
    } | more


PROVIDER = {
    "identifier": "p.uoh.umu",
    "name": lang("Umeå universitet", "Umeå University"),
    "url": [{"lang": "swe", "content": "www.umu.se"}],
    "visitAddress": {"town": "Umeå", "municipalityCode": "2480"},
}


def export(*events: Any, **more: Any) -> dict[str, Any]:
    return {
        "educationEvents": list(events),
        "educationInfos": [info(**more)],
        "educationProviders": [PROVIDER],
    }


def test_three_linked_lists_in_any_order(tmp_path: Path) -> None:
    record = only(
        tmp_path,
        export(
            event(
                paceOfStudy={"percentage": 50},
                distance={"mandatory": 0, "optional": 2},
                languageOfInstruction=["swe"],
                application={"first": "2026-09-15", "last": "2026-10-15"},
            ),
            description=lang("<p>Grunder i <b>Python</b></p>"),
            eligibility={"eligibilityDescription": [lang("Grundläggande behörighet")]},
            eligibleForStudentAid={"code": "B 2"},
            subject=[{"code": "481", "type": "SUN2020", "name": "Datavetenskap"}],
            url={"url": [{"lang": "swe", "content": "https://umu.se/kurs"}]},
            lastEdited="2026-05-04T12:00:00",
            expires="2027-12-31",
        ),
    )

    assert record.key == "i.uoh.umu.5da123"
    assert record.where == "education i.uoh.umu.5da123"
    assert (record.title, record.titles) == (
        "Programmering i Python",
        {"en": "Programming in Python"},
    )
    assert record.summaries == {"sv": "Grunder i Python"}
    assert record.entry_requirements == {"sv": "Grundläggande behörighet"}
    assert (record.mode, record.pace, record.hours_per_week) == (Mode.DISTANCE, Pace.PART_TIME, 20)
    assert (record.ects, record.duration_months, record.language) == (7.5, 5, "sv")
    assert (record.level, record.funding) == ("course", ("CSN",))
    assert record.codes == (Code("sun", "481", "Datavetenskap"),)
    assert (record.source_date, record.review_by) == ("2026-05-04", date(2027, 12, 31))
    assert record.url == "https://umu.se/kurs"
    assert record.provider.name == "Umeå universitet"
    assert (record.provider.key, record.provider.municipality) == ("p.uoh.umu", "Umeå")
    assert record.provider.url == "https://www.umu.se"
    (run,) = record.offerings
    assert (run.key, run.starts_on) == ("e.uoh.umu.5da123.1", date(2027, 1, 18))
    assert run.apply_by == date(2026, 10, 15)


def test_pages_of_enveloped_resources(tmp_path: Path) -> None:
    wrapped = [
        {"content": {"educationInfo": info()}, "links": []},
        {"content": {"educationEvent": event()}, "links": []},
        {"content": {"educationProvider": PROVIDER}, "links": []},
    ]

    assert only(tmp_path, {"content": wrapped, "page": {"size": 3, "number": 0}}).ects == 7.5


def test_hal_links_in_place_of_references(tmp_path: Path) -> None:
    linked = event() | {"_links": {"educationInfo": {"href": "https://x.se/i.uoh.umu.5da123?a=1"}}}
    del linked["education"]
    content = {
        "_embedded": {
            "educationInfos": [info()],
            "educationEvents": [linked],
            "educationProviders": [PROVIDER],
        }
    }

    assert only(tmp_path, content).offerings[0].ends_on == date(2027, 6, 6)


def test_third_version_marks_html_and_removed_rows(tmp_path: Path) -> None:
    content = {
        "identifier": "i.myh.7",
        "type": {"type": "C_SchoolType", "code": "YH"},
        "title": {"strings": [{"lang": "swe", "value": "Testare"}]},
        "description": {
            "strings": [{"lang": "swe", "value": "<p>Lär dig testa</p>", "content": "HTML"}]
        },
        "credits": {"credits": 400, "system": {"type": "C_Credits", "code": "yh"}},
        "degrees": {"strings": [{"lang": "swe", "value": "Kvalificerad yrkeshögskoleexamen"}]},
        "qualificationLevel": {"type": "C_Qualification", "code": "6"},
        "subjects": [{"type": "C_Subject_ISCED2013", "code": "0613"}],
    }
    happening = {
        "identifier": "e.myh.7",
        "education": "I.MYH.7",
        "providers": ["p.myh.1"],
        "isCancelled": False,
        "paceOfStudy": {"percentage": 100, "individual": False},
        "distance": {"noOfMandatorySessions": 4, "noOfMandatoryRemoteSessions": 1},
        "locations": [{"areaCode": 580, "country": "SE"}],
        "fees": [{"totalAmount": 2500, "currency": "SEK"}],
    }
    rows = [
        {"id": "i.myh.7", "status": "ACTIVE", "content": content},
        {"id": "e.myh.7", "status": "ACTIVE", "content": happening},
        {"id": "i.myh.8", "status": "DELETED", "content": None},
        {"id": "e.myh.9", "status": "DELETED", "content": {"education": "i.myh.7"}},
        {"id": "p.myh.1", "status": "ACTIVE", "content": {"identifier": "p.myh.1",
         "name": {"strings": [{"lang": "swe", "value": "Medieskolan"}]}}},
    ]  # fmt: skip
    record = only(tmp_path, rows)

    assert record.summaries == {"sv": "Lär dig testa"}
    assert (record.level, record.eqf_level) == ("yh", 6)
    assert record.award == "Kvalificerad yrkeshögskoleexamen"
    assert (record.mode, record.municipality) == (Mode.HYBRID, "Linköping")
    assert (record.ects, record.duration_months, record.isced_f) == (None, 21, "0613")
    (run,) = record.offerings
    assert (run.price_cents, run.currency, run.price_basis) == (250_000, "SEK", PriceBasis.WHOLE)


def test_jobed_connect_summaries(tmp_path: Path) -> None:
    hit = {
        "id": "i.uoh.umu.1",
        "education": {
            "identifier": "i.uoh.umu.1",
            "title": [
                {"lang": "swe", "content": "Redovisning"},
                {"lang": "eng", "content": "Accounting"},
            ],
            "credits": {"system": {"code": "hp", "type": "C_Credits"}, "credits": 15},
            "form": {"code": "högskoleutbildning", "type": "C_Form"},
            "eligibility": {
                "eligibilityDescription": [[{"lang": "swe", "content": "Matematik 3b"}]]
            },
            "subject": [{"code": "304", "name": "Företagsekonomi", "type": "C_Subject_SUN"}],
        },
        "eventSummary": {
            "paceOfStudyPercentage": [25, 50],
            "executions": [
                {"start": "2026-08-31T00:00:00", "end": "2027-01-17T00:00:00"},
                {"start": "2027-01-18", "end": "2027-06-06"},
            ],
            "languageOfInstruction": ["swe"],
            "distance": False,
            "municipalityCode": ["2480"],
            "tuitionFee": ["30000"],
        },
        "providerSummary": {"providers": ["Umeå universitet"]},
    }
    record = only(tmp_path, {"hits": 1, "result": [hit]})

    assert (record.key, record.provider.name) == ("i.uoh.umu.1", "Umeå universitet")
    assert (record.pace, record.hours_per_week) == (Pace.PART_TIME, None)
    assert (record.mode, record.municipality) == (Mode.PRESENTIAL, "Umeå")
    assert record.entry_requirements == {"sv": "Matematik 3b"}
    assert [run.starts_on for run in record.offerings] == [date(2026, 8, 31), date(2027, 1, 18)]
    assert [run.price_cents for run in record.offerings] == [None, None]


def test_jobed_connect_with_events_and_providers_beside(tmp_path: Path) -> None:
    hit = {
        "education": info(),
        "events": [event(distance=True), event(identifier="e.2", cancelled="true")],
        "education_providers": [PROVIDER],
    }
    record = only(tmp_path, [hit])

    assert record.mode is Mode.DISTANCE
    assert len(record.offerings) == 1


def test_events_inside_educations_and_educations_inside_events(tmp_path: Path) -> None:
    named = event(provider={"id": "p.9", "name": "Lunds universitet"})
    nested = only(tmp_path, {"educations": [info(events=[named])]})
    turned = only(tmp_path, {"events": [named | {"education": info()}]})

    assert nested == turned
    assert nested.provider.name == "Lunds universitet"


def test_a_course_in_several_modes_becomes_several(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        export(
            event(identifier="a", distance=True, paceOfStudyPercentage="50 %"),
            event(identifier="b", location=[{"town": "Umeå"}], paceOfStudyPercentage=100),
            event(identifier="c", distance={"noOfMandatorySessions": 2}, location={"town": "Umeå"}),
        ),
    )

    assert [(r.key, r.mode, [run.key for run in r.offerings], r.municipality) for r in found] == [
        ("i.uoh.umu.5da123#distance", Mode.DISTANCE, ["a"], None),
        ("i.uoh.umu.5da123#presential", Mode.PRESENTIAL, ["b"], "Umeå"),
        ("i.uoh.umu.5da123#hybrid", Mode.HYBRID, ["c"], "Umeå"),
    ]
    assert [r.pace for r in found] == [Pace.PART_TIME, Pace.FULL_TIME, None]


@pytest.mark.parametrize(
    ("value", "mode"),
    [
        (True, Mode.DISTANCE), ("true", Mode.DISTANCE), ("ja", Mode.DISTANCE), ({}, Mode.DISTANCE),
        (False, Mode.PRESENTIAL), ("nej", Mode.PRESENTIAL), ("Platsbunden", Mode.PRESENTIAL),
        ({"mandatory": 2, "optional": 0}, Mode.HYBRID), ({"mandatory": "0"}, Mode.DISTANCE),
        ({"noOfMandatoryRemoteSessions": 3}, Mode.DISTANCE), ("Distans", Mode.DISTANCE),
        ("Distans med träffar", Mode.HYBRID), ("Distans utan träffar", Mode.DISTANCE),
        ("Delvis distans", Mode.HYBRID), ({"code": "distans"}, Mode.DISTANCE), (None, None),
    ],
)  # fmt: skip
def test_distance_as_object_truth_or_words(tmp_path: Path, value: Any, mode: Mode | None) -> None:
    assert only(tmp_path, export(event(distance=value))).mode is mode


@pytest.mark.parametrize(
    ("value", "pace", "hours"),
    [
        (100, Pace.FULL_TIME, 40), ([50], Pace.PART_TIME, 20), ("25 %", Pace.PART_TIME, 10),
        (0.5, Pace.PART_TIME, 20), ({"percentage": 75.0}, Pace.PART_TIME, 30),
        ([50, 100], Pace.FLEXIBLE, None), ("Halvfart", Pace.PART_TIME, 20),
        ({"individual": True}, Pace.FLEXIBLE, None),
    ],
)  # fmt: skip
def test_pace_as_number_list_or_words(
    tmp_path: Path, value: Any, pace: Pace, hours: float | None
) -> None:
    record = only(tmp_path, export(event(paceOfStudyPercentage=value)))

    assert (record.pace, record.hours_per_week) == (pace, hours)


@pytest.mark.parametrize(
    ("form", "points", "ects", "months"),
    [
        ("högskoleutbildning", {"system": {"code": "hp"}, "credits": 30}, 30, 5),
        ("högskoleutbildning", {"system": [{"code": "hp"}], "credits": ["180"]}, 180, 33),
        ("högskoleutbildning", "7,5 hp", 7.5, 1),
        ("högskoleutbildning", 60, 60, 9),
        ("yrkeshögskoleutbildning", {"unit": "YH-poäng", "value": 200}, None, 9),
        ("yrkeshögskoleutbildning", "400 yhp", None, 21),
        ("gymnasial vuxenutbildning", {"credits": 100, "system": "gymnasiepoäng"}, None, 1),
    ],
)
def test_points_of_the_three_systems(
    tmp_path: Path, form: str, points: Any, ects: float | None, months: int
) -> None:
    record = only(tmp_path, export(event(execution={}), form={"code": form}, credits=points))

    assert (record.ects, record.duration_months) == (ects, months)


def test_points_take_longer_at_half_the_pace(tmp_path: Path) -> None:
    halved = event(execution={"start": "2027-01-18"}, paceOfStudyPercentage=50)
    record = only(tmp_path, export(halved, credits={"system": "hp", "credits": 30}))

    assert record.duration_months == 9


@pytest.mark.parametrize(
    ("form", "degree", "level", "eqf"),
    [
        ("yrkeshögskoleutbildning", None, "yh", None),
        ("yrkeshögskoleutbildning", "Yrkeshögskoleexamen", "yh", 5),
        ("högskoleutbildning", "Filosofie kandidatexamen", "bachelor", 6),
        ("högskoleutbildning", "Högskoleexamen", "bachelor", 6),
        ("högskoleutbildning", "Magisterexamen", "master", 7),
        ("högskoleutbildning", "Civilingenjörsexamen", "master", 7),
        ("högskoleutbildning", None, None, None),
        ("gymnasial vuxenutbildning", None, "access", None),
        ("kommunal vuxenutbildning", None, "access", None),
        ("grundläggande vuxenutbildning", None, "access", None),
        ("SFI", None, "access", None),
        ("folkhögskola", None, None, None),
    ],
)
def test_levels_only_where_they_are_sure(
    tmp_path: Path, form: str, degree: str | None, level: str | None, eqf: int | None
) -> None:
    more = {"degree": lang(degree)} if degree else {}
    record = only(tmp_path, export(form=form, configuration={"code": "program"}, **more))

    assert (record.award, record.level, record.eqf_level) == (degree, level, eqf)


def test_what_is_missing_or_not_linked_is_told(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "educationInfos": [
                info(identifier="1", title=None),
                info(identifier="2"),
                info(identifier="3"),
                info(identifier="4"),
                {"title": "Utan nyckel"},
            ],
            "educationEvents": [
                event(identifier="a", education="1", provider="p.uoh.umu"),
                event(identifier="b", education="2", provider="p.gone"),
                event(identifier="c", education="3", provider="p.lost", providerName="KTH"),
                event(identifier="d", education="9"),
                event(identifier="e", education=None),
            ],
            "educationProviders": [PROVIDER, {"identifier": "p.2", "name": "Annan"}],
        },
    )
    faults = {(f.where, f.code, f.fatal) for f in found if isinstance(f, Fault)}

    assert faults == {
        ("education 1", "missing_value", True),
        ("education 2", "not_linked", True),
        ("education 3", "not_linked", False),
        ("education 4", "missing_value", True),
        ("education 9", "not_linked", True),
        ("education ?", "no_key", True),
        ("event e", "missing_value", True),
    }
    assert [r.provider.name for r in found if isinstance(r, CourseRecord)] == ["KTH"]


def test_bad_single_values_leave_the_course(tmp_path: Path) -> None:
    bad = event(
        execution={"start": "snart"}, paceOfStudyPercentage="?", languageOfInstruction=["ger"],
        distance="kanske",
    )  # fmt: skip
    record, *faults = read(
        tmp_path, export(bad, bad | {"identifier": "2"}, credits={"credits": "x"})
    )

    assert isinstance(record, CourseRecord)
    assert sorted((f.code, f.values["column"]) for f in faults if isinstance(f, Fault)) == [
        ("bad_day", "starts_on"), ("bad_number", "ects"), ("bad_value", "pace"),
        ("unknown_code", "language"), ("unknown_code", "mode"),
    ]  # fmt: skip
    assert not any(f.fatal for f in faults if isinstance(f, Fault))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"educationInfos": [{"identifier": "1"', "broken_json"),
        ('{"educationInfos": [] x}', "broken_json"),
        ('[{"identifier": "i.1"}] ]', "broken_json"),
        ('{"weather": ["rain"]}', "other_format"),
        ("[1, 2]", "other_format"),
        ("[" * 200_000, "broken_json"),
        ("", "empty"),
    ],
)
def test_broken_and_foreign_files(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, content)

    assert caught.value.reason == reason


def test_windows_of_any_width_give_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = export(event(), event(identifier="2"), description=lang('Med "citat" } ] å'))
    whole = read(tmp_path, content)
    monkeypatch.setattr(json_items, "CHUNK", 7)

    assert read(tmp_path, content) == whole


def test_the_format_is_recognised(tmp_path: Path) -> None:
    assert guess_format(save(tmp_path, export(event()))) == "susa"


def test_marks_of_xml_inside_of_texts_are_taken_off(tmp_path: Path) -> None:
    named = info(title=lang("<![CDATA[Engelska 5]]>"), description=lang("<![CDATA[<p>Läs</p>]]>"))
    record = only(tmp_path, export(event()) | {"educationInfos": [named]})

    assert record.title == "Engelska 5"
    assert record.summaries == {"sv": "Läs"}


def test_a_fee_for_learners_from_outside_of_europe_is_no_price(tmp_path: Path) -> None:
    fee = {"totalAmount": 65000.0, "currency": "SEK"}
    words = {"strings": [{"lang": "swe", "value": "Gäller studenter utanför EU/EES"}]}
    record = only(tmp_path, export(event(fees=[fee | {"condition": words}])))
    assert record.offerings[0].price_cents is None

    record = only(tmp_path, export(event(fees=[fee])))
    assert record.offerings[0].price_cents == 6_500_000


def test_no_degree_is_no_award(tmp_path: Path) -> None:
    assert only(tmp_path, export(event(), degrees=lang("Ingen examen", "No degree"))).award is None


def test_a_deadline_far_beyond_all_plans_is_none(tmp_path: Path) -> None:
    record = only(tmp_path, export(event(application={"last": "2099-12-31T00:00:00"})))

    assert record.offerings[0].apply_by is None


def test_one_education_alone_is_told_once(tmp_path: Path) -> None:
    alone = {"id": "i.uoh.umu.5da123", "status": "ACTIVE", "content": info(educationBase="i.x")}
    path = save(tmp_path, alone)
    assert guess_format(path) == "susa"

    (fault,) = susa.read(path, OPTIONS)
    assert isinstance(fault, Fault)
    assert fault.values == {"column": "provider"}
    options = ReadOptions(country="SE", language="sv", provider="Umeå universitet")
    (record,) = susa.read(path, options)
    assert isinstance(record, CourseRecord)
    assert record.provider.name == "Umeå universitet"


@pytest.mark.parametrize(
    "text",
    [
        '{"educationInfos": [{"id": "i.1", "credits": ' + "9" * 5000 + "}]}",
        '{"educationInfos": [{"id": "i.1", "subject": ' + "[" * 400 + "]" * 400 + "}]}",
    ],
)
def test_numbers_and_nesting_beyond_all_use_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile) as told:
        read(tmp_path, text)

    assert told.value.reason == "broken_json"


def test_a_title_without_words_is_missing(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, export(event(), title={"hasPart": {"name": ""}}))

    assert isinstance(fault, Fault)
    assert (fault.code, fault.values) == ("missing_value", {"column": "title"})


def test_what_stands_in_a_list_and_is_no_education_is_told(tmp_path: Path) -> None:
    content = export(event())
    content["educationInfos"] += ["rubbish", None]
    record, fault = read(tmp_path, content)

    assert isinstance(record, CourseRecord)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.values) == ("broken_part", {"value": "rubbish"})


def test_a_town_in_capitals_and_the_first_day_of_all(tmp_path: Path) -> None:
    run = event(location={"town": "SUNDSVALL"}, execution={"start": "0001-01-01T00:00:00"})
    record = only(tmp_path, export(run))

    assert record.municipality == "Sundsvall"
    assert record.offerings[0].starts_on is None
