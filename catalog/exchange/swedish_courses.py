"""A Swedish education as a course without its runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from catalog.exchange import values
from catalog.exchange.doubts import Doubts
from catalog.exchange.json_values import isced_field
from catalog.exchange.nested import Nested, code, first, language_code, many, ours, text, texts
from catalog.exchange.reading import LONGEST_SUMMARY
from catalog.exchange.records import Code, CourseRecord, ProviderRecord
from catalog.exchange.swedish import Extent, award, extent, gives_aid

# Types of subject codes, by words of their names.
SYSTEMS = (("sun", r"sun"), ("isced_f", r"isced_?f|isced_?2013"), ("isced_97", r"isced_?97"),
           ("ssyk", r"ssyk|aub_subject"), ("esco", r"esco"))  # fmt: skip
SUN = re.compile(r"\d{3}[a-zA-Z]?")
TITLES = ("title", "titles", "name", "educationtitle")


def course(
    info: Nested, form: str | None, provider: ProviderRecord, language: str, doubts: Doubts
) -> tuple[CourseRecord, float | None]:
    """The course, and the weeks of full-time study that its points stand for.

    Args:
        info: the education; it has a title.
        form: kind of school (``catalog.exchange.swedish.form_of``).
        provider: who gives it.
        language: of texts that name none.
        doubts: takes what cannot be read.
    """
    found = texts(first(info, *TITLES), language)
    titles = {name: values.plain(words) or words for name, words in found.items()}
    main = language if language in titles else next(iter(titles))
    size = _extent(info, form, doubts)
    wins = award(info, form)
    codes = tuple(_codes(info))
    isced = next((found.value for found in codes if found.system == "isced_f"), None)
    made = CourseRecord(
        key=doubts.key or "",
        where=doubts.where,
        title=titles.pop(main),
        titles=ours(titles),
        provider=provider,
        country=provider.country,
        summaries=_plain(first(info, "description", "descriptions", "summary"), language),
        entry_requirements=_plain(
            first(info, "eligibility", "entryrequirements", "recommendedpriorknowledge"), language
        ),
        language=_teaching(info),
        award=wins.name,
        level=wins.level,
        eqf_level=wins.eqf_level,
        codes=codes,
        isced_f=isced_field(isced),
        ects=size.ects,
        duration_months=max(1, round(size.months)) if size.months else None,
        funding=("CSN",) if gives_aid(info) else (),
        url=address(first(info, "url", "urls", "webaddress")),
        source_date=_iso(info, "source_date", doubts, "lastedited", "modified", "updatedat"),
        review_by=_day(info, "review_by", doubts, "expires", "validto"),
    )
    return made, size.weeks


def _plain(value: Nested, language: str) -> dict[str, str]:
    found = ours(texts(value, language))
    shown = {name: values.plain(words, LONGEST_SUMMARY) for name, words in found.items()}
    return {name: words for name, words in shown.items() if words}


def address(value: Nested) -> str | None:
    """An address of the web, with its scheme; None if *value* is none."""
    found = text(value)
    if found is None or " " in found:
        return None
    return found if "://" in found else f"https://{found.lstrip('/')}"


def _teaching(info: Nested) -> str | None:
    found = language_code(first(info, "languageofinstruction", "instructionlanguage"))
    return found if found and ours({found: ""}) else None


def _codes(info: Nested) -> Iterator[Code]:
    for part in many(first(info, "subject", "subjects", "subjectcodes")):
        value = code(part)
        if value is None:
            continue
        kind = (code(first(part, "type", "system", "scheme")) or "").lower().replace("-", "_")
        named = (system for system, words in SYSTEMS if re.search(words, kind))
        system = next(named, "sun" if not kind and SUN.fullmatch(value) else kind)
        label = text(first(part, "name", "title", "label"))
        if system:
            yield Code(system, value.replace(" ", ""), label if label != value else None)


def _extent(info: Nested, form: str | None, doubts: Doubts) -> Extent:
    try:
        return extent(info, form)
    except ValueError as error:
        doubts.add("bad_number", "ects", str(error))
        return Extent()


def _day(info: Nested, column: str, doubts: Doubts, *names: str) -> date | None:
    written = text(first(info, *names))
    return doubts.read(column, written[:10] if written else None, values.day, "bad_day")


def _iso(info: Nested, column: str, doubts: Doubts, *names: str) -> str | None:
    found = _day(info, column, doubts, *names)
    return found.isoformat() if found else None
