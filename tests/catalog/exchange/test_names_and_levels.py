"""Names of towns, addresses of the web and levels of national frameworks."""

from __future__ import annotations

import pytest

from catalog.exchange.frameworks import eqf_of
from catalog.exchange.towns import town_name
from catalog.exchange.values import plain, web_address


@pytest.mark.parametrize(
    ("written", "shown"),
    [("RENNES CEDEX 7", "Rennes"), ("CHASSENEUIL-DU-POITOU", "Chasseneuil-du-Poitou"),
     ("L'HAŸ-LES-ROSES", "L'Haÿ-les-Roses"), ("LE MANS", "Le Mans"), ("PARIS 17", "Paris"),
     ("Paris 17e Arrondissement", "Paris"), ("Saint-Brieuc", "Saint-Brieuc"), (None, None)],
)  # fmt: skip
def test_towns(written: str | None, shown: str | None) -> None:
    assert town_name(written) == shown


@pytest.mark.parametrize(
    ("written", "address"),
    [("https://a.example/x?y=1", "https://a.example/x?y=1"), ("HTTP://A.example", "HTTP://A.example"),
     ("www2.cndp.fr/c052.htm", "https://www2.cndp.fr/c052.htm"), ("ecole.fr", "https://ecole.fr"),
     ("javascript:alert(1)", None), ("data:text/html,x", None), ("Voir", None), ("-", None),
     ("a@b.fr", None), (None, None)],
)  # fmt: skip
def test_addresses(written: str | None, address: str | None) -> None:
    assert web_address(written) == address


@pytest.mark.parametrize(
    ("written", "level"),
    [("EQF Level 6", 6), ("http://purl.example/EQF#4", 4), ("QCF Level 4", 5), ("RQF 3", 4),
     ("FHEQ Level 7", 7), ("SCQF Level 9", 6), ("NFQ level 8", 6), ("Level 6", None),
     ("SCQF Level 99", None)],
)  # fmt: skip
def test_frameworks(written: str, level: int | None) -> None:
    assert eqf_of(written) == level


@pytest.mark.parametrize(
    ("written", "shown"),
    [("<p>Un <b>beau</b> m&eacute;tier &amp; plus</p>", "Un beau métier & plus"),
     ("a<script>x()</script>b", "a b"), ('<a title="x > y">z</a>', "z"), ("<!-- c -->d", "d"),
     ("a < b and c > d", "a < b and c > d")],
)  # fmt: skip
def test_text_without_markup(written: str, shown: str) -> None:
    assert plain(written) == shown


@pytest.mark.parametrize("part", ["<a", "<a =", "&a", '="'])
def test_markup_without_an_end_is_gone_through_once(part: str) -> None:
    assert plain(part * 500_000)
