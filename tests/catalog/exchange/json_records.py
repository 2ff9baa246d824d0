"""Records as hypothesis draws them, with all that the JSON formats have to carry."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from catalog.exchange.faults import Fault
from catalog.exchange.records import Code, CourseRecord, OfferingRecord, ProviderRecord, Record
from catalog.exchange.values import blank
from catalog.models import Mode, Pace, PriceBasis

WORDS = (
    st.text(string.ascii_letters + "éåïß '=-+@,;:\"<>&/#°日", min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.strip(" -") and blank(text))
)
MARKUP = st.sampled_from(["a <b>bold</b> move", "R&amp;D", "x &lt; y &copy; <br/>", "<p>"])
TEXT = WORDS | MARKUP
LANGUAGES = st.sampled_from(["fr", "sv", "nl", "en"])
TEXTS = st.dictionaries(LANGUAGES, TEXT, max_size=3)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
COUNTRIES = st.sampled_from(["FR", "SE", "BE"])
URLS = st.sampled_from(["https://school.example/a?b=1&c=2", "https://école.example/é"]) | TEXT
CODES = st.sampled_from(
    [
        (),
        (Code("formacode", "31088"), Code("rome", "M1805", "Études et développement")),
        (Code("isced_f", "0613"), Code("esco", "http://data.europa.eu/esco/occupation/1")),
    ]
)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


@st.composite
def offerings(draw: st.DrawFn, key: str) -> OfferingRecord:
    price = draw(maybe(st.integers(0, 5_000_000)))
    return OfferingRecord(
        key,
        starts_on=draw(maybe(DAYS)),
        ends_on=draw(maybe(DAYS)),
        starts=draw(TEXTS),
        apply_by=draw(maybe(DAYS)),
        municipality=draw(maybe(st.sampled_from(["Besançon", "Saint-Étienne", "Åre, 2"]))),
        price_cents=price,
        currency=None if price is None else draw(st.sampled_from(["EUR", "SEK"])),
        price_basis=None if price is None else draw(st.sampled_from(PriceBasis)),
    )


@st.composite
def providers(draw: st.DrawFn) -> ProviderRecord:
    return ProviderRecord(
        draw(TEXT), draw(maybe(TEXT)), draw(maybe(COUNTRIES)), draw(maybe(TEXT)), draw(maybe(URLS))
    )


@st.composite
def courses(draw: st.DrawFn, key: str) -> CourseRecord:
    return CourseRecord(
        key=key,
        where="",
        public_id=draw(maybe(st.sampled_from([key, f"fr/{key} é"]))),
        title=draw(TEXT),
        titles=draw(TEXTS),
        summaries=draw(TEXTS),
        provider=draw(providers()),
        language=draw(maybe(LANGUAGES)),
        country=draw(maybe(COUNTRIES)),
        municipality=draw(maybe(st.sampled_from(["Kortrijk", "Göteborg"]))),
        award=draw(maybe(TEXT)),
        level=draw(maybe(st.sampled_from(["bts", "bachelor", "course"]))),
        eqf_level=draw(maybe(st.integers(1, 8))),
        field=draw(maybe(st.sampled_from(["digital", "law"]))),
        codes=draw(CODES),
        isced_f=draw(maybe(st.sampled_from(["06", "0613"]))),
        rncp_code=draw(maybe(st.just("RNCP40120"))),
        ects=draw(maybe(st.integers(1, 180).map(lambda n: n / 2))),
        mode=draw(maybe(st.sampled_from(Mode))),
        pace=draw(maybe(st.sampled_from(Pace))),
        duration_months=draw(maybe(st.integers(1, 60))),
        hours_per_week=draw(maybe(st.floats(0.1, 80).map(lambda n: round(n, 3)))),
        funding=draw(st.sampled_from([(), ("CPF", "CSN")])),
        entry_requirements=draw(TEXTS),
        url=draw(maybe(URLS)),
        source=draw(maybe(URLS)),
        source_date=draw(maybe(st.sampled_from(["2026", "2026-05", "2026-05-31"]))),
        review_by=draw(maybe(DAYS)),
        caveats=draw(st.sampled_from([(), ("old_source", "not_confirmed")])),
        offerings=tuple(draw(offerings(f"r{n}")) for n in range(draw(st.integers(0, 2)))),
    )


def without_where(found: Iterable[Record | Fault]) -> list[Record | Fault]:
    """By key; faults, of which there should be none, last."""
    records = [replace(one, where="") for one in found if isinstance(one, CourseRecord)]
    faults = [one for one in found if isinstance(one, Fault)]
    return [*sorted(records, key=lambda record: record.key), *faults]
