"""Places: the nearest ones, which of several namesakes, what a place is and what it offers."""

from __future__ import annotations

from typing import Any

import pytest

PARIS_SIDE = {
    "id": "denis-93",
    "name": "Saint-Denis",
    "admin2": "Seine-Saint-Denis (93)",
    "country": "FR",
    "lat": 48.94,
    "lon": 2.36,
    "population": 111000,
}
REUNION = {
    "id": "denis-974",
    "name": "Saint-Denis",
    "admin2": "La Réunion (974)",
    "country": "FR",
    "lat": -20.88,
    "lon": 55.45,
    "population": 147000,
    "territory": "FR-RE",
}


async def test_places_come_nearest_first_with_a_rough_distance_and_their_kind(
    ask: Any, add: Any, make: Any
) -> None:
    far = make.site(public_id="far", kind="advice_desk", lat=46.5, lon=2.2)
    await add(far, make.site())

    said = await ask("nearest_site", entities=[make.place()])

    assert [card["id"] for card in said.cards] == ["fr-gueret", "far"]
    assert "an advice desk, not a place to study" in said.cards[1]["text"]
    assert "rough distance" in said.cards[1]["text"]


async def test_only_advice_desks_in_reach_is_said_first(ask: Any, add: Any, make: Any) -> None:
    await add(make.site(kind="advice_desk"))

    said = await ask("nearest_site", entities=[make.place()])

    assert said.text.startswith("I know no place to study within reach of Guéret.")


async def test_no_place_on_the_island_gives_the_way_from_home_and_a_person(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site(), make.organisation())
    fort_de_france = {
        "name": "Fort-de-France",
        "country": "FR",
        "lat": 14.6,
        "lon": -61.07,
        "territory": "FR-MQ",
    }

    said = await ask("nearest_site", entities=[make.place(fort_de_france)])

    assert said.cards == []
    assert "from home" in said.text
    assert "talk_to_human" in said.needs


async def test_namesakes_are_told_apart_by_their_area(ask: Any, make: Any) -> None:
    said = await ask("nearest_site", entities=[make.place(REUNION, PARIS_SIDE)])

    labels = [choice["label"] for choice in said.reply["choices"]]
    assert labels[:2] == ["Saint-Denis, La Réunion (974)", "Saint-Denis, Seine-Saint-Denis (93)"]
    pending = said.slots["pending"]
    assert (pending["question"], pending["need"]) == ("place", "nearest_site")
    assert [place["region"] for place in pending["places"]] == [
        "La Réunion (974)",
        "Seine-Saint-Denis (93)",
    ]


async def test_the_chip_of_a_namesake_leads_to_its_places(ask: Any, add: Any, make: Any) -> None:
    await add(make.site(public_id="reunion", lat=-20.9, lon=55.5, territory="FR-RE"))
    asked = await ask("nearest_site", entities=[make.place(REUNION, PARIS_SIDE)])

    chip = asked.reply["choices"][0]
    said = await ask(chip["need"], chip["label"], chosen=True, slots=chip["slots"])

    assert [card["id"] for card in said.cards] == ["reunion"]


async def test_a_much_larger_namesake_needs_no_question(ask: Any, add: Any, make: Any) -> None:
    await add(make.site())
    village = {"id": "other", "population": 90, "lat": 44.0}

    said = await ask("nearest_site", entities=[make.place({}, village)])

    assert [card["id"] for card in said.cards] == ["fr-gueret"]


async def test_without_a_place_it_is_asked(ask: Any) -> None:
    said = await ask("nearest_site", "a place near me")

    assert said.slots["pending"] == {"question": "place", "need": "nearest_site"}


async def test_an_answer_with_a_typo_is_understood(ask: Any, add: Any, make: Any) -> None:
    await add(make.site())
    pending = {"question": "place", "need": "nearest_site"}

    said = await ask("fallback", "Gueretx", slots={"pending": pending})

    assert said.slots["place"]["name"] == "Guéret"
    assert [card["id"] for card in said.cards] == ["fr-gueret"]


async def test_an_unknown_place_is_admitted(ask: Any) -> None:
    pending = {"question": "place", "need": "nearest_site"}

    said = await ask("fallback", "qqqzzzqq", slots={"pending": pending})

    assert said.text.startswith("I do not know that place.")


async def test_a_place_without_contact_gives_the_fallback_contact(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site(phone=None), make.organisation())

    said = await ask("nearest_site", entities=[make.place()])

    assert said.cards[0]["next_step"] is False
    assert "01 00 00 00 00" in said.text


@pytest.mark.parametrize(
    ("slots", "told"),
    [
        ({"country": "FR"}, "A campus connecté is a place to study"),
        ({"country": "SE"}, "A lärcentrum is a place of the municipality"),
        ({"country": "BE"}, "A Leerwinkel gives advice"),
        ({}, "There are three kinds of places."),
    ],
)
async def test_what_a_site_is_depends_on_the_country(
    ask: Any, slots: dict[str, str], told: str
) -> None:
    said = await ask("what_is_site", slots=slots)

    assert told in said.text


async def test_the_network_named_decides_over_the_country(ask: Any, make: Any) -> None:
    network = make.code("site_network", "open_leercentrum")

    said = await ask("what_is_site", entities=[network], slots={"country": "BE"})

    assert said.text.startswith("An open leercentrum")


async def test_only_listed_services_are_told(ask: Any, add: Any, make: Any) -> None:
    await add(make.site())

    said = await ask("site_services", slots={"shown_sites": ["fr-gueret"]})

    assert "my source lists: a tutor and internet." in said.text
    assert "Anything else is not listed, so ask them." in said.text


async def test_services_of_the_nearest_place_when_none_was_shown(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site(services=[]))

    said = await ask("site_services", entities=[make.place()])

    assert said.text.startswith("My source does not list what Campus connecté de Guéret offers.")


async def test_services_without_any_place_ask_for_one(ask: Any) -> None:
    said = await ask("site_services")

    assert said.slots["pending"] == {"question": "place", "need": "site_services"}


async def test_a_place_with_what_is_needed_is_named_before_a_nearer_one(
    ask: Any, add: Any, make: Any
) -> None:
    far = make.site(public_id="far", lat=46.5, lon=2.2, services=["computers", "internet"])
    await add(make.site(services=["internet"]), far)

    needs = [make.code("support_need", code) for code in ("computers", "internet")]
    said = await ask("nearest_site", entities=[make.place(), *needs])

    assert said.text.startswith("These places near Guéret list computers and internet")
    assert [card["id"] for card in said.cards] == ["far"]


async def test_the_nearest_ones_are_named_to_ask_where_none_lists_what_is_needed(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site(services=["internet"]))

    said = await ask("nearest_site", entities=[make.place(), make.code("support_need", "library")])

    assert said.text.startswith("No source tells me which place near Guéret has a library.")
    assert [card["id"] for card in said.cards] == ["fr-gueret"]


async def test_what_is_needed_counts_for_the_next_town_too(ask: Any, add: Any, make: Any) -> None:
    await add(make.site(services=["computers"]))
    need = make.code("support_need", "computers")
    asked = await ask("nearest_site", "a place with computers", entities=[need])

    said = await ask("fallback", "Guéret", slots=asked.slots, entities=[make.place()])

    assert said.text.startswith("These places near Guéret list computers")


async def test_no_desk_or_school_is_taken_for_a_place_with_what_is_needed(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site(kind="advice_desk", services=["computers"]))

    need = make.code("support_need", "computers")
    said = await ask("nearest_site", entities=[make.place(), need])

    assert said.text.startswith("No source tells me which place near Guéret has computers.")


async def test_evenings_are_never_promised(ask: Any, add: Any, make: Any) -> None:
    await add(make.site())

    evening = make.code("support_need", "evening")
    said = await ask("nearest_site", entities=[make.place(), evening])

    assert "No source tells me about evenings" in said.text
    assert [card["id"] for card in said.cards] == ["fr-gueret"]


async def test_each_of_several_towns_gets_its_nearest_place_or_none(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site())
    brest = {"id": "brest", "name": "Brest", "lat": 48.39, "lon": -4.49}

    said = await ask("nearest_site", "Guéret or Brest", entities=[make.place(), make.place(brest)])

    assert [card["id"] for card in said.cards] == ["fr-gueret"]
    assert "Near Guéret:\nCampus connecté de Guéret" in said.text
    assert "Near Brest:\nI know no place within reach." in said.text
    assert said.slots["shown_sites"] == ["fr-gueret"]
