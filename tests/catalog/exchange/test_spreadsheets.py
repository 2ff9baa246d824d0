"""Spreadsheets as people make them are read; our own come back as they were."""

from __future__ import annotations

import string
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from catalog.exchange import csv_file, xlsx
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formula import escape, unescape
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Code, CourseRecord, OfferingRecord, ProviderRecord, SiteRecord
from catalog.exchange.values import blank
from catalog.models import Mode, Pace, PriceBasis, SiteKind

FRENCH = ReadOptions(country="FR", language="fr")


def save(tmp_path: Path, content: str | bytes, name: str = "f.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, options: ReadOptions = FRENCH) -> list[CourseRecord | SiteRecord | Fault]:
    return list(csv_file.read(path, options))


def only(path: Path, options: ReadOptions = FRENCH) -> CourseRecord:
    (record,) = read(path, options)
    assert isinstance(record, CourseRecord)
    return record


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [
        ["Identifiant", "Intitulé de la formation", "Établissement", "Modalité", "Prix"],
        ["12", "Développeur web à distance", "Université de Besançon", "À distance", "1 250,50 €"],
    ]
    quoted = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    record = only(save(tmp_path, quoted.encode(encoding)))

    assert record.title == "Développeur web à distance"
    assert record.provider.name == "Université de Besançon"
    assert record.mode is Mode.DISTANCE
    assert record.offerings[0].price_cents == 125_050


def test_swedish_names_of_columns(tmp_path: Path) -> None:
    text = (
        "Kurskod;Benämning;Anordnare;Studieort;Studietakt;Högskolepoäng;Startdatum;Sista ansökningsdag\n"
        "IT101;Programmering i Python;Umeå universitet;Umeå;50 %;7,5;2027-01-18;2026-10-15\n"
    )
    record = only(save(tmp_path, text), ReadOptions(country="SE", language="sv"))

    assert record.pace is Pace.PART_TIME
    assert record.ects == 7.5
    assert record.offerings[0].starts_on == date(2027, 1, 18)
    assert record.offerings[0].apply_by == date(2026, 10, 15)


def test_dutch_names_of_columns_and_lines_above_them(tmp_path: Path) -> None:
    text = (
        "Aanbod najaar 2026,,,\n,,,\nOpleidingscode,Naam opleiding,Instelling,Duur,Kostprijs\n"
        'G1,Graduaat Programmeren,Hogeschool X,2 jaar,"€ 1.116,50"\n'
    )
    record = only(save(tmp_path, text), ReadOptions(country="BE", language="nl"))

    assert record.duration_months == 24
    assert record.offerings[0].price_cents == 111_650
    assert record.where == "row 4"


def test_rows_of_one_key_are_the_runs_of_one_course(tmp_path: Path) -> None:
    text = (
        "id,title,provider,starts_on,price\n"
        "1,A,P,2027-01-11,10\n1,A,P,2027-09-06,20\n2,B,P,2027-01-11,\n"
    )
    first, second = read(save(tmp_path, text))

    assert isinstance(first, CourseRecord)
    assert isinstance(second, CourseRecord)
    assert [run.price_cents for run in first.offerings] == [1000, 2000]
    assert len(second.offerings) == 1


def test_what_cannot_be_read_is_said_and_the_rest_is_kept(tmp_path: Path) -> None:
    text = (
        "id,title,provider,starts_on,ects,mode\n"
        "1,A,P,31/02/2027,many,telepathy\n2,,P,,,\n,C,P,,,\n4,D,P,2027-01-11,30,online\n"
    )
    found = read(save(tmp_path, text))

    faults = [(f.where, f.code, f.fatal) for f in found if isinstance(f, Fault)]
    assert ("row 2", "bad_day", False) in faults
    assert ("row 2", "bad_number", False) in faults
    assert ("row 2", "unknown_code", False) in faults
    assert ("row 3", "missing_value", True) in faults
    assert ("row 4", "no_key", True) in faults
    assert [r.key for r in found if isinstance(r, CourseRecord)] == ["1", "4"]


def test_a_row_without_identifier_is_known_by_its_key_columns(tmp_path: Path) -> None:
    text = "title,provider\nExcel,Greta\nWord,Greta\n"
    options = ReadOptions(country="FR", language="fr", key_columns=("title", "provider"))

    keys = [record.key for record in read(save(tmp_path, text), options)]  # type: ignore[union-attr]

    assert len(set(keys)) == 2
    assert all(keys)


def test_a_person_corrects_what_was_guessed(tmp_path: Path) -> None:
    text = "nr,Bezeichnung,Schule,title\n7,Informatik,HS Test,not this\n"
    corrected = {"nr": "id", "Bezeichnung": "title", "Schule": "provider", "title": ""}

    record = only(save(tmp_path, text), ReadOptions(country="BE", language="nl", columns=corrected))

    assert (record.key, record.title, record.provider.name) == ("7", "Informatik", "HS Test")


def test_sites_are_told_from_courses(tmp_path: Path) -> None:
    text = (
        "id;nom;type;réseau;adresse;code postal;commune;latitude;longitude;services\n"
        "a;Campus de Guéret;lieu d'étude;campus_connecte;1 rue X;23000;Guéret;46,17;1,87;tutoring; \n"
    )
    (record,) = read(save(tmp_path, text))

    assert isinstance(record, SiteRecord)
    assert record.kind is SiteKind.STUDY_PLACE
    assert (record.lat, record.lon) == (46.17, 1.87)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b'id,title,provider\n1,"never closed,P\n', "broken_table"),
        (b"nothing,of,ours\n1,2,3\n", "no_header"),
        (b"\x00\x01\x02" * 50, "other_format"),
    ],
)
def test_a_broken_file_is_refused_whole(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(save(tmp_path, content))

    assert refused.value.reason == reason


def test_excel_days_numbers_and_second_sheets(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Please read me first"])  # type: ignore[union-attr]
    sheet = book.create_sheet("courses")
    sheet.append(["id", "title", "provider", "Date de début", "Prix", "ECTS"])
    sheet.append([12, "Réseaux", "IUT", date(2027, 9, 6), 1250.5, 60])
    path = tmp_path / "f.xlsx"
    book.save(path)

    (record,) = xlsx.read(path, FRENCH)

    assert isinstance(record, CourseRecord)
    assert record.key == "12"
    assert record.ects == 60
    assert record.offerings[0].starts_on == date(2027, 9, 6)
    assert record.offerings[0].price_cents == 125_050


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * 100 * 1024**2)

    with pytest.raises(UnreadableFile) as refused:
        list(xlsx.read(path, FRENCH))

    assert refused.value.reason == "swells"


@pytest.mark.parametrize("content", [b"PK\x03\x04 half", b"plain text"])
def test_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(xlsx.read(save(tmp_path, content, "f.xlsx"), FRENCH))

    assert refused.value.reason == "broken_workbook"


@given(st.text())
def test_escaping_of_formulas_is_undone(text: str) -> None:
    assert unescape(escape(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+33", "-2", "\t=1", "'=1"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert escape(text).startswith("'")


WORDS = (
    st.text(string.ascii_letters + "éåïß '=-+@,;\"", min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.strip(" -") and blank(text))
)
ADDRESSES = WORDS.map(lambda text: f"https://example.org/{text}")
TEXTS = st.dictionaries(st.sampled_from(["fr", "sv", "nl", "en"]), WORDS, max_size=3)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def offerings(draw: st.DrawFn, key: str) -> OfferingRecord:
    price = draw(st.none() | st.integers(0, 5_000_000))
    return OfferingRecord(
        key,
        starts_on=draw(DAYS),
        ends_on=draw(st.none() | DAYS),
        starts=draw(TEXTS),
        apply_by=draw(st.none() | DAYS),
        municipality=draw(st.none() | WORDS),
        price_cents=price,
        currency=None if price is None else draw(st.sampled_from(["EUR", "SEK"])),
        price_basis=None if price is None else draw(st.sampled_from(PriceBasis)),
    )


@st.composite
def courses(draw: st.DrawFn, key: str) -> CourseRecord:
    return CourseRecord(
        key=key,
        where="",
        public_id=key,
        title=draw(WORDS),
        titles=draw(TEXTS),
        summaries=draw(TEXTS),
        provider=ProviderRecord(
            draw(WORDS), draw(st.none() | WORDS), "FR", url=draw(st.none() | ADDRESSES)
        ),
        language=draw(st.sampled_from(["fr", "sv", "nl", "en"])),
        country="FR",
        municipality=draw(st.none() | WORDS),
        award=draw(st.none() | WORDS),
        level=draw(st.none() | st.sampled_from(["bts", "bachelor", "course"])),
        eqf_level=draw(st.none() | st.integers(1, 8)),
        field=draw(st.none() | st.sampled_from(["digital", "law"])),
        codes=draw(st.sampled_from([(), (Code("formacode", "31088"), Code("rome", "M1805"))])),
        ects=draw(st.none() | st.integers(1, 180).map(lambda n: n / 2)),
        mode=draw(st.none() | st.sampled_from(Mode)),
        pace=draw(st.none() | st.sampled_from(Pace)),
        duration_months=draw(st.none() | st.integers(1, 60)),
        hours_per_week=draw(st.none() | st.integers(1, 80).map(lambda n: n / 2)),
        entry_requirements=draw(TEXTS),
        url=draw(st.none() | ADDRESSES),
        review_by=draw(st.none() | DAYS),
        source_date=draw(st.none() | st.just("2026-05")),
        offerings=tuple(draw(offerings(str(n))) for n in range(draw(st.integers(0, 2)))),
    )


@pytest.mark.parametrize("module", [csv_file, xlsx])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back(
    module: object, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    written = [data.draw(courses(f"k{number}")) for number in range(data.draw(st.integers(1, 3)))]
    path = tmp_path_factory.mktemp("round") / "f"

    module.write(path, written)  # type: ignore[attr-defined]
    found = list(module.read(path, ReadOptions()))  # type: ignore[attr-defined]

    assert [_without_where(record) for record in found] == written


def _without_where(record: CourseRecord) -> CourseRecord:
    return replace(record, where="") if isinstance(record, CourseRecord) else record


def test_columns_of_public_lists_of_france(tmp_path: Path) -> None:
    text = (
        "nom_of;code_rncp;intitule_certification;libelle_niveau_sortie_formation;"
        "code_formacode_1;code_nsf_1;siret;numero_formation;intitule_formation;frais_ttc_tot_mean\n"
        "Greta;37674;Développeur web;NIVEAU 5;30825;326;12345678900011;F1;Devenir dev;5245.0\n"
    )
    record = only(save(tmp_path, text))

    assert (record.key, record.title, record.award) == ("F1", "Devenir dev", "Développeur web")
    assert record.provider == ProviderRecord("Greta", "12345678900011", "FR")
    assert (record.eqf_level, record.rncp_code) == (5, "37674")
    assert record.codes == (Code("formacode", "30825"), Code("nsf", "326"))
    assert record.offerings[0].price_cents == 524_500


@pytest.mark.parametrize(
    ("written", "level"),
    [("5", 5), ("NIVEAU 6", 6), ("NIV4", 4), ("niveau 5 (bac + 2)", 5), ("bac + 2", 5),
     ("bac + 5", 7), ("SANS NIVEAU SPECIFIQUE", None)],
)  # fmt: skip
def test_levels_in_words(tmp_path: Path, written: str, level: int | None) -> None:
    text = f"id;titre;organisme;niveau de certification\n1;A;B;{written}\n"

    assert only(save(tmp_path, text)).eqf_level == level


@pytest.mark.parametrize(
    ("written", "mode"),
    [
        ("Formation entièrement à distance", Mode.DISTANCE),
        ("Gecombineerd onderwijs (75% afstand)", Mode.HYBRID),
        ("Pas de formation à distance", Mode.PRESENTIAL),
        ("Bunden", Mode.PRESENTIAL),
    ],
)
def test_modes_in_words(tmp_path: Path, written: str, mode: Mode) -> None:
    assert only(save(tmp_path, f"id;titre;organisme;modalité\n1;A;B;{written}\n")).mode is mode


def test_columns_of_a_swedish_workbook_below_its_heading(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Resultat"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Lista")
    sheet.append(["Utbildningar 2027"])
    sheet.append(
        ["Utbildningsområde", "SUN5 inriktning", "Utbildningsnamn", "Diarienummer", "Kommun",
         "Studieform", "Studietakt %", "Utbildningsanordnare administrativ enhet", "Startdatum"]
    )  # fmt: skip
    sheet.append(
        ["Data/IT", "481d", "Dataingenjör", "D 1", "Umeå", "Distans", 100, "Skolan", 46400]
    )
    book.save(tmp_path / "f.xlsx")
    (record,) = xlsx.read(tmp_path / "f.xlsx", ReadOptions(country="SE", language="sv"))

    assert isinstance(record, CourseRecord)
    assert (record.key, record.field, record.municipality) == ("D 1", "digital", "Umeå")
    assert (record.mode, record.pace) == (Mode.DISTANCE, Pace.FULL_TIME)
    assert record.offerings[0].starts_on == date(2027, 1, 13)


def test_rows_of_a_list_without_identifiers_are_told_apart_by_what_they_say(
    tmp_path: Path,
) -> None:
    text = "Opleiding,Instellingsnaam,Website opleiding\nA,CVO,www.cvo.example\nB,CVO,\n"
    found = read(save(tmp_path, text), ReadOptions(country="BE", language="nl"))

    first, second = (record for record in found if isinstance(record, CourseRecord))
    assert first.key != second.key
    assert first.url == "https://www.cvo.example"


def test_a_list_that_names_no_provider_is_of_the_provider_of_the_source(tmp_path: Path) -> None:
    path = save(tmp_path, "id,title\n1,A\n")
    with pytest.raises(UnreadableFile) as told:
        read(path)
    assert (told.value.reason, told.value.values) == ("missing_columns", {"columns": "provider"})

    record = only(path, ReadOptions(country="FR", language="fr", provider="Greta"))
    assert record.provider.name == "Greta"


@pytest.mark.parametrize("start", ["<a>", '{"a": 1,', "[1,"])
def test_other_formats_are_no_table(tmp_path: Path, start: str) -> None:
    with pytest.raises(UnreadableFile) as told:
        read(save(tmp_path, f"{start}\nid,title,provider\n1,A,P\n"))

    assert told.value.reason == "other_format"


@pytest.mark.parametrize("price", ["1e400", "1e12", "99999999999999999999", "NaN"])
def test_prices_beyond_all_fees_are_left_out(tmp_path: Path, price: str) -> None:
    (_record, fault) = read(save(tmp_path, f"id,title,provider,price\n1,A,P,{price}\n"))

    assert isinstance(fault, Fault)
    assert (fault.code, fault.values["column"]) == ("bad_number", "price")


def test_a_cell_left_at_the_far_end_of_a_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["id", "title", "provider"])  # type: ignore[union-attr]
    sheet["XFD1048576"] = "x"  # type: ignore[index]
    book.save(tmp_path / "f.xlsx")
    with pytest.raises(UnreadableFile) as told:
        read_book(tmp_path / "f.xlsx")

    assert told.value.reason == "spreads"


def read_book(path: Path) -> list[CourseRecord | SiteRecord | Fault]:
    return list(xlsx.read(path, FRENCH))
