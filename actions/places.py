"""Which place a message means: named, told apart by a region or a neighbour, or picked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.distance import distance_km
from catalog.folding import fold

# Two places of one name are asked about unless one is this many times larger than the other.
CLEARLY_LARGER = 8
# In Flanders villages kept their names inside larger municipalities: people live "in Beveren" there.
CLEARLY_LARGER_IN = {"BE": 20}
MOST_NAMED = 3
REGION = "region"
# "The one near Brussels": without such a word another town is another wish.
NEARNESS = frozenset(
    [
        "near",
        "by",
        "next",
        "one",
        "pres",
        "cote",
        "celui",
        "celle",
        "nara",
        "vid",
        "den",
        "bij",
        "naast",
        "die",
    ]
)
Place = dict[str, Any]


def as_place(row: Mapping[str, Any]) -> Place:
    """A gazetteer candidate as the slot ``place`` holds it."""
    kept = ("id", "name", "country", "lat", "lon", "territory", "kind")
    place = {key: row.get(key) for key in kept}
    # In France people tell places apart by département; elsewhere by län or province.
    area = (row["country"] == "FR" and row.get("admin2")) or row.get("admin1")
    return {**place, "region": area, "population": row.get("population") or 0}


def candidates_of(entity: Mapping[str, Any] | None, home: str | None) -> tuple[Place, ...]:
    """Places that an entity may mean, likeliest first; those of the country *home* if there are any."""
    found = [as_place(row) for row in (entity or {}).get("data", {}).get("candidates", ())]
    return tuple([row for row in found if row["country"] == home] or found)


def namesakes(candidates: Sequence[Place]) -> tuple[Place, ...]:
    """The likeliest candidate, and others of its name that are not much smaller, one a region.

    The land that is called after a town is no second one: nobody tells "Antwerpen, Antwerpen" from
    "Antwerpen, Belgium".
    """
    if not candidates:
        return ()
    first = candidates[0]
    known = {(first["country"], first["region"]): first}
    for row in candidates[1:]:
        if row["name"] == first["name"] and row["region"] and _is_near_in_size(row, first):
            known.setdefault((row["country"], row["region"]), row)
    return tuple(known.values())


def _is_near_in_size(row: Place, first: Place) -> bool:
    is_same_country = row["country"] == first["country"]
    larger = (
        CLEARLY_LARGER_IN.get(row["country"], CLEARLY_LARGER) if is_same_country else CLEARLY_LARGER
    )
    return bool(row["population"] * larger > first["population"])


def settled(
    asked: Sequence[Place], text: str, picked: int | None, beside: Sequence[Place]
) -> Place | None:
    """The one of the places *asked* about that an answer means; None if it does not say.

    Args:
        asked: the places of one name that the learner was shown.
        text: the answer.
        picked: the number of the one that is meant, from 0, if the answer gives one.
        beside: places that the answer names besides ("the one near Brussels").
    """
    if not asked:
        return None
    said = fold(text)
    by_region = [place for place in asked if _names_region(said, place)]
    if len(by_region) == 1:
        return by_region[0]
    if picked is not None and picked < len(asked):
        return asked[picked]
    is_near = not NEARNESS.isdisjoint(said.split())
    others = [place for place in beside if is_near and place["name"] != asked[0]["name"]]
    if not others:
        return None
    return min(asked, key=lambda place: _distance(place, others[0]))


def _names_region(said: str, place: Place) -> bool:
    """Whether the answer holds the name of the region, or its number ("le 93")."""
    parts = [fold(part) for part in str(place["region"] or "").replace(")", "").split("(")]
    words = f" {said} "
    return any(part and f" {part} " in words for part in parts)


def _distance(one: Place, other: Place) -> float:
    return distance_km(one["lat"], one["lon"], other["lat"], other["lon"])


def named_beside(entities: Sequence[Mapping[str, Any]], home: str | None) -> tuple[Place, ...]:
    """The likeliest place of each place entity after the first."""
    found = [candidates_of(entity, home) for entity in entities[1:]]
    return tuple(one[0] for one in found if one)


def several(first: Place | None, beside: Sequence[Place]) -> tuple[Place, ...]:
    """The towns that a message names, if it names more than one; regions only tell where one lies."""
    towns = [place for place in (first, *beside) if place and place.get("kind") != REGION]
    by_id = {place["id"]: place for place in towns}
    return tuple(by_id.values())[:MOST_NAMED] if len(by_id) > 1 else ()
