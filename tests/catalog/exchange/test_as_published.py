"""Files as producers publish them: training accounts in France, old XCRI feeds, sheets by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from catalog.exchange.faults import Fault
from catalog.exchange.formats import guess_format, open_file
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Code, CourseRecord
from catalog.models import Mode, Pace, PriceBasis

SAMPLES = Path(__file__).parent / "samples"
FRENCH = ReadOptions(country="FR", language="fr", provider="École de langues")
SWEDISH = ReadOptions(country="SE", language="sv")
ENGLISH = ReadOptions(country="BE", language="en", provider="Open College")


def read(path: Path, options: ReadOptions) -> tuple[list[CourseRecord], list[Fault]]:
    found = list(open_file(path, guess_format(path), options))
    courses = [record for record in found if isinstance(record, CourseRecord)]
    return courses, [fault for fault in found if isinstance(fault, Fault)]


def save(tmp_path: Path, text: str, name: str = "f.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def told(faults: list[Fault]) -> list[tuple[str, str, str]]:
    return [(fault.where, fault.code, fault.values.get("value", "")) for fault in faults]


def test_the_national_catalogue_of_training_accounts() -> None:
    (remote, mixed), faults = read(SAMPLES / "training-account-fr.xml", FRENCH)

    assert faults == []
    assert (remote.mode, mixed.mode) == (Mode.DISTANCE, Mode.HYBRID)
    assert (remote.provider.name, remote.provider.key) == ("École de langues", "81234567800011")
    assert remote.summaries["fr"].startswith(
        "Être à l'aise à l'oral Écrire sans peine Grammaire élé"
    )
    assert remote.codes == (Code("rs", "RS6151"),)
    assert remote.url == "https://ecole.example/anglais"
    assert (remote.language, mixed.municipality) == ("fr", "Lyon")


def test_fees_and_open_starts_of_training_accounts() -> None:
    (remote, mixed), _ = read(SAMPLES / "training-account-fr.xml", FRENCH)
    (always,), (some_year, month) = remote.offerings, mixed.offerings

    assert (always.price_cents, always.price_basis) == (120_000, PriceBasis.WHOLE)
    assert [run.price_cents for run in mixed.offerings] == [108_000, 108_000]
    assert set(always.starts) == {"fr", "sv", "nl", "en"}
    assert (some_year.starts, month.starts) == ({"fr": "2027"}, {"fr": "septembre 2026"})
    assert month.ends_on == date(2027, 6, 30)


def test_a_feed_of_xcri_1_1() -> None:
    (course,), faults = read(SAMPLES / "xcri-1.1.xml", ENGLISH)
    (run,) = course.offerings

    assert faults == []
    assert (course.summaries, course.url) == ({"en": "Draw well"}, "http://college.example/1.html")
    assert course.entry_requirements == {"en": "Two years of secondary school"}
    assert (course.eqf_level, course.duration_months) == (5, 30)
    assert (course.mode, course.pace) == (Mode.DISTANCE, Pace.PART_TIME)
    assert course.provider.municipality == "Ghent"
    assert course.provider.url == "https://college.example"
    assert run.starts_on == date(2026, 9, 21)
    assert (run.price_cents, run.currency, run.price_basis) == (80_000, "GBP", PriceBasis.TERM)


def test_a_swedish_sheet_of_distance_courses() -> None:
    (first, second), faults = read(SAMPLES / "distanskurser-sv.tsv", SWEDISH)

    assert faults == []
    assert (first.ects, first.pace, first.url) == (7.5, Pace.PART_TIME, "https://lnu.se/1")
    assert first.offerings[0].starts_on == date(2026, 8, 31)
    assert first.offerings[0].apply_by == date(2026, 4, 15)
    assert (second.mode, second.pace, second.language) == (Mode.HYBRID, Pace.FULL_TIME, "en")
    assert second.offerings[0].starts == {"sv": "vecka 35"}
    assert second.offerings[0].price_basis is PriceBasis.TERM


def test_an_english_sheet() -> None:
    (computing, maths, physics), faults = read(SAMPLES / "courses-en.csv", ENGLISH)

    assert (computing.title, computing.summaries) == ("BSc Computing & IT", {"en": "Learn & code"})
    assert (computing.mode, computing.pace) == (Mode.DISTANCE, Pace.PART_TIME)
    assert computing.duration_months == 72
    assert computing.offerings[0].currency == "GBP"
    assert computing.offerings[0].price_basis is PriceBasis.YEAR
    assert (maths.mode, maths.duration_months, maths.url) == (Mode.HYBRID, 18, None)
    assert maths.offerings[0].starts == {"en": "September 2026"}
    assert physics.offerings[0].starts_on == date(2026, 10, 3)
    assert (physics.offerings[0].currency, physics.duration_months) == ("GBP", 18)
    assert sorted(told(faults)) == [
        ("row 4", "bad_number", "500-700 €"),
        ("row 4", "bad_value", "javascript:alert(1)"),
    ]


def test_cells_merged_downwards_belong_to_every_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("courses", 0)
    sheet.append(["Code", "Intitulé", "Organisme", "À distance", "Début", "Prix", "Ville"])
    sheet.append(["A1", "CAP Cuisine", "CNED", True, date(2026, 9, 1), 1250.5, "Poitiers"])
    sheet.append([None, None, None, None, date(2027, 1, 15), "1 300,00 €", "Rennes"])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "f.xlsx")

    (course,), faults = read(tmp_path / "f.xlsx", FRENCH)

    assert faults == []
    assert (course.mode, course.municipality) == (Mode.DISTANCE, "Poitiers")
    assert [run.price_cents for run in course.offerings] == [125_050, 130_000]
    assert [run.municipality for run in course.offerings] == [None, "Rennes"]


def test_a_row_that_names_only_a_run_goes_on(tmp_path: Path) -> None:
    text = "Code;Titre;Début;Prix\nA1;CAP;01/09/2026;100\n;;15/01/2027;120\n;;;\n;Seul;;\n"
    courses, faults = read(save(tmp_path, text), FRENCH)

    assert [run.starts_on for run in courses[0].offerings] == [date(2026, 9, 1), date(2027, 1, 15)]
    assert [(fault.where, fault.code) for fault in faults] == [("row 5", "no_key")]


def test_lines_may_end_as_on_old_machines(tmp_path: Path) -> None:
    (course,), _ = read(save(tmp_path, "Code;Titre;Modalité\r1;Été;en ligne\r"), FRENCH)

    assert (course.title, course.mode) == ("Été", Mode.DISTANCE)


@pytest.mark.parametrize(
    ("written", "pace"),
    [("0.5", Pace.PART_TIME), ("1", Pace.FULL_TIME), ("75 %", Pace.PART_TIME),
     ("100%", Pace.FULL_TIME)],
)  # fmt: skip
def test_the_share_of_a_week_is_a_pace(tmp_path: Path, written: str, pace: Pace) -> None:
    (course,), _ = read(save(tmp_path, f"id;title;pace\n1;A;{written}\n"), FRENCH)

    assert course.pace is pace


def test_texts_are_in_the_language_of_the_sheet(tmp_path: Path) -> None:
    text = "Code;Titre;Langue;Prérequis;Codes FORMACODE\n1;A;anglais;Bac;31088 - Stocks, 32663\n"
    (course,), _ = read(save(tmp_path, text), FRENCH)

    assert (course.language, course.entry_requirements) == ("en", {"fr": "Bac"})
    assert course.codes == (Code("formacode", "31088"), Code("formacode", "32663"))


@pytest.mark.parametrize("root", ["provider", "course"])
def test_xcri_of_one_provider_or_course(tmp_path: Path, root: str) -> None:
    names = (
        'xmlns="http://xcri.org/profiles/1.2/catalog" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    inside = "<dc:identifier>http://a.example/1</dc:identifier><dc:title>Maths</dc:title>"
    inside = f"<course>{inside}</course>" if root == "provider" else inside
    path = save(tmp_path, f"<{root} {names}>{inside}</{root}>", "f.xml")

    (course,), _ = read(path, ENGLISH)

    assert (course.title, course.provider.name) == ("Maths", "Open College")


@pytest.mark.parametrize(
    ("title", "level", "award"),
    [("BTS Tourisme", "", "BTS"), ("Licence professionnelle Métiers du bois", "16",
      "Licence professionnelle"), ("Licence IV débit de boissons", "", None),
     ("CAP vers l'emploi", "0", None), ("CAP Cuisine", "4", "CAP"), ("BTSA Forêt", "6", "BTSA")],
)  # fmt: skip
def test_awards_in_titles_of_lheo(
    tmp_path: Path, title: str, level: str, award: str | None
) -> None:
    stated = f"<code-niveau-sortie>{level}</code-niveau-sortie>" if level else ""
    text = f'<formation numero="1"><intitule-formation>{title}</intitule-formation>{stated}</formation>'
    (course,), _ = read(save(tmp_path, text, "f.xml"), FRENCH)

    assert course.award == award


def test_hours_at_their_price_and_languages_that_the_catalog_lacks(tmp_path: Path) -> None:
    text = (
        '<formation numero="1"><intitule-formation>Breton</intitule-formation><action>'
        "<langue-formation>br</langue-formation><prix-horaire-TTC>9,15</prix-horaire-TTC>"
        "<nombre-heures-total>300</nombre-heures-total></action></formation>"
    )
    (course,), faults = read(save(tmp_path, text, "f.xml"), FRENCH)

    assert (course.language, course.offerings[0].price_cents) == ("fr", 274_500)
    assert told(faults) == [("formation 1", "unknown_code", "br")]


def test_names_of_columns_in_two_lines(tmp_path: Path) -> None:
    text = (
        "Formation\n\nCode;Intitulé;Organisme;Dates;;Coût\n;;;Début;Fin;\n"
        "A1;CAP;CNED;01/09/2026;30/06/2027;1250\n"
    )
    (course,), faults = read(save(tmp_path, text), FRENCH)
    (run,) = course.offerings

    assert faults == []
    assert (course.key, course.title, course.provider.name) == ("A1", "CAP", "CNED")
    assert (run.starts_on, run.ends_on) == (date(2026, 9, 1), date(2027, 6, 30))
    assert run.price_cents == 125_000


def test_sheets_with_the_same_columns_go_on(tmp_path: Path) -> None:
    book = Workbook()
    for name, rows in {
        "Choix": [["Titre"], ["liste"]],
        "Nord": [["Code", "Titre", "Prix"], [1, "A", 10]],
        "Sud": [["Code", "Titre", "Prix"], [2, "B", "cher"]],
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "f.xlsx")

    courses, faults = read(tmp_path / "f.xlsx", FRENCH)

    assert [course.title for course in courses] == ["A", "B"]
    assert told(faults) == [("row 2 (Sud)", "bad_number", "cher")]
