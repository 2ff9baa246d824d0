"""The entities of a message as the talk takes them: sure ones, and proposals where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Entity = Mapping[str, Any]
# A smaller town without a word that leads to it is too often something else.
LEAST_PEOPLE = 8_000
SHORTEST_NAME = 5
# In other messages the name of a subject is mostly that of somebody's job, or of a school long past.
ABOUT_STUDY = (
    "find_course",
    "compare_courses",
    "discover_digital",
    "nearest_site",
    "wrong_or_unsure_answer",
    "unsure_what_i_want",
    "nlu_fallback",
)


def heard(entities: Iterable[Entity], needs: Iterable[str]) -> tuple[Entity, ...]:
    """*entities* of a message with *needs*; a proposal of the word lists counts where nothing is sure."""
    found = tuple(entities)
    # A subject that is not wanted leaves room for the one that is.
    kinds = {entity["entity"] for entity in found if not entity["data"].get("rejected")}
    places = [] if "place" in kinds else [e for e in found if _is_town(e)]
    is_study = not set(ABOUT_STUDY).isdisjoint(needs)
    fields = [e for e in found if e["entity"] == "listed_field"] if is_study else []
    taken = [{**e, "entity": "place"} for e in places]
    taken += [] if "field" in kinds else [{**e, "entity": "field"} for e in fields]
    return (*found, *taken)


def _is_town(entity: Entity) -> bool:
    if entity["entity"] != "listed_place" or len(str(entity["value"])) < SHORTEST_NAME:
        return False
    likeliest = next(iter(entity["data"].get("candidates") or ()), None)
    return likeliest is not None and int(likeliest["population"]) >= LEAST_PEOPLE
