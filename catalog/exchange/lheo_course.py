"""A ``formation`` of LHEO, or an entry of an index, as courses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from catalog.exchange import values
from catalog.exchange.lheo_codes import (
    CERTIFICATIONS,
    DOMAINS,
    FINANCERS,
    LEVELS,
    MODE_OF,
    NO_CODES,
    months_in,
    pace_in,
    weekly_hours_in,
)
from catalog.exchange.lheo_extras import with_extras
from catalog.exchange.lheo_node import Node, Notes
from catalog.exchange.lheo_runs import months_of, offerings, place_of
from catalog.exchange.reading import LONGEST_SUMMARY, ReadOptions
from catalog.exchange.records import Code, CourseRecord, ProviderRecord
from catalog.exchange.table_columns import code_of
from catalog.exchange.table_words import mode_in
from catalog.folding import fold
from catalog.levels import award_in
from catalog.models import Mode

LANGUAGE = "fr"  # of all texts, whatever the language of teaching
LONGEST_AWARD = 120
LEVEL_NAMES = ("code niveau sortie", "niveau sortie")
SOURCE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
KEYS = (
    "numero", "code", "identifiant", "id", "numero formation", "code formation",
    "identifiant formation", "id formation", "numero offre", "identifiant offre",
)  # fmt: skip


def key_of(formation: Node, title: str | None, provider: ProviderRecord | None) -> str | None:
    """The formation's own number, else one made of its provider and title; None without them."""
    stated = (
        formation.attribute("numero")
        or formation.text("identifiant-module")
        or formation.named_extra(KEYS)
    )
    if stated or not (title and provider):
        return stated
    parts = [provider.key or provider.name, title, formation.text("ville") or ""]
    return hashlib.sha256("\0".join(map(fold, parts)).encode()).hexdigest()[:16]


def title_of(formation: Node) -> str | None:
    """The title, without markup unless it is nothing else."""
    stated = formation.text("intitule-formation")
    return values.plain(stated, 300) or stated


def courses(
    formation: Node, title: str, provider: ProviderRecord, notes: Notes, options: ReadOptions
) -> Iterator[CourseRecord]:
    """The course, or one for each mode in which it is given."""
    shared = _shared(formation, title, notes)
    groups = _by_mode(formation.children("action") or [formation], notes)
    key = str(notes.key)
    for mode, actions in groups.items():
        record = CourseRecord(
            key=key if len(groups) == 1 or mode is None else f"{key}#{mode.value}",
            where=notes.where,
            title=title,
            provider=provider,
            country=provider.country,
            mode=mode,
            **shared,
            **_taught(actions, formation, notes, options),
        )
        yield with_extras(record, formation, notes) if len(groups) == 1 else record


def _shared(formation: Node, title: str, notes: Notes) -> dict[str, Any]:
    """What is the same in every mode."""
    certifications = formation.children("certification")
    others = formation.children("code-type-formation")
    rncp = [c for node in certifications for c in node.texts("code-RNCP") if c not in NO_CODES]
    codes = dict.fromkeys((*_domains(formation), *_certified(certifications + others)))
    changed = (formation.attribute("horodatage-modification") or "")[:10]
    eqf_level = _level(formation, notes)
    stated = next(filter(None, map(_award, certifications)), None)
    return {
        "summaries": _summaries(formation),
        "award": stated or award_in(title, eqf_level),
        "eqf_level": eqf_level,
        "rncp_code": re.sub(r"\s", "", rncp[0]) if rncp else None,
        "codes": (*codes, *(Code("rncp", code) for code in rncp[1:])),
        "source_date": changed if SOURCE_DAY.fullmatch(changed) else None,
    }


def _summaries(formation: Node) -> dict[str, str]:
    parts = (formation.text("objectif-formation"), formation.text("contenu-formation"))
    texts = dict.fromkeys(text for part in parts if (text := _plain(part)))
    shown = values.plain(" ".join(texts), LONGEST_SUMMARY)
    return {LANGUAGE: shown} if shown else {}


def _plain(text: str | None) -> str | None:
    """Without markup, also where it was escaped twice."""
    once = values.plain(text, 4 * LONGEST_SUMMARY)
    return values.plain(once, 4 * LONGEST_SUMMARY) if once and values.has_markup(once) else once


def _domains(formation: Node) -> Iterator[Code]:
    for domain in formation.children("domaine-formation"):
        for system, (name, _, _) in DOMAINS.items():
            yield from (Code(system, re.sub(r"\s", "", text)) for text in domain.texts(name))


def _certified(certifications: Iterable[Node]) -> Iterator[Code]:
    for certification in certifications:
        for system, (name, _, _) in CERTIFICATIONS.items():
            found = (text for text in certification.texts(name) if text not in NO_CODES)
            yield from (Code(system, re.sub(r"\s", "", text)) for text in found)


def _award(certification: Node) -> str | None:
    names = (text for info, text in certification.extras() if re.search("intitule|libelle", info))
    return values.plain(next(names, None), LONGEST_AWARD)


def _level(formation: Node, notes: Notes) -> int | None:
    code = formation.text("code-niveau-sortie") or formation.named_extra(LEVEL_NAMES)
    if code is None:
        return None
    if code not in LEVELS:
        notes.doubt("eqf_level", code, "unknown_code")
    return LEVELS.get(code)


def _by_mode(actions: Sequence[Node], notes: Notes) -> dict[Mode | None, list[Node]]:
    """Actions by their mode; those that name none go with the first that does."""
    modes = [_mode(action, notes) for action in actions]
    usual = next((mode for mode in modes if mode), None)
    groups: dict[Mode | None, list[Node]] = {}
    for mode, action in zip(modes, actions, strict=True):
        groups.setdefault(mode or usual, []).append(action)
    return groups


def _mode(action: Node, notes: Notes) -> Mode | None:
    text = action.text("modalites-enseignement")
    if text is None or text in MODE_OF:
        return MODE_OF.get(text or "")
    return notes.read("mode", text, mode_in, "unknown_code")


def _taught(
    actions: Sequence[Node], formation: Node, notes: Notes, options: ReadOptions
) -> dict[str, Any]:
    """How, when and where the course is given in one mode."""
    places = [place_of(action) for action in actions]
    municipality = next(filter(None, places), None)
    runs = offerings(actions, places, municipality, notes)
    rhythms = _texts(actions, "rythme-formation") + _texts(actions, "modalites-pedagogiques")
    lengths = _texts(actions, "duree-indicative")
    languages = _texts(actions, "langue-formation")
    conditions = [*_texts(actions, "conditions-specifiques"), *_texts(actions, "acces")]
    conditions += _texts(actions, "modalites-recrutement")
    wanted = _plain(next(iter(conditions), None))
    paces = {pace for text in rhythms if (pace := pace_in(text))}
    return {
        "municipality": municipality,
        "pace": paces.pop() if len(paces) == 1 else None,
        "duration_months": next(filter(None, map(months_in, lengths)), None) or months_of(runs),
        "hours_per_week": _weekly_hours((*lengths, *rhythms)),
        "language": _language(languages, notes) or options.language or LANGUAGE,
        "entry_requirements": {LANGUAGE: wanted} if wanted else {},
        "funding": tuple(dict.fromkeys(_funding(actions, formation))),
        "url": _url(formation, actions),
        "offerings": tuple(runs),
    }


def _texts(actions: Iterable[Node], name: str) -> list[str]:
    return [text for action in actions for text in action.texts(name)]


def _language(stated: Sequence[str], notes: Notes) -> str | None:
    """The first language of teaching that the catalog has; a doubt where it has none of them."""
    found = next((code for text in stated if (code := code_of("language", text))), None)
    if stated and found is None:
        notes.doubt("language", stated[0], "unknown_code")
    return found


def _weekly_hours(texts: Iterable[str]) -> float | None:
    return next((hours for text in texts if (hours := weekly_hours_in(text))), None)


def _funding(actions: Iterable[Node], formation: Node) -> Iterator[str]:
    for name in ("certification", "code-type-formation"):
        for node in formation.children(name):
            if any(code not in NO_CODES for code in node.texts("code-CPF")):
                yield "CPF"
    for action in actions:
        for financer in action.children("organisme-financeur"):
            code = financer.text("code-financeur")
            if code in FINANCERS:
                yield FINANCERS[code]


def _url(formation: Node, actions: Iterable[Node]) -> str | None:
    """The first address of the course, else of an action, else of a session."""
    taught = list(actions)
    sessions = (part for action in taught for part in action.children("session"))
    places = [(formation, "url-formation"), *((action, "url-action") for action in taught)]
    places += [(part, "url-session") for part in sessions]
    found = (text for node, name in places for text in _written(node, name))
    return next(filter(None, map(values.web_address, found)), None) or _own_address(formation)


def _written(node: Node, name: str) -> Iterator[str]:
    for part in node.children(name):
        yield from part.texts("urlweb")
    yield from node.texts(name)


def _own_address(formation: Node) -> str | None:
    """Where an entry of an index says that more is to be read."""
    stated = (formation.attribute(name) for name in ("href", "file"))
    return next((text for text in stated if text and text.startswith("http")), None)
