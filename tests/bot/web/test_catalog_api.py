"""The public catalog: what is shown, found, paged and cached, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest_asyncio
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.web.catalog_api.document import document
from catalog.db import Database
from tests import factories
from tests.bot.web import catalog_service

Client = TestClient[Any, Any]
JSON_LD = {"Accept": "application/ld+json"}


@pytest_asyncio.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[Client]:
    async with database.write() as session:
        session.add_all(catalog_service.courses())
        session.add_all(catalog_service.sites())
        session.add_all(catalog_service.schemes())
    app = catalog_service.application(database, tmp_path)
    async with TestClient(TestServer(app)) as served:
        yield served


async def ids(client: Client, path: str) -> list[str]:
    """The ids of a list, in order."""
    return [row["id"] for row in (await content(client, path))["items"]]


async def content(client: Client, path: str, headers: dict[str, str] | None = None) -> Any:
    """The JSON of an answer that is no error."""
    async with client.get(path, headers=headers) as response:
        assert response.status == 200, await response.text()
        return await response.json(content_type=None)


async def error(client: Client, path: str) -> tuple[int, dict[str, Any]]:
    """Status and error of an answer."""
    async with client.get(path) as response:
        return response.status, (await response.json())["error"]


def links(response: ClientResponse) -> dict[str, str]:
    """Addresses by their relation, without the origin."""
    return {
        relation: str(URL(str(link["url"])).relative()) for relation, link in response.links.items()
    }


LISTS = {
    "/api/courses": ["fr-info", "fr-tourisme", "se-vard"],
    "/api/courses?country=SE": ["se-vard"],
    "/api/courses?country=fr,se": ["fr-info", "fr-tourisme", "se-vard"],
    "/api/courses?field=digital&field=business": ["fr-info", "fr-tourisme"],
    "/api/courses?level=yh": ["se-vard"],
    "/api/courses?mode=hybrid": ["se-vard"],
    "/api/courses?language=sv": ["se-vard"],
    "/api/courses?language=nl": [],
    "/api/courses?country=": ["fr-info", "fr-tourisme", "se-vard"],
    "/api/courses?q=informatique": ["fr-info"],
    "/api/courses?q=underskoterska&lang=sv": ["se-vard"],
    "/api/courses?q=informatique&country=SE": [],
    "/api/courses?q=%3F%3F": [],
    "/api/sites": ["limoges", "gueret", "visby"],
    "/api/sites?network=larcentrum": ["visby"],
    "/api/sites?kind=advice_desk,study_place&country=FR": ["limoges", "gueret"],
    "/api/schemes": ["cpf", "lan"],
    "/api/schemes?country=SE": ["lan"],
    "/api/schemes?kind=grant": ["cpf"],
}


async def test_filters_choose_published_rows(client: Client) -> None:
    assert {path: await ids(client, path) for path in LISTS} == LISTS


async def test_near_takes_a_point_a_name_or_a_postal_code(client: Client) -> None:
    ways = ("46.1718,1.8717", "Guéret", "gueret", "23000", "Guéret, Creuse")
    found = {near: await content(client, f"/api/sites?near={near}") for near in ways}

    for near, answer in found.items():
        distances = [(row["id"], row["distance_km"]) for row in answer["items"]]
        assert distances[:2] == [("gueret", 0), ("limoges", 61)], near
        assert distances[2][0] == "visby"


async def test_near_says_which_place_was_understood(client: Client) -> None:
    found = await content(client, "/api/sites?near=gueret")

    assert (found["near"]["name"], found["near"]["country"]) == ("Guéret", "FR")


WRONG = {
    "/api/courses?country=DE": "country",
    "/api/courses?field=magic": "field",
    "/api/courses?level=bts,phd": "level",
    "/api/courses?mode=online": "mode",
    "/api/courses?language=de": "language",
    "/api/courses?q=" + "a" * 201: "q",
    "/api/courses?limit=101": "limit",
    "/api/courses?limit=0": "limit",
    "/api/courses?page=-1": "page",
    "/api/courses?page=99999999999999999999": "page",
    "/api/courses?format=xml": "format",
    "/api/sites?kind=pub": "kind",
    "/api/sites?network=a%00b": "network",
    "/api/sites?near=91,0": "near",
    "/api/sites?near=Nowhereville": "near",
    "/api/sites?near=Guéret&country=SE": "near",
    "/api/schemes?kind=a%20b": "kind",
}


async def test_wrong_values_are_named(client: Client) -> None:
    errors = {path: await error(client, path) for path in WRONG}

    assert {path: found["field"] for path, (_, found) in errors.items()} == WRONG
    assert {(status, found["code"]) for status, found in errors.values()} == {(400, "bad_request")}


async def test_rows_that_are_not_published_do_not_exist(client: Client) -> None:
    for path in ("courses/fr-draft", "courses/none", "courses/a%00b", "sites/closed"):
        status, found = await error(client, f"/api/{path}")

        assert (status, found["code"]) == (404, "not_found"), path


async def test_course_shows_source_caveats_and_published_runs(client: Client) -> None:
    found = await content(client, "/api/courses/fr-info")

    assert found["source_date"] == "2025-06"
    assert found["verified_on"] == "2025-05-02"
    assert found["caveats"] == ["old_source"]
    assert [run["id"] for run in found["offerings"]] == ["run-1"]
    assert found["offerings"][0]["price"] == {
        "amount_cents": 10_500, "currency": "EUR", "basis": "term",
    }  # fmt: skip


async def test_course_without_a_link_is_no_next_step(client: Client) -> None:
    assert (await content(client, "/api/courses/se-vard"))["next_step"] is False


async def test_pages_follow_one_another_by_their_links(client: Client) -> None:
    seen, path = [], "/api/courses?limit=1&country=FR,SE"
    while path:
        async with client.get(path) as response:
            body = await response.json()
            path = links(response).get("next", "")
        seen += [row["id"] for row in body["items"]]
        assert body["total"] == 3

    assert seen == ["fr-info", "fr-tourisme", "se-vard"]


async def test_page_after_the_last_is_empty_and_leads_back(client: Client) -> None:
    async with client.get("/api/courses?page=9&limit=2&q=bts") as response:
        body = await response.json()
        pages = {relation: URL(url).query["page"] for relation, url in links(response).items()}

    assert (body["items"], body["total"]) == ([], 2)
    assert pages == {"first": "1", "prev": "1", "last": "1"}


async def test_unchanged_answer_is_not_sent_again(client: Client) -> None:
    for path in ("/api/courses", "/api/courses/fr-info", "/api/openapi.json"):
        async with client.get(path) as first:
            tag = first.headers["ETag"]
        async with client.get(path, headers={"If-None-Match": f'"x", {tag}'}) as again:
            body = await again.read()

        assert not tag.startswith("W/")
        assert (again.status, body, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"].startswith("public")


async def test_changed_answer_has_another_tag(client: Client, database: Database) -> None:
    async with client.get("/api/schemes") as before:
        tag = before.headers["ETag"]
    async with database.write() as session:
        session.add(factories.scheme(name="New"))
    async with client.get("/api/schemes", headers={"If-None-Match": tag}) as after:
        assert (after.status, after.headers["ETag"] != tag) == (200, True)


FORMATS = {
    ("/api/courses/fr-info", "application/ld+json"): "application/ld+json",
    ("/api/courses/fr-info", "text/html, */*;q=0.8"): "application/json",
    ("/api/courses/fr-info", "application/ld+json;q=0.5, application/json"): "application/json",
    ("/api/courses/fr-info", "application/json;q=x, application/ld+json"): "application/ld+json",
    ("/api/courses/fr-info?format=jsonld", "application/json"): "application/ld+json",
    ("/api/courses?format=json", "application/ld+json"): "application/json",
}


async def test_format_is_negotiated(client: Client) -> None:
    found = {}
    for path, accept in FORMATS:
        async with client.get(path, headers={"Accept": accept}) as response:
            found[path, accept] = response.content_type

    assert found == FORMATS


async def test_course_as_json_ld(client: Client) -> None:
    found = await content(client, "/api/courses/fr-info", JSON_LD)

    assert found["@context"][0] == "https://schema.org"
    assert (found["@type"], found["timeRequired"], found["inLanguage"]) == ("Course", "P24M", "fr")
    assert found["@id"] == str(client.make_url("/api/courses/fr-info"))
    assert found["caveats"] == ["old_source"]
    assert found["subjectOf"] == [{"@type": "CreativeWork", "url": "https://example.org/a"}]
    assert found["hasCourseInstance"] == [
        {
            "@type": "CourseInstance",
            "courseMode": ["online"],
            "courseSchedule": {
                "@type": "Schedule", "repeatFrequency": "P1W", "duration": "PT10H30M",
            },
            "startDate": "2026-09-01",
            "offers": {
                "@type": "Offer",
                "priceSpecification": {
                    "@type": "UnitPriceSpecification",
                    "price": "105.00",
                    "priceCurrency": "EUR",
                    "unitText": "term",
                },
            },
        }
    ]  # fmt: skip


async def test_site_as_json_ld_has_position_and_services(client: Client) -> None:
    found = await content(client, "/api/sites/gueret", JSON_LD)

    assert found["@type"] == ["Place", "Organization"]
    assert found["geo"] == {"@type": "GeoCoordinates", "latitude": 46.1718, "longitude": 1.8717}
    assert [feature["name"] for feature in found["amenityFeature"]] == ["tutoring"]


async def test_lists_as_json_ld_count_across_pages(client: Client) -> None:
    for path in ("/api/courses?", "/api/sites?near=46,2&", "/api/schemes?"):
        found = await content(client, f"{path}limit=1&page=2", JSON_LD)

        assert found["@type"] == "ItemList"
        assert [item["position"] for item in found["itemListElement"]] == [2]
        assert found["numberOfItems"] >= 2


SCHEMAS = {
    "/api/courses": "CourseList",
    "/api/courses/fr-info": "Course",
    "/api/sites": "SiteList",
    "/api/sites?near=Visby": "SiteList",
    "/api/sites/gueret": "Site",
    "/api/schemes": "SchemeList",
    "/api/schemes?format=jsonld": "JsonLd",
}


async def test_answers_keep_the_documented_shape(client: Client) -> None:
    for path, schema in SCHEMAS.items():
        promised = {"$ref": f"#/components/schemas/{schema}", **document()}

        jsonschema.Draft202012Validator(promised).validate(await content(client, path))


async def test_head_tells_the_tag_without_a_body(client: Client) -> None:
    async with client.head("/api/courses") as response:
        assert (response.status, await response.read()) == (200, b"")
        assert "ETag" in response.headers
