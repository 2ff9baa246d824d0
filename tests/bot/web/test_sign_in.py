"""Signing in at the desk: what is refused, what a session is, and all the ways in which it ends."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import select, update

from bot.conversations.models import AuditEntry, User
from bot.web.desk.session import COOKIE
from catalog.db import utcnow
from tests.bot.conftest import PASSWORD, Counsellor, Service

EMAIL = "camille@example.org"
WRONG = "not the right password"
NEW = "a new and longer password"
SQLITE_ONLY = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def change(service: Service, **values: object) -> None:
    async with service.database.write() as session:
        await session.execute(update(User).values(values))


async def audited(service: Service) -> list[str]:
    async with service.database.read() as session:
        query = select(AuditEntry.action).order_by(AuditEntry.id)
        return list((await session.execute(query)).scalars())


async def queue_status(desk: Counsellor) -> int:
    return (await desk.call("GET", "queue"))[0]


def cookie(desk: Counsellor) -> str:
    return next(morsel.value for morsel in desk.http.cookie_jar if morsel.key == COOKIE)


async def status_with(service: Service, stolen: str) -> int:
    """The answer to somebody who shows a copy of the cookie."""
    headers = {"Cookie": f"{COOKIE}={stolen}"}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.get(service.client.make_url("/desk/api/queue")) as response,
    ):
        return response.status


@SQLITE_ONLY
async def test_wrong_password_and_unknown_address_get_the_same_answer(service: Service) -> None:
    desk = service.browser(await service.user(EMAIL))
    wrong = await desk.submit("desk/sign-in?lang=en", email=EMAIL, password=WRONG)
    unknown = await desk.submit("desk/sign-in?lang=en", email="x" + EMAIL, password=WRONG)

    assert (wrong[0], unknown[0]) == (401, 401)
    assert "Address or password is wrong" in wrong[1]
    assert unknown[1].replace("x" + EMAIL, EMAIL) == wrong[1]


async def test_five_wrong_passwords_lock_the_account_for_a_while(service: Service) -> None:
    desk = service.browser(await service.user(EMAIL))
    tries = [await desk.sign_in(EMAIL, WRONG) for _ in range(5)]
    locked = await desk.sign_in(EMAIL)
    await change(service, locked_until=utcnow() - timedelta(seconds=1))
    later = await desk.sign_in(EMAIL)

    assert (tries, locked, later) == ([401] * 5, 401, 200)
    assert await audited(service) == ["user added", "locked out", "signed in"]


@SQLITE_ONLY
async def test_right_password_forgets_the_failures_before_it(service: Service) -> None:
    desk = service.browser(await service.user(EMAIL))
    for password in [WRONG] * 4 + [PASSWORD] + [WRONG] * 4:
        await desk.sign_in(EMAIL, password)

    assert await desk.sign_in(EMAIL) == 200


@SQLITE_ONLY
async def test_one_time_password_opens_nothing_but_its_own_change(service: Service) -> None:
    desk = service.browser(await service.user(EMAIL, one_time=True))
    form = {"email": EMAIL, "password": PASSWORD}
    _, page, path = await desk.submit("desk/sign-in?lang=sv", **form)
    before = await queue_status(desk)
    _, _, after_change = await desk.submit("desk/password?lang=sv", password=NEW)

    assert path == "/desk/password?lang=sv"
    assert 'lang="sv"' in page
    assert (before, await queue_status(desk)) == (403, 200)
    assert after_change == "/desk?lang=sv"


@SQLITE_ONLY
async def test_too_short_password_is_refused_with_words(service: Service) -> None:
    desk = await service.counsellor(EMAIL)
    status, page, _ = await desk.submit("desk/password?lang=nl", password="short")

    assert status == 400
    assert "minstens 12 tekens" in page
    assert await desk.sign_in(EMAIL) == 200


@SQLITE_ONLY
async def test_cookie_is_out_of_reach_of_scripts_and_other_sites(service: Service) -> None:
    desk = service.browser(await service.user(EMAIL))
    async with desk.http.get(f"{desk.base}desk/sign-in") as response:
        set_cookie = response.cookies[COOKIE]

    assert set_cookie["httponly"]
    assert (set_cookie["samesite"], set_cookie["path"]) == ("Strict", "/desk")
    assert 0 < int(set_cookie["max-age"]) <= 24 * 3600


@SQLITE_ONLY
async def test_session_from_before_the_sign_in_is_not_kept(service: Service) -> None:
    desk = service.browser(await service.user(EMAIL))
    async with desk.http.get(f"{desk.base}desk/sign-in") as response:
        before = await response.text()
    await desk.sign_in(EMAIL)

    assert desk.csrf
    assert desk.csrf not in before


@SQLITE_ONLY
async def test_signing_out_ends_the_session_and_every_copy_of_its_cookie(service: Service) -> None:
    desk = await service.counsellor(EMAIL)
    stolen = cookie(desk)
    before = await status_with(service, stolen)
    form = {"csrf": desk.csrf}
    async with desk.http.post(f"{desk.base}desk/sign-out", data=form) as response:
        assert response.url.path == "/desk/sign-in"

    assert (before, await queue_status(desk), await status_with(service, stolen)) == (200, 401, 401)
    assert (await audited(service))[-2:] == ["signed in", "signed out"]


@SQLITE_ONLY
async def test_new_password_ends_the_other_sessions_and_keeps_this_one(service: Service) -> None:
    desk = await service.counsellor(EMAIL)
    elsewhere = service.browser(desk.user)
    await elsewhere.sign_in(EMAIL)
    await desk.submit("desk/password", password=NEW)

    assert (await queue_status(desk), await queue_status(elsewhere)) == (200, 401)
    assert await elsewhere.sign_in(EMAIL) == 401
    assert await elsewhere.sign_in(EMAIL, NEW) == 200
    assert "password changed" in await audited(service)


@SQLITE_ONLY
async def test_session_of_a_deactivated_user_ends(service: Service) -> None:
    desk = await service.counsellor(EMAIL)
    await change(service, active=False)

    assert await queue_status(desk) == 401
    assert await desk.sign_in(EMAIL) == 401


@SQLITE_ONLY
async def test_live_line_ends_with_the_session(service: Service) -> None:
    desk = await service.counsellor(EMAIL)
    async with desk.http.ws_connect(f"{desk.base}desk/socket") as line:
        await line.receive_json(timeout=30)
        await desk.http.post(f"{desk.base}desk/sign-out", data={"csrf": desk.csrf})
        last = await line.receive(timeout=30)

    assert last.type is aiohttp.WSMsgType.CLOSE
    assert line.close_code == 4401
    async with service.database.read() as session:
        assert (await session.execute(select(User.seen_at))).scalar_one() is None


@SQLITE_ONLY
@pytest.mark.parametrize("token", ["", "wrong", "é"])
async def test_form_of_another_site_is_refused(service: Service, token: str) -> None:
    desk = service.browser(await service.user(EMAIL))
    await desk.http.get(f"{desk.base}desk/sign-in")
    form = {"csrf": token, "email": EMAIL, "password": PASSWORD}
    async with desk.http.post(f"{desk.base}desk/sign-in?lang=en", data=form) as response:
        body = await response.json()

    assert (response.status, body["error"]["code"]) == (403, "forbidden")


@SQLITE_ONLY
async def test_refused_form_is_a_page_for_who_sent_it_from_a_browser(service: Service) -> None:
    headers = {"Accept": "text/html"}
    async with service.client.post("/desk/sign-in?lang=en", headers=headers) as response:
        page = await response.text()

    assert (response.status, response.content_type) == (403, "text/html")
    assert "You may not do this." in page
