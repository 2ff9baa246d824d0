"""The OpenAPI document and the service say the same: addresses, codes, shapes, examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from aiohttp import web

from bot import errors
from bot.conversations.models import State
from bot.web import routes
from bot.web.catalog_api.document import document
from bot.web.language import LANGUAGES
from catalog.levels import caveats, fields, levels
from catalog.models import ActFirst, Confidence, Mode, Pace, PriceBasis, SiteKind
from catalog.services.seed_rows import COUNTRIES

METHODS = {"get", "put", "post", "delete"}
OUTSIDE_API = {"/health", "/ready"}
Json = dict[str, Any]


def operations() -> Iterator[tuple[str, str, Json]]:
    for path, item in document()["paths"].items():
        for method in item.keys() & METHODS:
            yield path, method, item[method]


def nodes(content: Any) -> Iterator[Json]:
    """Every mapping of the document."""
    if isinstance(content, dict):
        yield content
    for child in content.values() if isinstance(content, dict) else content:
        if isinstance(child, dict | list):
            yield from nodes(child)


def resolved(node: Json) -> Json:
    """The mapping that a reference names, itself if it is none."""
    reference = node.get("$ref")
    if reference is None:
        return node
    found: Any = document()
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return resolved(found)


def schema(name: str) -> Json:
    found: Json = document()["components"]["schemas"][name]
    return found


def validate(value: Any, promised: Json) -> None:
    whole = {"components": document()["components"], "allOf": [promised]}
    jsonschema.Draft202012Validator(whole).validate(value)


def test_every_route_is_documented_and_every_documented_route_exists() -> None:
    app = web.Application()
    routes.add(app)
    served = {
        (route.resource.canonical, route.method.lower())
        for route in app.router.routes()
        if route.resource and route.method.lower() in METHODS
        if route.resource.canonical.startswith("/api/") or route.resource.canonical in OUTSIDE_API
    }

    assert served == {(path, method) for path, method, _ in operations()}


def test_document_is_json() -> None:
    assert json.loads(json.dumps(document())) == document()
    assert document()["openapi"].startswith("3.1.")


def test_every_reference_resolves() -> None:
    references = [node for node in nodes(document()) if isinstance(node.get("$ref"), str)]

    assert references
    assert all(resolved(node) for node in references)


def test_every_component_is_used() -> None:
    used = {node["$ref"] for node in nodes(document()) if isinstance(node.get("$ref"), str)}
    made = {
        f"#/components/{kind}/{name}"
        for kind, parts in document()["components"].items() if kind != "securitySchemes"
        for name in parts
    }  # fmt: skip

    assert made - used == set()


@pytest.mark.parametrize("name", document()["components"]["schemas"])
def test_schemas_are_json_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_operations_are_complete() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    tags = {tag["name"] for tag in document()["tags"]}

    assert len(names) == len(set(names))
    assert all(operation["summary"] for _, _, operation in operations())
    assert all(set(operation["tags"]) <= tags for _, _, operation in operations())


def test_responses_have_statuses_and_descriptions() -> None:
    answers = [pair for _, _, operation in operations() for pair in operation["responses"].items()]

    assert all(HTTPStatus(int(status)) for status, _ in answers)
    assert all(resolved(answer)["description"] for _, answer in answers)


def test_parameters_of_addresses_are_declared() -> None:
    for path, method, operation in operations():
        shared = document()["paths"][path].get("parameters", [])
        declared = [resolved(part) for part in [*shared, *operation.get("parameters", [])]]
        in_path = {part["name"] for part in declared if part["in"] == "path"}

        assert in_path == set(re.findall(r"{(\w+)}", path)), (path, method)
        assert all(part["required"] for part in declared if part["in"] == "path")
        assert all("schema" in part for part in declared)


def test_operations_that_need_a_token_say_what_happens_without() -> None:
    for path, method, operation in operations():
        needs_token = operation.get("security", document()["security"]) != []

        assert ("401" in operation["responses"]) == needs_token, (path, method)


def test_examples_fit_their_schemas() -> None:
    bodies = [node for node in nodes(document()) if "schema" in node and "in" not in node]
    shown = [(node["example"], node["schema"]) for node in bodies if "example" in node]
    shown += [
        (example["value"], node["schema"])
        for node in bodies
        for example in node.get("examples", {}).values()
    ]

    assert len(shown) > 10
    for example, promised in shown:
        validate(example, promised)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Caveat", caveats()),
        ("Country", COUNTRIES),
        ("Field", fields()),
        ("Language", LANGUAGES),
        ("Level", list(levels())),
        ("Mode", list(Mode)),
        ("Pace", [*Pace, None]),
        ("SiteKind", list(SiteKind)),
        ("State", list(State)),
    ],
)
def test_codes_are_those_of_the_catalog(name: str, codes: list[str | None]) -> None:
    assert schema(name)["enum"] == list(codes)


def test_codes_inside_rows_are_those_of_the_catalog() -> None:
    scheme = schema("Scheme")["allOf"][1]["properties"]

    assert schema("Price")["properties"]["basis"]["enum"] == [*PriceBasis, None]
    assert scheme["act_before_start"]["enum"] == list(ActFirst)
    assert scheme["confidence"]["enum"] == list(Confidence)


def test_every_error_a_caller_can_get_is_in_the_table() -> None:
    told = set(
        re.findall(r"^\| `(\w+)` \| (\d+) ", document()["info"]["description"], re.MULTILINE)
    )
    found = {
        (kind.code, str(kind.status))
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.BotError)
        if kind.status < 500 or kind in {errors.Overloaded, errors.MailUnavailable, errors.BotError}
    }

    assert told == found


def test_every_caveat_is_explained() -> None:
    explained = set(re.findall(r"`(\w+)`", schema("Caveat")["description"]))

    assert explained == set(caveats())
