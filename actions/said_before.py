"""The last answer again: in simpler words, or with where it comes from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from actions.base import GuidanceAction
from actions.cards import Words
from actions.glossary import explanations
from actions.needs import FACTUAL, WORRIES
from actions.replies import Reply, fact_sentence
from actions.turn import Turn
from catalog.models import Course, Scheme, Site
from catalog.services.course_search import course_by_id
from catalog.services.schemes import scheme_by_id
from catalog.services.site_search import site_by_id

# What can be said again without doing anything again.
SAYABLE = frozenset((*FACTUAL, *WORRIES, "privacy", "are_you_a_bot", "out_of_scope"))
PLAIN = "plain"


class SimplerWords(GuidanceAction):
    """Says the last answer in its plain variant; what was plain already, a person explains."""

    need = "simpler_words"

    async def answer(self, turn: Turn) -> Reply:
        """A term that is named, explained; else the last answer, shorter, or which word is hard."""
        explained = explanations(self.services.texts, turn)
        if explained:
            reply = self.say(turn, self.pick(turn, variant="term"), terms="\n".join(explained))
            return replace(reply, said=f"{self.need}:term")
        need, _, manner = (turn.slots.get("last_answer") or "").partition(":")
        if manner == PLAIN or need == self.need:
            return self.say(turn, self.pick(turn, variant="again"))
        if need not in SAYABLE:
            return self.say(turn, self.pick(turn, variant="nothing"))
        reply = await self.other(need).answer(replace(turn, plain=True))
        return replace(reply, said=f"{need}:{PLAIN}")


class WrongOrUnsureAnswer(GuidanceAction):
    """Shows where the last answer comes from, and of when that is."""

    need = "wrong_or_unsure_answer"

    async def answer(self, turn: Turn) -> Reply:
        """The dated sources of the last answer's facts; else how to check."""
        known = self.services.answers.facts
        keys = [tuple(pair) for pair in turn.slots.get("last_facts") or ()]
        facts = [known[key, country] for key, country in keys if (key, country) in known]
        texts, language = self.services.texts, turn.language
        told = [fact_sentence(texts, language, fact, turn.today) for fact in facts]
        told += await self._of_cards(turn)
        if not told:
            return self.say(turn, self.pick(turn))
        reply = self.say(turn, self.pick(turn, variant="sourced"), fact=" ".join(told))
        kept = {"last_cards": turn.slots.get("last_cards")}
        return replace(reply, facts=tuple(facts), slots=kept)

    async def _of_cards(self, turn: Turn) -> list[str]:
        """Where the courses, places and schemes shown last come from, each with its name."""
        words = Words(self.services.texts, turn.language)
        shown = turn.slots.get("last_cards") or ()
        async with self.services.database.read() as session:
            rows = [await ROW_OF[kind](session, public_id) for kind, public_id in shown]
        named = ((_name(row, turn.language), words.source(row)) for row in rows if row is not None)
        return [words.get("sourced_card", name=name, source=source) for name, source in named]


def _name(row: Course | Site | Scheme, language: str) -> str:
    return row.title_in(language) if isinstance(row, Course) else row.name


ROW_OF: dict[str, Callable[..., Awaitable[Course | Site | Scheme | None]]] = {
    "course": course_by_id,
    "site": site_by_id,
    "scheme": scheme_by_id,
}
