"""Pages of courses and sites: readable without a script, in four languages, safe whatever a row holds."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from lxml import etree, html

from bot.web.language import LANGUAGES
from catalog.db import Database
from catalog.models import Status
from tests import factories
from tests.bot.web import catalog_service

Client = TestClient[Any, Any]
NASTY = "</script><script>alert(1)</script>"


@pytest_asyncio.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[Client]:
    async with database.write() as session:
        session.add(
            factories.course(
                public_id="nasty", title=NASTY, url="javascript:alert(1)", source="javascript:x",
                summaries={"fr": f"<b>{NASTY}</b>"},
            )
        )  # fmt: skip
        session.add(factories.course(public_id="draft", status=Status.DRAFT))
        session.add_all(
            factories.course(public_id=f"c{n:02}", title=f"BTS Tourisme {n:02}") for n in range(25)
        )
        session.add(factories.site(public_id="gueret", phone="+33 5 55 00 00 00"))
    app = catalog_service.application(database, tmp_path)
    async with TestClient(TestServer(app)) as served:
        yield served


async def page(client: Client, path: str) -> Any:
    async with client.get(path) as response:
        assert response.status == 200, await response.text()
        assert response.content_type == "text/html"
        return html.fromstring(await response.text())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["courses", "courses/c01", "sites", "sites/gueret"])
async def test_every_page_reads_in_every_language(client: Client, language: str, path: str) -> None:
    shown = await page(client, f"/{language}/{path}")

    assert shown.get("lang") == language
    others = {link.get("hreflang") for link in shown.iterfind(".//link[@hreflang]")}
    assert others == {*LANGUAGES, "x-default"}
    assert len(shown.findall(".//h1")) == 1
    assert not re.search(r"label_|\{\w+\}", shown.text_content())


async def test_a_course_says_what_is_known_and_where_from(client: Client) -> None:
    shown = await page(client, "/en/courses/c01")

    told = dict(
        zip(
            (label.text for label in shown.iterfind(".//dt")),
            (value.text for value in shown.iterfind(".//dd")),
            strict=True,
        )
    )
    assert told["School"] == "CNED"
    assert told["Way of studying"] == "distance study"
    assert "Price" not in told


async def test_the_page_carries_its_json_ld(client: Client) -> None:
    shown = await page(client, "/fr/courses/c01")

    (script,) = shown.findall(".//script")
    assert script.get("type") == "application/ld+json"
    assert json.loads(script.text)["@type"] == "Course"


async def test_text_of_a_row_stays_text(client: Client) -> None:
    async with client.get("/fr/courses/nasty") as response:
        text = await response.text()
    shown = html.fromstring(text)

    (script,) = shown.findall(".//script")
    assert json.loads(script.text)["name"] == NASTY
    assert shown.findtext(".//h1") == NASTY
    assert not [a for a in shown.iterfind(".//a") if a.get("href").startswith("javascript")]


async def test_lists_are_paged_and_filtered_without_a_script(client: Client) -> None:
    first = await page(client, "/fr/courses?q=tourisme")
    address = first.find(".//a[@rel='next']").get("href")
    second = await page(client, address)
    none = await page(client, "/fr/courses?level=master")

    assert len(first.findall(".//ul[@class='rows']/li")) == 20
    assert len(second.findall(".//ul[@class='rows']/li")) == 5
    assert "0 résultat" in none.text_content()


async def test_sites_near_a_place(client: Client) -> None:
    shown = await page(client, "/fr/sites?near=Guéret")

    assert shown.findtext(".//ul[@class='rows']/li/h2/a") == "Campus connecté de Guéret"


@pytest.mark.parametrize(
    "path", ["/fr/courses/none", "/fr/courses/draft", "/de/courses", "/sitemap-courses-9.xml"]
)
async def test_what_there_is_not_is_not_found(client: Client, path: str) -> None:
    async with client.get(path) as response:
        assert response.status == 404


async def test_an_error_is_told_in_the_language_of_the_address(client: Client) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "fr"}
    async with client.get("/sv/courses?level=witchcraft", headers=headers) as response:
        assert response.status == 400
        assert html.fromstring(await response.text()).get("lang") == "sv"


async def test_the_sitemap_lists_published_rows_with_their_languages(client: Client) -> None:
    async with client.get("/sitemap.xml") as response:
        index = etree.fromstring(await response.read())
    parts = [loc.text for loc in index.iterfind("{*}sitemap/{*}loc")]
    async with client.get("/" + parts[0].split("/", 3)[3]) as response:
        urls = etree.fromstring(await response.read())

    assert len(parts) == 2
    addresses = [loc.text for loc in urls.iterfind("{*}url/{*}loc")]
    assert len(addresses) == 26 * len(LANGUAGES)
    assert not [address for address in addresses if address.endswith("/draft")]


async def test_robots_are_told_where_not_to_go(client: Client) -> None:
    async with client.get("/robots.txt") as response:
        text = await response.text()

    assert "Disallow: /desk" in text
    assert "/sitemap.xml" in text
