"""What the assistant knows of the learner, said on request, and forgotten piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from babel import Locale

from actions.base import GuidanceAction
from actions.cards import Words
from actions.needs import NOTED, PROFILE
from actions.replies import MAX_CHIPS, Choice, Reply, locale_of
from actions.turn import Turn
from actions.wishes import budget_in_words, hours_in_words

# In the order in which people ask for them; each can be forgotten alone.
PIECES = (
    "place",
    "age",
    "field",
    "level",
    "mode",
    "pace",
    "start_term",
    "work_status",
    "hours_week",
    "duration_months",
    "budget",
    "top_diploma",
    "diploma_country",
    "children",
    "transport",
    "device",
    "internet",
    "support_need",
)
MORE = "forget_from"


class Profile(GuidanceAction):
    """One line for each thing that the learner has said; nothing is guessed, and it says so."""

    need = PROFILE

    async def answer(self, turn: Turn) -> Reply:
        """The list, with chips that forget a piece of it, a few at a time."""
        words = Words(self.services.texts, turn.language)
        if forgotten := self._named(turn):
            return replace(self._without(turn, words, forgotten), need="delete_my_data")
        known = dict(self._known(turn, words))
        if not known:
            return replace(self.say(turn, self.pick(turn, variant="nothing")), need="privacy")
        reply = self.say(turn, self.pick(turn, variant="known"), known=_lines(words, known))
        first = int(turn.slots.get(MORE) or 0) if turn.chosen else 0
        chips = self._forget(turn, tuple(known), first if first < len(known) else 0)
        return replace(reply, choices=chips, slots={MORE: None}, need="privacy")

    def _named(self, turn: Turn) -> tuple[str, ...]:
        """Pieces that the message wants forgotten."""
        return turn.named_pieces if turn.entity("forget") is not None else ()

    def _without(self, turn: Turn, words: Words, forgotten: tuple[str, ...]) -> Reply:
        gone = dict.fromkeys(forgotten)
        known = dict(self._known(replace(turn, slots={**turn.slots, **gone}), words))
        variant = "forgot" if known else "forgot_all"
        reply = self.say(turn, self.pick(turn, variant=variant), known=_lines(words, known))
        return replace(reply, slots=gone)

    def _known(self, turn: Turn, words: Words) -> Iterator[tuple[str, str]]:
        for piece in PIECES:
            value = turn.slots.get(piece)
            if value is not None and value != []:
                yield piece, _in_words(words, turn, piece)

    def _forget(self, turn: Turn, known: tuple[str, ...], first: int) -> tuple[Choice, ...]:
        most = MAX_CHIPS - 1
        chips = [
            self.labelled(turn, f"forget_{piece}", self.need, **{piece: None})
            for piece in known[first : first + most]
        ]
        if first + most < len(known):
            chips.append(self.labelled(turn, "forget_more", self.need, **{MORE: first + most}))
        else:
            chips.append(self.chip(turn, "find_course"))
        return tuple(chips)


def _lines(words: Words, known: dict[str, str]) -> str:
    return "\n".join(words.get(f"profile_{piece}", value=value) for piece, value in known.items())


def _in_words(words: Words, turn: Turn, piece: str) -> str:
    """What the slot *piece* holds, as people say it."""
    tell = TOLD.get(piece, _code)
    return tell(words, turn, piece)


def _code(words: Words, turn: Turn, piece: str) -> str:
    return words.get(f"{piece}_{turn.slots[piece]}")


def _children(words: Words, turn: Turn, piece: str) -> str:
    value = turn.slots[piece]
    if isinstance(value, bool):
        return words.get("children_yes" if value else "children_no")
    return str(value)


def _diploma(words: Words, turn: Turn, piece: str) -> str:
    return words.first(f"top_diploma_{turn.slots[piece]}", f"level_{turn.slots[piece]}")


def _country(words: Words, turn: Turn, piece: str) -> str:
    code = turn.slots[piece]
    return str(Locale.parse(locale_of(words.language)).territories.get(code, code))


def _support(words: Words, turn: Turn, piece: str) -> str:
    return words.listed(words.get(f"service_{code}") for code in turn.slots[piece])


TOLD: dict[str, Callable[[Words, Turn, str], str]] = {
    "place": lambda _, turn, piece: str(turn.slots[piece]["name"]),
    "age": lambda _, turn, piece: str(turn.slots[piece]),
    "hours_week": lambda words, turn, piece: hours_in_words(words, turn.slots[piece]),
    "duration_months": lambda words, turn, piece: words.get("months", count=turn.slots[piece]),
    "budget": lambda words, turn, piece: budget_in_words(words, turn.slots[piece], turn.country),
    "children": _children,
    "top_diploma": _diploma,
    "diploma_country": _country,
    "support_need": _support,
}


class Noted(GuidanceAction):
    """What the learner put right is said back, so that they see that it was heard."""

    need = NOTED

    async def answer(self, turn: Turn) -> Reply:
        """The pieces that the message changed."""
        words = Words(self.services.texts, turn.language)
        learned = turn.learned()
        there = replace(turn, slots={**turn.slots, **learned})
        lines = [
            words.get(f"profile_{piece}", value=_in_words(words, there, piece))
            for piece in PIECES
            if learned.get(piece) is not None
        ]
        return self.say(turn, self.pick(turn), known="\n".join(lines))
