"""The entities of a message as the talk takes them: sure ones, and proposals where there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Entity = Mapping[str, Any]
# A smaller town without a word that leads to it is too often something else.
LEAST_PEOPLE = 3_000
SHORTEST_NAME = 5
SHORTEST_WHERE_ASKED = 4
SHORTEST_ALONE = 3
MOST_BESIDE = 2
AND = frozenset(("and", "or", "et", "ou", "en", "of", "och", "o", "å", "eller"))
# Names of the lists: those that a sentence announces, and those that only stand in it.
LISTED, POSSIBLE = "listed_place", "possible_place"
# What makes a number of years that of a person: "38 ans", "46 år".
YEARS = re.compile(r" ?(?:ans?|år|ar|jaar|years|yrs|yo|y\.o|piges|balais)(?!\w)", re.IGNORECASE)
# In other messages the name of a subject is mostly that of somebody's job, or of a school long past.
ABOUT_STUDY = frozenset(
    [
        "find_course",
        "compare_courses",
        "discover_digital",
        "nearest_site",
        "wrong_or_unsure_answer",
        "unsure_what_i_want",
        "nlu_fallback",
        "entry_requirements",
        "no_diploma",
        "how_distance_works",
        "start_and_deadline",
        "cost_total",
        "exams_where",
        "fear_bad_at_maths",
        "taster_small_step",
        "affirm",
        "deny",
        "woman_in_tech",
        "job_prospects",
    ]
)
ABOUT_PLACES = frozenset(
    ["nearest_site", "site_services", "site_hours_visit", "what_is_site", "equipment_loan"]
)
WISH = "find_course"
CLAUSE = re.compile(r"[^,;.!?\n]+")


def heard(text: str, entities: Iterable[Entity], needs: Iterable[str]) -> tuple[Entity, ...]:
    """*entities* of *text*, which has *needs*; a proposal of the lists counts where nothing is sure."""
    found, needs = tuple(entities), frozenset(needs)
    # A subject that is not wanted leaves room for the one that is.
    kinds = {entity["entity"] for entity in found if not entity["data"].get("rejected")}
    places = [] if "place" in kinds else _places(text, found, needs)
    fields = [e for e in found if e["entity"] == "listed_field"]
    fields = fields if "field" not in kinds and not needs.isdisjoint(ABOUT_STUDY) else []
    taken = [{**e, "entity": "place"} for e in places]
    if "level" not in kinds and WISH in needs:  # "komvux" is a school, and tells the level
        levels = [e for e in found if e["entity"] == "listed_level" and e["data"].get("code")]
        taken += [{**e, "entity": "level"} for e in levels][:1]
    if "age" not in kinds:
        ages = [e for e in found if e["entity"] == "listed_age"]
        taken += [{**e, "entity": "age"} for e in ages if _is_of_a_person(e, text)][:1]
    taken += [{**e, "entity": "field"} for e in fields]
    return (*found, *taken)


def _places(text: str, found: Iterable[Entity], needs: frozenset[str]) -> list[Entity]:
    """Proposals that are meant: a town that is announced, one that stands alone, any where one is asked."""
    listed = [e for e in found if e["entity"] in (LISTED, POSSIBLE) and e["data"].get("candidates")]
    sure = [e for e in listed if (e["entity"] == LISTED and _is_town(e)) or _is_alone(e, text)]
    if sure or needs.isdisjoint(ABOUT_PLACES):
        return sure
    return [e for e in listed if len(str(e["value"])) >= SHORTEST_WHERE_ASKED][:1]


def _is_town(entity: Entity) -> bool:
    likeliest = entity["data"]["candidates"][0]
    is_long = len(str(entity["value"])) >= SHORTEST_NAME
    return is_long and int(likeliest["population"]) >= LEAST_PEOPLE


def _is_of_a_person(entity: Entity, text: str) -> bool:
    return YEARS.match(text, int(entity.get("end", 0))) is not None or _is_alone(entity, text)


def _is_alone(entity: Entity, text: str) -> bool:
    """Whether nothing else stands between two commas: people answer so where they live."""
    name = str(entity["value"]).strip()
    alone = {clause.strip().casefold() for clause in CLAUSE.findall(text)}
    return len(name) >= SHORTEST_ALONE and name.casefold() in alone


def stands_alone(entity: Entity, text: str) -> bool:
    """Whether at most two words stand beside *entity* in its clause: "and in Leuven then?"."""
    name = str(entity["value"]).casefold()
    clauses = [clause.casefold() for clause in CLAUSE.findall(text)]
    around = [clause.replace(name, " ").split() for clause in clauses if name in clause]
    return any(
        len(words) <= MOST_BESIDE or (len(words) == MOST_BESIDE + 1 and words[0] in AND)
        for words in around
    )
