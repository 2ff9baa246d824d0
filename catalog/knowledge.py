"""What the assistant knows to say: answers by need, with their facts and help lines; no dialogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog.datafiles import Section, read_section, subsection
from catalog.errors import BadDataFile, MissingText
from catalog.facts import Fact, HelpLine, read_facts, read_help_lines

MOST_FACTS = 2  # more dates and sources than that hide the answer
OWN_KEYS = {"text", "plain", "short", "chips", "facts", "country", "variants"}


# Where an answer stands: need, language, country or None, named outcome or None.
Place = tuple[str, str, str | None, str | None]


@dataclass(frozen=True)
class Answer:
    """What to say about one need.

    Attributes:
        text: with places for values (``{fact}``, ``{cards}`` ...) left open.
        short: one sentence that takes the worry seriously; None if the need is none.
        chips: needs to offer next.
        facts: for the country asked for, in the order in which they are shown.
    """

    text: str
    short: str | None
    chips: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Answers:
    """All answers, facts, help lines, and the schemes to name first.

    Attributes:
        entries: an answer's section by ``(language, need)``.
        funding: ids of schemes by country, then work status, best first.
        scheme_facts: keys of facts by the id of the scheme that they are about.
        edits: what editors wrote over the files, by place.
    """

    entries: Mapping[tuple[str, str], Section]
    facts: Mapping[tuple[str, str], Fact]
    lines: Mapping[str, tuple[HelpLine, ...]]
    funding: Mapping[str, Mapping[str, list[str]]]
    scheme_facts: Mapping[str, list[str]] = field(default_factory=dict)
    edits: Mapping[Place, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Path) -> Answers:
        """Read ``data/responses`` and ``data/knowledge`` of the project at *root*.

        Raises:
            BadDataFile: a file cannot be read, a need stands in two files, a fact is not known.
        """
        knowledge = root / "data" / "knowledge"
        facts = read_facts(knowledge / "facts.yml")
        schemes = read_section(knowledge / "funding.yml")
        return cls(
            entries=_read_answers(root, {key for key, _country in facts}),
            facts=facts,
            lines=read_help_lines(knowledge / "helplines.yml"),
            funding=subsection(knowledge / "funding.yml", schemes, "funding"),
            scheme_facts=subsection(knowledge / "funding.yml", schemes, "scheme_facts"),
        )

    def pick(
        self,
        need: str,
        language: str,
        country: str | None = None,
        plain: bool = False,
        variant: str | None = None,
        work_status: str | None = None,
    ) -> Answer:
        """The answer to *need*, as it differs by country and outcome.

        Args:
            need: as the model names it.
            language: of the text.
            country: whose rules and facts apply; None for none.
            plain: the same in simpler words, where they are written.
            variant: a named outcome (``found``, ``nothing`` ...).
            work_status: of the learner; facts meant for others are left out.

        Raises:
            MissingText: no file has it.
        """
        merged = self._merge(need, language, country, variant)
        text = merged.get("plain", merged.get("text")) if plain else merged.get("text")
        if text is None:
            raise MissingText(".".join(filter(None, (need, variant))), language)
        return Answer(
            text=text.strip(),
            short=merged.get("short"),
            chips=tuple(merged.get("chips", ())),
            facts=self._facts(merged.get("facts", ()), country, work_status),
        )

    def variants(self, need: str, language: str) -> tuple[str, ...]:
        """Names of the outcomes that are written for *need*; empty if there are none."""
        section = self.entries.get((language, need))
        return tuple(section["variants"]) if section and "variants" in section else ()

    def help_lines(self, country: str | None) -> tuple[HelpLine, ...]:
        """The help lines of *country*; those of every country if it is not known."""
        if country is not None and country in self.lines:
            return self.lines[country]
        return tuple(line for lines in self.lines.values() for line in lines)

    def safety_text(
        self,
        need: str,
        language: str,
        country: str | None,
        plain: bool = False,
        variant: str | None = None,
    ) -> str:
        """The fixed text for *need* (``distress``, ``self_harm_risk``) with the help lines in it.

        The variant ``unsure`` is for a message that only may be a call for help.

        Raises:
            MissingText: no file has it in this language.
        """
        lines = dict.fromkeys(line.line(language) for line in self.help_lines(country))
        text = self.pick(need, language, country, plain, variant).text
        return text.format(lines="\n".join(lines))

    def schemes(self, country: str, work_status: str) -> tuple[str, ...]:
        """Ids of the schemes to look at first, best first; empty if none is written down."""
        return tuple(self.funding.get(country, {}).get(work_status, ()))

    def facts_of_scheme(
        self, public_id: str, country: str | None, work_status: str | None = None
    ) -> tuple[Fact, ...]:
        """What is known of a scheme, by its id; empty if nothing is written down for *country*."""
        return self._facts(self.scheme_facts.get(public_id, ()), country, work_status)

    def _merge(
        self, need: str, language: str, country: str | None, variant: str | None
    ) -> dict[str, Any]:
        section = self.entries.get((language, need))
        if section is None:
            raise MissingText(need, language)
        places: list[tuple[str | None, str | None]] = [(None, None), (country, None)]
        layers = [section, section.get("country", {}).get(country, {})]
        if variant is not None:
            outcome = section.get("variants", {}).get(variant)
            if outcome is None:
                raise MissingText(f"{need}.{variant}", language)
            layers += [outcome, outcome.get("country", {}).get(country, {})]
            places += [(None, variant), (country, variant)]
        merged: dict[str, Any] = {}
        for layer, (where, which) in zip(layers, places, strict=True):
            merged |= layer
            merged |= self.edits.get((need, language, where, which), {})
        return merged

    def _facts(
        self, keys: Iterable[str], country: str | None, work_status: str | None
    ) -> tuple[Fact, ...]:
        if country is None:
            return ()
        found = [self.facts[key, country] for key in keys if (key, country) in self.facts]
        return tuple(fact for fact in found if fact.fits(work_status))[:MOST_FACTS]


def _read_answers(root: Path, facts: set[str]) -> dict[tuple[str, str], Section]:
    entries: dict[tuple[str, str], Section] = {}
    for path in sorted(root.glob("data/responses/*/*.yml")):
        language = path.parent.name
        for need, section in subsection(path, read_section(path), "answers").items():
            if (language, need) in entries:
                raise BadDataFile(str(path), f"{need!r} stands in two files", section.line)
            _check(path, need, section, facts)
            entries[language, need] = section
    return entries


def _check(path: Path, need: str, section: object, facts: set[str]) -> None:
    """Raise BadDataFile for a misspelt key or an unknown fact anywhere in an answer."""
    if not isinstance(section, Section):
        raise BadDataFile(str(path), f"{need!r} must be a mapping")
    unknown = set(section) - OWN_KEYS or set(section.get("facts", ())) - facts
    if unknown:
        raise BadDataFile(str(path), f"{need!r}: unknown {sorted(unknown)}", section.line)
    for key in ("text", "plain", "short"):
        if not isinstance(section.get(key, ""), str):
            raise BadDataFile(str(path), f"{need!r}: {key!r} is no text", section.line)
    for part in ("country", "variants"):
        for name, child in subsection(path, section, part).items():
            _check(path, f"{need}.{name}", child, facts)
