"""LHEO in both versions is read, one formation at a time; what is written is valid and comes back."""

from __future__ import annotations

import html
import os
import string
import tracemalloc
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalog.exchange import lheo
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formats import guess_format
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Code, CourseRecord, OfferingRecord, ProviderRecord, SiteRecord
from catalog.exchange.values import blank
from catalog.models import Mode, Pace, PriceBasis

SAMPLES = Path(__file__).parent / "samples"
STANDARDS = Path(
    os.environ.get("PASSERELLE_STANDARDS")
    or Path(__file__).parents[3].parent / "shared" / "standards"
)
SCHEMA = STANDARDS / "lheo-2.3.xsd"
FRENCH = ReadOptions(country="FR", language="fr")
V22, V23 = "http://www.lheo.org/2.2", "http://lheo.gouv.fr/2.3"

ORGANISATION = (
    "<organisme-formation-responsable>"
    "<SIRET-organisme-formation><SIRET>19211237300019</SIRET></SIRET-organisme-formation>"
    "<nom-organisme>Université de Besançon</nom-organisme>"
    "</organisme-formation-responsable>"
)


def save(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "f.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def document(*formations: str, namespace: str = V23, root: str = "lheo") -> str:
    declared = f' xmlns="{namespace}"' if namespace else ""
    inside = f"<offres>{''.join(formations)}</offres>" if root == "lheo" else "".join(formations)
    return f"<?xml version='1.0' encoding='UTF-8'?><{root}{declared}>{inside}</{root}>"


def formation(*parts: str, numero: str = "F1", title: str = "Comptable") -> str:
    named = f"<intitule-formation>{title}</intitule-formation>" if title else ""
    number = f' numero="{numero}"' if numero else ""
    return f"<formation{number}>{named}{''.join(parts)}{ORGANISATION}</formation>"


def action(mode: str = "2", *parts: str, numero: str = "A1") -> str:
    taught = f"<modalites-enseignement>{mode}</modalites-enseignement>"
    return f'<action numero="{numero}">{taught}{"".join(parts)}</action>'


def session(begin: str, end: str, *parts: str, numero: str = "") -> str:
    number = f' numero="{numero}"' if numero else ""
    period = f"<periode><debut>{begin}</debut><fin>{end}</fin></periode>"
    return f"<session{number}>{period}{''.join(parts)}</session>"


def place(town: str) -> str:
    inside = f"<adresse><ligne>-</ligne><ville>{town}</ville></adresse>"
    return f"<lieu-de-formation><coordonnees>{inside}</coordonnees></lieu-de-formation>"


def read(path: Path, options: ReadOptions = FRENCH) -> list[CourseRecord | SiteRecord | Fault]:
    return list(lheo.read(path, options))


def courses_in(path: Path) -> list[CourseRecord]:
    return [record for record in read(path) if isinstance(record, CourseRecord)]


def only(tmp_path: Path, *parts: str) -> CourseRecord:
    (record,) = read(save(tmp_path, document(formation(*parts))))
    assert isinstance(record, CourseRecord)
    return record


@pytest.mark.parametrize("namespace", [V22, V23, ""])
def test_both_versions_and_none(tmp_path: Path, namespace: str) -> None:
    path = save(tmp_path, document(formation(action("2")), namespace=namespace))

    (record,) = courses_in(path)

    assert guess_format(path) == "lheo"
    assert (record.key, record.where) == ("F1", "formation F1")
    assert record.mode is Mode.DISTANCE
    assert record.provider == ProviderRecord("Université de Besançon", "19211237300019", "FR")


def test_a_whole_file_of_version_2_2() -> None:
    accountant, welder, missing, doubt = read(SAMPLES / "lheo-2.2.xml")

    assert isinstance(accountant, CourseRecord)
    assert accountant.title == "Titre professionnel comptable assistant"
    assert accountant.summaries["fr"].startswith("Tenir la comptabilité d'une PME & clôturer")
    assert "<" not in accountant.summaries["fr"]
    assert accountant.codes == (
        Code("formacode", "32663"),
        Code("formacode", "32667"),
        Code("nsf", "314"),
        Code("rome", "M1203"),
        Code("certifinfo", "106327"),
        Code("cpf", "244637"),
    )
    assert (accountant.rncp_code, accountant.eqf_level) == ("37121", 4)
    assert accountant.award == "Titre professionnel Comptable assistant"
    assert accountant.funding == ("CPF", "OPCO")
    assert accountant.pace is Pace.FULL_TIME
    assert (accountant.duration_months, accountant.hours_per_week) == (9, 35.0)
    assert accountant.municipality == "Vesoul"
    assert accountant.url == "https://www.greta.example/comptable"
    assert accountant.entry_requirements == {"fr": "Niveau seconde, bases de bureautique"}
    assert accountant.provider.municipality == "Besançon"
    assert accountant.provider.url == "https://greta.example"
    assert accountant.source_date is None
    first, second, open_one = accountant.offerings
    assert first == OfferingRecord(
        "S1",
        starts_on=date(2027, 1, 11),
        ends_on=date(2027, 10, 8),
        apply_by=date(2026, 12, 15),
        price_cents=485_050,
        currency="EUR",
        price_basis=PriceBasis.WHOLE,
    )
    assert (second.key, second.ends_on) == ("A-77-2", date(2028, 6, 30))
    assert (open_one.key, open_one.starts_on, open_one.ends_on) == ("S3", None, None)
    assert isinstance(welder, CourseRecord)
    assert (welder.key, welder.mode, welder.offerings) == ("M-42", Mode.PRESENTIAL, ())
    assert welder.provider.name == "AFPI Bourgogne"
    assert missing == Fault(
        "formation F-3", "missing_value", {"column": "title"}, "F-3", fatal=True
    )
    assert isinstance(doubt, CourseRecord)
    assert doubt.key == "F-4"


def test_an_index_holds_entries_and_links() -> None:
    found = read(SAMPLES / "lheo-index.xml")

    entry = found[0]
    assert isinstance(entry, CourseRecord)
    assert (entry.title, entry.provider.name) == (
        "Anglais professionnel",
        "Ligue de l'enseignement",
    )
    assert entry.provider.key == "77566671500015"
    assert (entry.mode, entry.municipality) == (Mode.HYBRID, "Nevers")
    assert entry.offerings[0].starts_on == date(2027, 3, 1)
    assert [f.code for f in found if isinstance(f, Fault)] == ["not_linked", "not_linked"]
    assert {f.values["value"] for f in found if isinstance(f, Fault)} == {
        "https://lheo.example/offres/17.xml",
        "https://lheo.example/toutes.xml",
    }


def test_escaped_markup_becomes_plain_also_when_escaped_twice(tmp_path: Path) -> None:
    once = html.escape("<p>Lire &amp; écrire</p><ul><li>compter</li></ul>")
    twice = html.escape(html.escape("<b>Chaque</b> jour"))
    record = only(
        tmp_path,
        f"<objectif-formation>{once}</objectif-formation>",
        f"<contenu-formation>{twice}</contenu-formation>",
    )

    assert record.summaries == {"fr": "Lire & écrire compter Chaque jour"}


def test_sections_of_characters_comments_and_real_markup(tmp_path: Path) -> None:
    record = only(
        tmp_path,
        "<objectif-formation><![CDATA[<p>Souder & couper</p>]]></objectif-formation>",
        "<contenu-formation>Un<!-- hidden --> atelier <em>par</em> semaine</contenu-formation>",
    )

    assert record.summaries == {"fr": "Souder & couper Un atelier par semaine"}


def test_a_dash_is_empty_everywhere(tmp_path: Path) -> None:
    record = only(
        tmp_path,
        "<objectif-formation>-</objectif-formation><contenu-formation> - </contenu-formation>",
        "<code-niveau-sortie>-</code-niveau-sortie><certification><code-RNCP>-1</code-RNCP>"
        "<code-CERTIFINFO>-</code-CERTIFINFO></certification>"
        "<url-formation><urlweb>-</urlweb></url-formation>",
        action(
            "-",
            place("-"),
            session("-", "-"),
            "<prix-total-TTC>-</prix-total-TTC><duree-indicative>-</duree-indicative>"
            "<conditions-specifiques>-</conditions-specifiques>",
        ),
    )

    assert record == CourseRecord(
        key="F1",
        where="formation F1",
        title="Comptable",
        provider=ProviderRecord("Université de Besançon", "19211237300019", "FR"),
        language="fr",
        country="FR",
    )


@pytest.mark.parametrize(
    ("code", "level"), [("0", None), ("4", 3), ("6", 5), ("8", 7), ("11", 1), ("16", 6)]
)
def test_old_and_new_levels(tmp_path: Path, code: str, level: int | None) -> None:
    record = only(tmp_path, f"<code-niveau-sortie>{code}</code-niveau-sortie>", action())

    assert record.eqf_level == level


def test_actions_in_several_modes_are_several_courses(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        document(
            formation(
                action("0", place("Dijon"), session("20270104", "20270625"), numero="A1"),
                action("2", session("20270201", "20271231"), numero="A2"),
                action("0", place("Auxerre"), session("20270301", "20270930"), numero="A3"),
            )
        ),
    )

    on_the_spot, remote = courses_in(path)

    assert [on_the_spot.key, remote.key] == ["F1#presential", "F1#distance"]
    assert on_the_spot.municipality == "Dijon"
    assert [run.municipality for run in on_the_spot.offerings] == [None, "Auxerre"]
    assert remote.municipality is None
    assert [run.key for run in remote.offerings] == ["A2"]


def test_open_sessions_count_where_there_is_a_price_or_a_choice_of_places(tmp_path: Path) -> None:
    unknown = session("00000000", "99991231")
    nothing = only(tmp_path, action("2", unknown))
    priced = only(tmp_path, action("2", unknown, "<prix-total-TTC>0</prix-total-TTC>"))
    placed = only(
        tmp_path,
        action("0", place("Sens"), unknown),
        action("0", place("Joigny"), unknown, numero="A2"),
    )

    assert nothing.offerings == ()
    assert [run.price_cents for run in priced.offerings] == [0]
    assert [run.municipality for run in placed.offerings] == [None, "Joigny"]


@pytest.mark.parametrize(
    ("text", "months"),
    [("9 mois", 9), ("2 ans", 24), ("1,5 année", 18), ("40 semaines", 9), ("3 jours", None),
     ("de 6 à 9 mois", None), ("9 mois (2026-2027)", 9), ("350 heures", None)],
)  # fmt: skip
def test_length_comes_from_clear_words_only(tmp_path: Path, text: str, months: int | None) -> None:
    record = only(tmp_path, action("2", f"<duree-indicative>{text}</duree-indicative>"))

    assert record.duration_months == months


def test_length_comes_from_the_first_period_without_words(tmp_path: Path) -> None:
    record = only(tmp_path, action("2", session("20270104", "20270704")))

    assert record.duration_months == 6


@pytest.mark.parametrize(
    ("text", "pace"),
    [("Temps complet, en journée", Pace.FULL_TIME), ("cours du soir", Pace.PART_TIME),
     ("À votre rythme", Pace.FLEXIBLE), ("temps plein ou temps partiel", None), ("mardi", None)],
)  # fmt: skip
def test_pace_comes_from_clear_words_only(tmp_path: Path, text: str, pace: Pace | None) -> None:
    record = only(tmp_path, action("2", f"<rythme-formation>{text}</rythme-formation>"))

    assert record.pace is pace


@pytest.mark.parametrize(("text", "cents"), [("350,00 €", 35_000), ("voir le centre", None)])
def test_what_is_left_to_pay_is_a_price_if_it_is_an_amount(
    tmp_path: Path, text: str, cents: int | None
) -> None:
    record = only(
        tmp_path,
        action("2", session("20270104", "-"), f"<frais-restants>{text}</frais-restants>"),
    )

    assert record.offerings[0].price_cents == cents


def test_what_cannot_be_read_is_said_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        document(
            formation(
                "<code-niveau-sortie>77</code-niveau-sortie>",
                action("9", session("20271350", "bientôt"), "<prix-total-TTC>x</prix-total-TTC>"),
            ),
            formation(action(), title="", numero="F2"),
            "<formation><intitule-formation>Sans organisme</intitule-formation></formation>",
            formation(action(), numero="F4"),
        ),
    )
    found = read(path)

    faults = [
        (f.where, f.code, f.values["column"], f.key, f.fatal) for f in found if isinstance(f, Fault)
    ]
    assert sorted(faults, key=str) == sorted(
        [
            ("formation F1", "unknown_code", "eqf_level", "F1", False),
            ("formation F1", "unknown_code", "mode", "F1", False),
            ("formation F1", "bad_day", "starts_on", "F1", False),
            ("formation F1", "bad_day", "ends_on", "F1", False),
            ("formation F1", "bad_number", "price", "F1", False),
            ("formation F2", "missing_value", "title", "F2", True),
            ("formation 3", "missing_value", "provider", None, True),
        ],
        key=str,
    )
    assert [record.key for record in courses_in(path)] == ["F1", "F4"]


def test_a_formation_without_number_keeps_its_key(tmp_path: Path) -> None:
    other = formation(action(), numero="", title="Soudeur")
    first = courses_in(save(tmp_path, document(formation(action(), numero=""), other)))
    again = courses_in(save(tmp_path, document(other, formation(action("0"), numero=""))))

    assert first[0].key == again[1].key
    assert first[0].key != first[1].key


def test_the_number_may_stand_in_the_extras(tmp_path: Path) -> None:
    extras = (
        '<extras info="flux"><extra info="latitude">47.3</extra>'
        '<extras><extra info="numero-formation">26-1</extra></extras></extras>'
    )
    path = save(tmp_path, document(formation(extras, action(), numero="")))

    assert [record.key for record in courses_in(path)] == ["26-1"]


def test_a_provider_may_be_named_once_and_pointed_to(tmp_path: Path) -> None:
    named = ORGANISATION.replace("responsable>", 'responsable id="o1">', 1)
    title = "<intitule-formation>T</intitule-formation>"
    path = save(
        tmp_path,
        document(
            f'<formation numero="1">{title}{named}</formation>',
            f'<formation numero="2">{title}<organisme-formation-responsable idref="o1"/></formation>',
            f'<formation numero="3">{title}<organisme-formation-responsable ref="o9"/></formation>',
        ),
    )
    first, second, third = read(path)

    assert isinstance(first, CourseRecord)
    assert isinstance(second, CourseRecord)
    assert first.provider == second.provider
    assert third == Fault("formation 3", "not_linked", {"value": "o9"}, "3")


def test_prefixes_foreign_elements_and_any_order(tmp_path: Path) -> None:
    text = (
        '<l:lheo xmlns:l="http://www.lheo.org/2.2" xmlns:x="http://carif.example"><l:offres>'
        '<l:formation numero="F1" x:etat="valide"><x:note>n</x:note>'
        "<l:organisme-formation-responsable><l:raison-sociale>GIP</l:raison-sociale>"
        "</l:organisme-formation-responsable><l:action><l:modalites-enseignement>1"
        "</l:modalites-enseignement></l:action><l:intitule-formation>Anglais</l:intitule-formation>"
        "</l:formation></l:offres></l:lheo>"
    )
    (record,) = courses_in(save(tmp_path, text))

    assert (record.title, record.provider.name, record.mode) == ("Anglais", "GIP", Mode.HYBRID)


def test_a_mark_of_byte_order_and_other_encodings(tmp_path: Path) -> None:
    text = document(formation(action()))
    marked = courses_in(save(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    latin = courses_in(save(tmp_path, text.replace("UTF-8", "ISO-8859-1").encode("latin-1")))
    wide = courses_in(save(tmp_path, text.replace("UTF-8", "UTF-16").encode("utf-16")))

    assert marked == latin == wide


BOMB = (
    '<!DOCTYPE lheo [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><lheo>&c;</lheo>'
)
OUTSIDE = '<!DOCTYPE lheo [<!ENTITY x SYSTEM "file:///etc/passwd">]><lheo>&x;</lheo>'
WHOLE = document(formation(action()))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "document_type"),
        (OUTSIDE, "document_type"),
        ('<!DOCTYPE lheo SYSTEM "http://evil.example/x.dtd"><lheo/>', "document_type"),
        (WHOLE[: len(WHOLE) // 2], "broken_xml"),
        (WHOLE.encode("latin-1"), "broken_xml"),
        ("", "empty"),
        ("<?xml version='1.0'?>", "broken_xml"),
        ("intitulé;organisme\n", "broken_xml"),
        ("<catalog><provider/></catalog>", "other_format"),
        ("<html><formation/></html>", "other_format"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(save(tmp_path, content))

    assert refused.value.reason == reason


def test_a_root_without_content_holds_no_courses(tmp_path: Path) -> None:
    assert read(save(tmp_path, "<lheo/>")) == []


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        one = formation(action("2", session("20270104", "20270625"), place("Dijon")))
        path = save(tmp_path, document(*[one] * count))
        tracemalloc.start()
        for _ in lheo.read(path, FRENCH):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(2000) < 2 * peak(200)


WORDS = (
    st.text(string.ascii_letters + "éåïß '=-+@,;\"<>&0123456789", min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.strip(" -") and blank(text))
)
ANY_TEXT = st.text(min_size=1, max_size=40).filter(
    lambda text: not any(c < " " or "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff" for c in text)
)
TEXTS = st.dictionaries(st.sampled_from(["fr", "sv", "nl", "en"]), WORDS | ANY_TEXT, max_size=3)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CODES = st.builds(
    Code,
    st.sampled_from(["formacode", "nsf", "rome", "sun", "certifinfo", "rs", "rncp"]),
    st.sampled_from(["31088", "314", "M1805", "RS5616", "106327"]),
    st.none() | WORDS,
)


@st.composite
def offerings(draw: st.DrawFn, key: str) -> OfferingRecord:
    price = draw(st.none() | st.integers(0, 5_000_000))
    return OfferingRecord(
        key,
        starts_on=draw(st.none() | DAYS),
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
    country = draw(st.none() | st.sampled_from(["FR", "BE", "SE"]))
    return CourseRecord(
        key=key,
        where="",
        public_id=draw(st.none() | WORDS),
        title=draw(WORDS),
        titles=draw(TEXTS),
        summaries=draw(TEXTS),
        provider=ProviderRecord(
            draw(WORDS),
            draw(st.none() | WORDS | st.just("19211237300019")),
            draw(st.none() | st.just(country)),
            draw(st.none() | WORDS),
            draw(st.none() | WORDS),
        ),
        language=draw(st.none() | st.sampled_from(["fr", "sv", "nl", "en"])),
        country=country,
        municipality=draw(st.none() | WORDS),
        award=draw(st.none() | WORDS),
        level=draw(st.none() | st.sampled_from(["bts", "bachelor", "course"])),
        eqf_level=draw(st.none() | st.integers(1, 8)),
        field=draw(st.none() | st.sampled_from(["digital", "law"])),
        codes=tuple(draw(st.lists(CODES, max_size=8))),
        isced_f=draw(st.none() | st.just("06")),
        rncp_code=draw(st.none() | st.sampled_from(["RNCP37121", "37121", "far too long a code"])),
        ects=draw(st.none() | st.integers(1, 180).map(lambda n: n / 2)),
        mode=draw(st.none() | st.sampled_from(Mode)),
        pace=draw(st.none() | st.sampled_from(Pace)),
        duration_months=draw(st.none() | st.integers(0, 60)),
        hours_per_week=draw(st.none() | st.integers(1, 80).map(lambda n: n / 2)),
        funding=draw(st.sampled_from([(), ("CPF",), ("OPCO",), ("CSN", "PTP")])),
        entry_requirements=draw(TEXTS),
        url=draw(st.none() | WORDS | st.just("www.x.example")),
        source=draw(st.none() | WORDS),
        review_by=draw(st.none() | DAYS),
        source_date=draw(st.none() | st.sampled_from(["2026", "2026-05", "2026-05-31"])),
        caveats=draw(st.sampled_from([(), ("undated_source",)])),
        offerings=tuple(draw(offerings(f"o{n}")) for n in range(draw(st.integers(0, 3)))),
    )


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    written = [data.draw(courses(f"k{number}")) for number in range(data.draw(st.integers(1, 3)))]
    path = tmp_path_factory.mktemp("round") / "f.xml"

    assert lheo.write(path, iter(written)) == len(written)
    for options in (ReadOptions(), ReadOptions(country="BE", language="nl")):
        found = list(lheo.read(path, options))
        assert [replace(r, where="") for r in found if isinstance(r, CourseRecord)] == written
        assert len(found) == len(written)
    assert faults_of(path) == []


def faults_of(path: Path) -> list[str]:
    """What the schema has against the file; nothing where the schema is not at hand."""
    if not SCHEMA.is_file():
        return []
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.validate(etree.parse(path))
    return [str(error) for error in schema.error_log]


def minimal(**changes: object) -> CourseRecord:
    plainest = CourseRecord(key="k", where="", title="T", provider=ProviderRecord("P"))
    return replace(plainest, **changes)  # type: ignore[arg-type]


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of LHEO 2.3 is not at hand")
@pytest.mark.parametrize(
    "records",
    [
        [],
        [minimal()],
        [minimal(title="t" * 400, summaries={"fr": "mot " * 2000}, municipality="v" * 200)],
        [minimal(title="", provider=ProviderRecord(""), key="")],
        [minimal(url="x", provider=ProviderRecord("p" * 300, "7", "FRANCE", "", "u" * 500))],
        [minimal(eqf_level=9, language="français", source_date="2026-02-30", hours_per_week=1e9)],
        [minimal(codes=tuple(Code("rome", f"M{n}") for n in range(1000, 1020)))],
        [minimal(offerings=(OfferingRecord("", date(1, 1, 1), price_cents=10**12, currency="EUR",
                                           price_basis=PriceBasis.WHOLE),))],
    ],
)  # fmt: skip
def test_every_record_is_written_validly(tmp_path: Path, records: list[CourseRecord]) -> None:
    path = tmp_path / "f.xml"

    assert lheo.write(path, records) == len(records)
    assert faults_of(path) == []


def test_long_texts_come_back_whole(tmp_path: Path) -> None:
    written = minimal(
        title="t" * 290,
        summaries={"fr": "mot " * 499 + "fin"},
        entry_requirements={"fr": "x" * 5000},
    )
    lheo.write(tmp_path / "f.xml", [written])

    (found,) = courses_in(tmp_path / "f.xml")

    assert replace(found, where="") == written


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    lheo.write(
        tmp_path / "f.xml",
        [
            minimal(
                title="A\x00B\x1b\ud800", codes=(Code("sun", "1\x07"),), titles={"sv": "\ufffex"}
            )
        ],
    )

    (found,) = courses_in(tmp_path / "f.xml")

    assert (found.title, found.codes, found.titles) == ("AB", (Code("sun", "1"),), {"sv": "x"})


def test_sites_have_no_place_in_it(tmp_path: Path) -> None:
    site = SiteRecord("s", "", "Campus", "Guéret")

    assert lheo.write(tmp_path / "f.xml", [site, minimal()]) == 1
    assert len(courses_in(tmp_path / "f.xml")) == 1


def test_other_readers_find_the_usual_elements(tmp_path: Path) -> None:
    run = OfferingRecord("o1", date(2027, 1, 4), price_cents=125_050, currency="EUR",
                         price_basis=PriceBasis.WHOLE, municipality="Dijon")  # fmt: skip
    kronor = replace(run, key="o2", currency="SEK")
    lheo.write(
        tmp_path / "f.xml", [minimal(mode=Mode.HYBRID, eqf_level=5, offerings=(run, kronor))]
    )
    tree = etree.parse(tmp_path / "f.xml")

    def texts(name: str) -> list[str | None]:
        return [element.text for element in tree.iter(f"{{{V23}}}{name}")]

    assert texts("modalites-enseignement") == ["1", "1"]
    assert texts("code-niveau-sortie") == ["15"]
    assert texts("prix-total-TTC") == ["1250.50"]
    assert texts("debut") == ["20270104", "20270104"]


@pytest.mark.parametrize("text", ["many", "NaN", "Infinity", "", "[1]"])
def test_broken_extras_of_ours_are_doubts(tmp_path: Path, text: str) -> None:
    extras = (
        f'<extras><extra info="passerelle-ects">{text}</extra>'
        '<extra info="passerelle-nothing">1</extra>'
        '<extra info="passerelle-caveats">["undated_source"]</extra></extras>'
    )
    record, doubt = read(save(tmp_path, document(formation(action(), extras))))

    assert isinstance(record, CourseRecord)
    assert (record.ects, record.caveats) == (None, ("undated_source",))
    assert doubt == Fault(
        "formation F1", "bad_value", {"column": "ects", "value": text}, "F1", fatal=False
    )


def test_a_session_of_a_known_month_starts_in_its_words(tmp_path: Path) -> None:
    record = only(tmp_path, action("2", session("20270900", "20280600")))

    (run,) = record.offerings
    assert (run.starts_on, run.ends_on) == (None, None)
    assert run.starts == {"fr": "septembre 2027"}


def test_an_entry_of_an_index_has_its_level_and_its_page_around_it(tmp_path: Path) -> None:
    entry = (
        '<resume-offre numero="R1" href="https://offres.example/r1">'
        "<intitule-formation>Guide</intitule-formation><nom-organisme>École</nom-organisme>"
        '<extras info="complements"><extra info="code-niveau-sortie">7</extra></extras>'
        "</resume-offre>"
    )
    text = f'<lheo-index xmlns="{V22}"><resumes-offres>{entry}</resumes-offres></lheo-index>'
    (record,) = courses_in(save(tmp_path, text))

    assert record.eqf_level == 6
    assert record.url == "https://offres.example/r1"


def test_a_file_of_version_1_is_refused_rather_than_read_as_empty(tmp_path: Path) -> None:
    text = document("<offre-formation><action-formation/></offre-formation>", namespace="")
    with pytest.raises(UnreadableFile) as told:
        read(save(tmp_path, text))

    assert (told.value.reason, told.value.values["format"]) == ("other_format", "LHEO 2")


def test_the_provider_of_the_source_gives_what_names_nobody(tmp_path: Path) -> None:
    text = document("<formation numero='1'><intitule-formation>A</intitule-formation></formation>")
    options = ReadOptions(country="FR", language="fr", provider="Greta")
    (record,) = read(save(tmp_path, text), options)

    assert isinstance(record, CourseRecord)
    assert record.provider == ProviderRecord("Greta", country="FR")
