"""Which place is meant: told apart by size, country, region, number, neighbour, or picked."""

from __future__ import annotations

from typing import Any

import pytest

from actions.places import Place, as_place, candidates_of, named_beside, namesakes, settled, several
from actions.turn import Turn

from .conftest import Make, make_tracker


def place(name: str = "Saint-Denis", **changes: Any) -> Place:
    """A town of ten thousand in France, somewhere near Paris."""
    known = {"id": f"{name}-{changes.get('region')}", "name": name, "country": "FR"}
    where = {"lat": 48.9, "lon": 2.4, "territory": "FR", "kind": "town"}
    return {**known, **where, "region": None, "population": 10_000, **changes}


PARIS_SIDE = place(region="Seine-Saint-Denis (93)")
REUNION = place(region="La Réunion (974)", lat=-20.9, lon=55.5, territory="FR-RE")
GARD = place(region="Gard (30)", lat=44.2, lon=4.2)
THREE = (PARIS_SIDE, REUNION, GARD)
NIMES = place("Nîmes", region="Gard (30)", lat=43.8, lon=4.4)


@pytest.mark.parametrize(
    ("country", "population", "asked"),
    [
        ("FR", 9_000, True),
        ("FR", 1_300, True),
        ("FR", 1_250, False),
        ("BE", 1_300, True),
        ("BE", 1_250, False),
    ],
)
def test_a_namesake_is_asked_about_unless_it_is_much_smaller(
    country: str, population: int, asked: bool
) -> None:
    other = place(region="Elsewhere", country=country, population=population)

    assert (other in namesakes((PARIS_SIDE, other))) is asked


def test_a_village_inside_a_flemish_municipality_is_asked_about() -> None:
    town = place("Beveren", region="Oost-Vlaanderen", country="BE", population=45_000)
    village = place("Beveren", region="West-Vlaanderen", country="BE", population=2_900)

    assert namesakes((town, village)) == (town, village)


def test_two_of_one_region_are_one_choice() -> None:
    again = {**PARIS_SIDE, "id": "part"}

    assert namesakes((PARIS_SIDE, again)) == (PARIS_SIDE,)


def test_a_place_of_another_name_is_no_namesake() -> None:
    assert namesakes((PARIS_SIDE, NIMES)) == (PARIS_SIDE,)


def test_the_land_called_after_a_town_is_no_second_one() -> None:
    land = place("Antwerpen", country="BE", region=None, population=1_900_000)
    town = place("Antwerpen", country="BE", region="Flanders", population=530_000)

    assert namesakes((town, land)) == (town,)


def test_nothing_found_means_no_namesakes() -> None:
    assert namesakes(()) == ()


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("La Réunion", REUNION),
        ("celui de la reunion", REUNION),
        ("le 93", PARIS_SIDE),
        ("dans le gard", GARD),
        ("Saint-Denis, Seine-Saint-Denis (93)", PARIS_SIDE),
    ],
)
def test_a_region_by_name_or_number_tells_which(answer: str, meant: Place) -> None:
    assert settled(THREE, answer, None, ()) == meant


@pytest.mark.parametrize("answer", ["je ne sais pas", "le 9", "930", "regard", ""])
def test_words_that_name_no_region_settle_nothing(answer: str) -> None:
    assert settled(THREE, answer, None, ()) is None


def test_two_regions_settle_nothing() -> None:
    assert settled(THREE, "le 93 ou le 30", None, ()) is None


@pytest.mark.parametrize(("picked", "meant"), [(0, PARIS_SIDE), (2, GARD), (3, None)])
def test_the_number_of_the_choice_tells_which(picked: int, meant: Place | None) -> None:
    assert settled(THREE, "celui-là", picked, ()) == meant


def test_a_neighbour_tells_which() -> None:
    assert settled(THREE, "près de Nîmes", None, (NIMES,)) == GARD


def test_the_name_itself_is_no_neighbour() -> None:
    assert settled(THREE, "Saint-Denis", None, (PARIS_SIDE,)) is None


def test_nothing_asked_is_nothing_settled() -> None:
    assert settled((), "près de Nîmes", None, (NIMES,)) is None


def test_several_towns_are_each_meant_once_and_at_most_three() -> None:
    towns = [place(name) for name in ("Lille", "Lyon", "Lille", "Nice", "Brest")]

    assert [town["name"] for town in several(towns[0], towns[1:])] == ["Lille", "Lyon", "Nice"]


def test_a_region_beside_a_town_is_no_second_town() -> None:
    assert several(GARD, (place("Occitanie", kind="region"),)) == ()


def test_one_town_is_not_several() -> None:
    assert several(GARD, ()) == ()
    assert several(None, ()) == ()


def test_in_france_the_smaller_area_tells_places_apart_and_elsewhere_the_larger_area() -> None:
    row = {"name": "Mol", "admin1": "Large", "admin2": "Small"}

    assert as_place({**row, "country": "FR"})["region"] == "Small"
    assert as_place({**row, "country": "BE"})["region"] == "Large"


def test_places_of_the_known_country_come_alone_if_there_are_any() -> None:
    found = Make.place({"name": "Lens", "country": "FR"}, {"name": "Lens", "country": "BE"})

    assert [one["country"] for one in candidates_of(found, "BE")] == ["BE"]
    assert [one["country"] for one in candidates_of(found, "SE")] == ["FR", "BE"]
    assert candidates_of(None, "FR") == ()


def test_only_places_after_the_first_stand_beside_it() -> None:
    entities = [Make.place(), Make.place({"name": "Lyon"}), Make.entity("place", "x")]

    assert [one["name"] for one in named_beside(entities, "FR")] == ["Lyon"]


def test_a_neighbour_in_the_same_sentence_settles_which_one_is_meant() -> None:
    saint_denis = Make.place(
        {"id": "1", "name": "Saint-Denis", "admin2": "Seine-Saint-Denis (93)", "lat": 48.9},
        {"id": "2", "name": "Saint-Denis", "admin2": "Gard (30)", "lat": 44.2},
    )
    nimes = Make.place({"id": "3", "name": "Nîmes", "lat": 43.8})

    text = "Saint-Denis près de Nîmes"
    turn = Turn.of(make_tracker("nearest_site", text, entities=[saint_denis, nimes]))

    assert turn.place_now is not None
    assert turn.place_now["id"] == "2"
    assert not turn.is_place_unclear
    assert turn.places_now == ()


async def test_the_question_which_is_answered_by_a_number(ask: Any, add: Any, make: Any) -> None:
    await add(make.site(public_id="reunion", lat=-20.9, lon=55.5, territory="FR-RE"))
    asked = await ask("nearest_site", entities=[_saint_denis(make)])

    pick = make.code("pick", "2", "the second one")
    said = await ask("fallback", "the second one", slots=asked.slots, entities=[pick])

    assert [card["id"] for card in said.cards] == ["reunion"]
    assert said.slots["place"]["region"] == "La Réunion (974)"


@pytest.mark.parametrize("answer", ["974", "à la Réunion"])
async def test_the_question_which_is_answered_by_a_region(
    ask: Any, add: Any, make: Any, answer: str
) -> None:
    await add(make.site(public_id="reunion", lat=-20.9, lon=55.5, territory="FR-RE"))
    asked = await ask("nearest_site", entities=[_saint_denis(make)])

    said = await ask("fallback", answer, slots=asked.slots)

    assert [card["id"] for card in said.cards] == ["reunion"]


async def test_the_question_which_beside_courses_leads_back_to_courses(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(public_id="droit", field="law"), make.site(lat=48.9, lon=2.4))
    entities = [make.code("field", "law"), _saint_denis(make)]
    asked = await ask("find_course", "law in Saint-Denis", entities=entities)
    assert [choice["label"] for choice in asked.reply["choices"]][:2] == [
        "Saint-Denis, Seine-Saint-Denis (93)",
        "Saint-Denis, La Réunion (974)",
    ]

    said = await ask("fallback", "the 93", slots=asked.slots)

    assert [card["type"] for card in said.cards] == ["course", "site"]
    assert said.slots["pending"] is None


def _saint_denis(make: Any) -> dict[str, Any]:
    candidates = [
        {key: one[key] for key in ("id", "name", "lat", "lon", "territory", "population")}
        | {"admin2": one["region"]}
        for one in (PARIS_SIDE, REUNION)
    ]
    found: dict[str, Any] = make.place(*candidates)
    return found
