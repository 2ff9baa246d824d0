"""Who may do what at the desk: every address of the router, by role; a new one fails until listed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import pytest_asyncio
from aiohttp import web

from bot.conversations.models import CallbackRequest, Role
from bot.web import routes
from tests.bot.conftest import PASSWORD, Counsellor, Service

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ONE = "/desk/api/conversations/{id}"
ROLES = ("nobody", "counsellor", "editor", "admin", "elsewhere")
NEEDS_HOLDER = (f"PUT {ONE}/messages/{{client_id}}", f"POST {ONE}/hand-back", f"POST {ONE}/close")
TABLE = {
    # nobody, counsellor, editor, admin, counsellor of another organisation
    "GET /desk": (303, 200, 403, 200, 200),
    "GET /desk/sign-in": (200, 200, 200, 200, 200),
    "POST /desk/sign-in": (401, 401, 401, 401, 401),
    "GET /desk/password": (303, 200, 200, 200, 200),
    "POST /desk/password": (303, 400, 400, 400, 400),
    # A request that opens no socket: 400 says that the door would be open.
    "GET /desk/socket": (401, 400, 403, 400, 400),
    "GET /desk/api/queue": (401, 200, 403, 200, 200),
    f"GET {ONE}": (401, 200, 403, 200, 404),
    f"POST {ONE}/claim": (401, 200, 403, 200, 404),
    f"PUT {ONE}/messages/{{client_id}}": (401, 202, 403, 202, 404),
    f"POST {ONE}/hand-back": (401, 200, 403, 200, 404),
    f"POST {ONE}/close": (401, 200, 403, 200, 404),
    f"POST {ONE}/callbacks/{{callback}}/done": (401, 200, 403, 200, 404),
    "POST /desk/sign-out": (303, 303, 303, 303, 303),
}


def addresses() -> Iterator[str]:
    app = web.Application()
    routes.add(app)
    for route in app.router.routes():
        canonical = route.resource.canonical if route.resource else ""
        if canonical.startswith("/desk") and route.method != "HEAD":
            yield f"{route.method} {canonical}"


@pytest_asyncio.fixture
async def desks(service: Service) -> dict[str, Counsellor]:
    """A browser for each role."""
    users = {
        "nobody": await service.user("nobody@example.org"),
        "counsellor": await service.user("one@example.org"),
        "editor": await service.user("editor@example.org", role=Role.EDITOR),
        "admin": await service.user("admin@example.org", role=Role.ADMIN),
        "elsewhere": await service.user("two@example.org", organisation="other"),
    }
    opened = {name: service.browser(user) for name, user in users.items()}
    for name, desk in opened.items():
        if name != "nobody":
            await desk.sign_in(desk.user.email, PASSWORD)
        desk.csrf = await desk.form_token("desk/sign-in")
    return opened


async def filled(service: Service, desk: Counsellor, address: str) -> str:
    """The path of *address* on a new conversation, held by *desk* where that is needed."""
    learner = await service.open(language="en")
    wanted = CallbackRequest(
        conversation_id=learner.id, name_ciphertext=b"", reference="⟦phone:1⟧", time_window=""
    )
    async with service.database.write() as session:
        session.add(wanted)
    if address in NEEDS_HOLDER:
        await desk.call("POST", f"conversations/{learner.id}/claim")
    path = address.partition(" ")[2]
    return path.format(id=learner.id, client_id="r1", callback=wanted.id)


async def status(desk: Counsellor, method: str, path: str, csrf: str) -> int:
    """The answer to a form of a page, or to a request of the desk's script."""
    url = desk.base.rstrip("/") + path
    if "/api/" in path:
        body = {"text": "hello"} if method == "PUT" else None
        sending = desk.http.request(method, url, json=body, headers={"X-CSRF-Token": csrf})
    else:
        form = {"csrf": csrf, "email": desk.user.email, "password": "wrong"}
        data = form if method == "POST" else None
        sending = desk.http.request(method, url, data=data, allow_redirects=False)
    async with sending as response:
        return response.status


def test_every_address_of_the_desk_is_listed(database_url: str) -> None:
    assert sorted(addresses()) == sorted(TABLE)


async def test_every_role_gets_what_the_table_says(
    service: Service, desks: dict[str, Counsellor]
) -> None:
    found = {}
    for address in TABLE:
        method = address.partition(" ")[0]
        found[address] = tuple(
            [
                await status(desk, method, await filled(service, desk, address), desk.csrf)
                for desk in desks.values()
            ]
        )

    assert tuple(desks) == ROLES
    assert found == TABLE


async def test_no_change_is_made_without_the_token_of_the_page(
    service: Service, desks: dict[str, Counsellor]
) -> None:
    desk = desks["counsellor"]
    changing = [address for address in TABLE if not address.startswith("GET")]
    found = {
        address: await status(
            desk, address.partition(" ")[0], await filled(service, desk, address), "wrong"
        )
        for address in changing
    }

    assert found == dict.fromkeys(changing, 403)


async def test_queue_holds_only_the_own_organisation(
    service: Service, desks: dict[str, Counsellor]
) -> None:
    learner = await service.open(language="en")
    async with service.client.post(f"{learner.path}/handoff", headers=learner.headers) as response:
        assert response.status == 202
    _, own = await desks["counsellor"].call("GET", "queue")
    _, foreign = await desks["elsewhere"].call("GET", "queue")

    assert ([row["id"] for row in own["queue"]], foreign["queue"]) == ([learner.id], [])


async def test_socket_of_a_foreign_page_is_refused(
    service: Service, desks: dict[str, Counsellor]
) -> None:
    desk = desks["counsellor"]
    headers = {"Origin": "https://elsewhere.example"}
    async with desk.http.get(f"{desk.base}desk/socket", headers=headers) as response:
        assert response.status == 403
