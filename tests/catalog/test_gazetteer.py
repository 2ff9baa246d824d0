"""Places are found the way people write them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from catalog.errors import BadDataFile
from catalog.gazetteer import COLUMNS, Gazetteer


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("gueret", "Guéret"),
        ("GUÉRET", "Guéret"),
        ("st brieuc", "Saint-Brieuc"),
        ("Ste-Foy-la-Grande", "Sainte-Foy-la-Grande"),
        ("saint junien la bregere", "Saint-Junien-la-Bregère"),
        ("villeneuve d'ascq", "Villeneuve-d'Ascq"),
        ("nykoping", "Nyköping"),
        ("Gothenburg", "Göteborg"),
        ("Roulers", "Roeselare"),
        ("Ypres", "Ieper"),
        ("bruxelles", "Brussel"),
        ("vire", "Vire Normandie"),
        ("Fort de France", "Fort-de-France"),
        ("Teva i Uta", "Teva I Uta"),
    ],
)
def test_a_place_is_found_however_it_is_written(
    gazetteer: Gazetteer, written: str, found: str
) -> None:
    assert gazetteer.find(written)[0].name == found


@pytest.mark.parametrize(
    ("written", "kind", "country"),
    [
        ("Creuse", "region", "FR"),
        ("Finistère", "region", "FR"),
        ("Bretagne", "region", "FR"),
        ("Limousin", "region", "FR"),
        ("Västerbotten", "region", "SE"),
        ("Limburg", "region", "BE"),
        ("Liège", "town", "BE"),
        ("Uppsala", "town", "SE"),
    ],
)
def test_a_region_is_meant_only_if_it_outweighs_its_namesake(
    gazetteer: Gazetteer, written: str, kind: str, country: str
) -> None:
    best = gazetteer.find(written)[0]

    assert (best.kind, best.country) == (kind, country)


@pytest.mark.parametrize(
    ("written", "territory"),
    [
        ("Bastia", "FR-COR"),
        ("Pointe-à-Pitre", "FR-GP"),
        ("Fort-de-France", "FR-MQ"),
        ("Cayenne", "FR-GF"),
        ("Saint-Pierre", "FR-RE"),
        ("Mamoudzou", "FR-YT"),
        ("Papeete", "FR-PF"),
        ("Nouméa", "FR-NC"),
        ("Visby", "SE-GOT"),
        ("Guéret", "FR"),
    ],
)
def test_islands_are_lands_of_their_own(gazetteer: Gazetteer, written: str, territory: str) -> None:
    assert gazetteer.find(written)[0].territory == territory


def test_namesakes_come_with_what_tells_them_apart(gazetteer: Gazetteer) -> None:
    namesakes = gazetteer.find("Saint-Denis", country="FR")

    assert {place.admin2 for place in namesakes[:2]} == {
        "La Réunion (974)",
        "Seine-Saint-Denis (93)",
    }


@pytest.mark.parametrize("region", ["Seine-Saint-Denis", "93", "ile de france"])
def test_a_region_picks_among_namesakes(gazetteer: Gazetteer, region: str) -> None:
    found = gazetteer.find("Saint-Denis", region=region)

    assert [place.id for place in found] == ["fr-93066"]


def test_a_postal_code_gives_its_communes_largest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.by_postal_code("23 300", "FR")

    assert found[0].name == "La Souterraine"
    assert len(found) > 3


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("Geuret", "Guéret"), ("Nyköpping", "Nyköping"), ("Roeselaere", "Roeselare")],
)
def test_a_slip_of_the_keyboard_is_forgiven(gazetteer: Gazetteer, slip: str, meant: str) -> None:
    assert gazetteer.fuzzy(slip)[0].name == meant


@pytest.mark.parametrize("noise", ["xyzzyx", "abc", ""])
def test_noise_is_no_place(gazetteer: Gazetteer, noise: str) -> None:
    assert gazetteer.find(noise) == []
    assert gazetteer.fuzzy(noise) == []


def test_a_borrowed_position_is_marked_rough(gazetteer: Gazetteer) -> None:
    noth = gazetteer.find("Noth", country="FR")[0]

    assert noth.rough
    assert abs(noth.lat - 46.23) < 0.2


def test_every_french_commune_is_there(gazetteer: Gazetteer) -> None:
    communes = [place for place in gazetteer if place.country == "FR" and place.kind == "town"]

    assert len(communes) > 34_900


def test_a_cut_row_is_named_with_its_line(tmp_path: Path) -> None:
    header = "\t".join(["x"] * COLUMNS)
    path = tmp_path / "places.tsv.gz"
    path.write_bytes(gzip.compress(f"{header}\nfr-1\tGuéret\n".encode()))

    with pytest.raises(BadDataFile) as caught:
        Gazetteer.load(path)

    assert caught.value.line == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDataFile, match="nowhere"):
        Gazetteer.load(tmp_path / "nowhere.tsv.gz")
