"""Which wishes to give up when nothing fits, and in which order; it knows no index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from catalog.search.wishes import TOPICS, Wish

# Up to so many stated wishes every set of them is tried; with more, only sets of up to two.
EVERY_SET_UP_TO = 5

GivenUp = tuple[Wish, ...]


def easiest_to_give_up(stated: Sequence[Wish], fits: Callable[[GivenUp], bool]) -> GivenUp | None:
    """The first set of wishes that, given up, lets something fit; None if none does.

    Args:
        stated: the wishes, easiest to give up first.
        fits: whether anything fits when these are given up.
    """
    for given_up in give_up(stated):
        if fits(given_up):
            return _put_back(given_up, stated, fits)
    return None


def easiest_around_words(others: Sequence[Wish], fits: Callable[[GivenUp], bool]) -> GivenUp | None:
    """The first set of wishes other than words and field that lets something with the words fit."""
    found = next((one for one in sets_of(others) if one and fits(one)), None)
    for wish in reversed(found or ()):
        fewer = tuple(other for other in found or () if other is not wish)
        if len(fewer) > 1 and fits(fewer):
            found = fewer
    return found


def give_up(stated: Sequence[Wish]) -> Iterator[GivenUp]:
    """Sets of wishes to give up: none, each alone, each two ..., easiest to give up first.

    The field comes last, even after all others together: who wants law at a graduaat is better
    served by law at another level than by a graduaat of cooking.
    """
    for given_up in sorted(sets_of(stated), key=lambda wishes: Wish.FIELD in wishes):
        if is_allowed(given_up, stated):
            yield given_up


def is_allowed(given_up: GivenUp, stated: Sequence[Wish]) -> bool:
    """Whether something still says what to study, or never did.

    A text that is the only topic may be given up last: half of its words are still wanted.
    """
    topics = TOPICS & set(stated)
    only_text = topics == {Wish.TEXT} and set(given_up) == set(stated)
    return not topics or bool(topics - set(given_up)) or only_text


def sets_of(stated: Sequence[Wish]) -> Iterator[GivenUp]:
    """Sets of *stated* wishes, the smaller and the easier to give up first; of many not all."""
    most = len(stated) if len(stated) <= EVERY_SET_UP_TO else 2
    for size in range(most + 1):
        yield from combinations(stated, size)
    for size in range(most + 1, len(stated) + 1):
        yield tuple(stated[:size])
        yield tuple(wish for wish in stated[: size + 1] if wish is not Wish.TEXT)


def _put_back(
    given_up: GivenUp, stated: Sequence[Wish], fits: Callable[[GivenUp], bool]
) -> GivenUp:
    """*given_up* without the wishes that need not have been given up, hardest first."""
    for wish in reversed(given_up):
        fewer = tuple(other for other in given_up if other is not wish)
        if len(given_up) > 2 and is_allowed(fewer, stated) and fits(fewer):
            given_up = fewer
    return given_up
