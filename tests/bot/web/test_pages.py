"""Pages for people, errors in both of their shapes, and the headers that every response carries."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import update

from bot.settings import PROJECT_ROOT
from bot.web import keys
from bot.web.language import LANGUAGES
from bot.web.middlewares import HEADERS
from catalog.models import Organisation
from catalog.texts import Texts
from tests.bot.conftest import Service
from tests.factories import organisation

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HTML = {"Accept": "text/html,application/xhtml+xml"}
KEY = re.compile(r"^[a-z]+(_[a-z0-9]+)+$")
GAP = re.compile(r"\{\w*\}")
SCRIPT = "<script>alert(1)</script>"


class Page(HTMLParser):
    """What a reader sees of a page, and the language it says it is in."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.lang = ""
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.scripts = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang") or ""
        self.scripts += tag == "script" and "src" not in given
        self.links += [given["href"] or ""] if tag == "a" else []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.pieces))


async def get(service: Service, path: str, **headers: str) -> tuple[int, Page]:
    async with service.client.get(
        path, headers={**HTML, **headers}, allow_redirects=False
    ) as answer:
        return answer.status, Page(await answer.text())


async def fill(service: Service, **values: Any) -> None:
    async with service.database.write() as session:
        await session.execute(update(Organisation).values(values))


def without_demo(service: Service) -> None:
    app = service.client.app
    assert app is not None
    object.__setattr__(app[keys.SETTINGS], "demo", False)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pages_are_in_the_language_that_was_asked_for(
    service: Service, language: str
) -> None:
    without_demo(service)
    found = [await get(service, f"{path}?lang={language}") for path in ("/", "/privacy")]
    object.__setattr__(service.client.app[keys.SETTINGS], "demo", True)  # type: ignore[index]
    found.append(await get(service, f"/demo?lang={language}"))
    found.append(await get(service, f"/desk/sign-in?lang={language}"))
    found.append(await get(service, f"/nowhere?lang={language}"))

    assert [status for status, _ in found] == [200, 200, 200, 200, 404]
    for _, page in found:
        assert page.lang == language
        assert [piece for piece in page.pieces if KEY.match(piece) or GAP.search(piece)] == []


async def test_browser_says_which_language_where_none_was_asked_for(service: Service) -> None:
    headers = {"Accept-Language": "fi, nl-BE;q=0.8, en;q=0.5"}

    assert (await get(service, "/privacy", **headers))[1].lang == "nl"
    assert (await get(service, "/privacy", **{"Accept-Language": "fi"}))[1].lang == "fr"
    assert (await get(service, "/privacy?lang=xx", **headers))[1].lang == "nl"


async def test_home_leads_to_the_demonstration_only_where_there_is_one(service: Service) -> None:
    assert (await get(service, "/"))[0] == 302
    without_demo(service)
    assert [(await get(service, path))[0] for path in ("/", "/demo")] == [200, 404]


async def test_what_an_organisation_wrote_is_text_never_markup(service: Service) -> None:
    contact = {"fr": {"name": SCRIPT, "url": '"><script>', "phone": None}}
    notice = {"fr": {"controller": SCRIPT}}
    await fill(service, name=SCRIPT, fallback_contact=contact, privacy_notice=notice)
    _, page = await get(service, "/privacy?lang=fr")

    assert page.scripts == 0
    assert page.text.count(SCRIPT) == 4  # title, introduction, notice, contact


async def test_privacy_notice_falls_back_to_a_language_that_is_written(service: Service) -> None:
    notice = {"sv": {"controller": "Region Demo"}}
    await fill(service, languages=["sv"], privacy_notice=notice)
    _, page = await get(service, "/privacy?lang=en")

    assert "Region Demo" in page.text


async def test_privacy_notice_of_a_site_key_stays_with_its_organisation(service: Service) -> None:
    other = organisation(name="Région voisine", site_keys=["a b&c"])
    async with service.database.write() as session:
        session.add(other)
    _, page = await get(service, "/privacy?site_key=a%20b%26c&lang=en")
    other_language = next(link for link in page.links if link.endswith("lang=fr"))
    _, again = await get(service, f"/privacy{other_language}")

    assert "Région voisine" in page.text
    assert "Région voisine" in again.text
    assert (await get(service, "/privacy?site_key=unknown"))[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/api/nowhere", 404, "not_found"),
        ("GET", "/static/../secrets.json", 404, "not_found"),
        ("GET", "/static/", 403, "http_403"),
        ("GET", "/widget/texts/xx.json", 404, "not_found"),
        ("POST", "/privacy", 405, "http_405"),
        ("GET", "/api/conversations", 405, "http_405"),
        ("GET", "/desk/api/queue", 401, "not_authorised"),
        ("GET", "/desk/socket", 401, "not_authorised"),
    ],
)
async def test_errors_have_one_shape_in_the_readers_language(
    service: Service, method: str, path: str, status: int, code: str
) -> None:
    texts = Texts.load(PROJECT_ROOT)
    key = "error_http" if code.startswith("http_") else f"error_{code}"
    async with service.client.request(method, f"{path}?lang=sv") as response:
        body = await response.json()

    assert response.status == status
    assert body == {"error": {"code": code, "message": texts.get("errors", key, "sv")}}
    assert ("Allow" in response.headers) == (status == 405)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nowhere"), ("POST", "/privacy"), ("GET", "/static/")]
)
async def test_people_get_errors_as_a_page_with_a_way_on(
    service: Service, method: str, path: str
) -> None:
    async with service.client.request(method, f"{path}?lang=nl", headers=HTML) as response:
        page = Page(await response.text())

    assert (response.content_type, page.lang) == ("text/html", "nl")
    assert "/?lang=nl" in page.links


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/privacy", 200),
        ("GET", "/demo", 200),
        ("GET", "/health", 200),
        ("GET", "/static/page.css", 200),
        ("GET", "/widget/passerelle-chat.js", 200),
        ("GET", "/desk/sign-in", 200),
        ("GET", "/", 302),
        ("GET", "/desk", 303),
        ("GET", "/nowhere", 404),
        ("POST", "/health", 405),
        ("GET", "/desk/socket", 401),
        ("GET", "/api/conversations/none/socket", 401),
        ("OPTIONS", "/api/conversations", 204),
        ("HEAD", "/privacy", 200),
    ],
)
async def test_every_kind_of_response_carries_the_security_headers(
    service: Service, method: str, path: str, status: int
) -> None:
    async with service.client.request(method, path, allow_redirects=False) as response:
        found = {name: response.headers.get(name) for name in HEADERS}

    assert (response.status, found) == (status, HEADERS)


async def test_no_page_allows_scripts_of_others_or_inline_ones(service: Service) -> None:
    async with service.client.get("/demo") as response:
        policy = response.headers["Content-Security-Policy"]
        source = await response.text()

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\son\w+=|\sstyle=", source)


@pytest.mark.parametrize("path", ["/desk", "/desk/sign-in", "/desk/api/queue"])
async def test_nothing_of_the_desk_stays_in_a_cache(service: Service, path: str) -> None:
    async with service.client.get(path, allow_redirects=False) as response:
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/privacy", "/demo", "/health", "/static/page.css", "/nowhere"])
async def test_head_answers_like_get_without_a_body(service: Service, path: str) -> None:
    async with service.client.get(path, headers=HTML) as got:
        await got.read()
    async with service.client.head(path, headers=HTML) as response:
        body = await response.read()

    assert (response.status, response.content_type) == (got.status, got.content_type)
    assert body == b""


async def test_body_over_the_limit_is_refused(service: Service) -> None:
    async with service.client.post("/api/conversations", data=b"x" * 20_000) as response:
        body = await response.json()

    assert (response.status, body["error"]["code"]) == (413, "message_too_long")
