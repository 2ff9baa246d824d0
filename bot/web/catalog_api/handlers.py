"""One function per address of the catalog; filters, queries and shapes have modules of their own."""

from __future__ import annotations

import re
from functools import partial

from aiohttp import web

from bot.errors import NotFound
from bot.web import keys
from bot.web.catalog_api import course_json_ld, course_rows, json_ld, queries, rows
from bot.web.catalog_api.answering import View, answer_list, answer_row
from bot.web.catalog_api.filters import CourseFilter, Page, SchemeFilter, SiteFilter
from bot.web.catalog_api.near import read_near
from bot.web.language import request_language
from catalog.services.course_search import course_by_id
from catalog.services.site_search import site_by_id

PUBLIC_ID = re.compile(r"[\w.:~-]{1,120}", re.ASCII)
COURSE = View(course_rows.course, course_json_ld.course)
SITE = View(rows.site, json_ld.site)
SCHEME = View(rows.scheme, json_ld.scheme)


async def courses(request: web.Request) -> web.Response:
    """`GET /api/courses?country&field&level&mode&language&q`: by title, with `q` best match first."""
    page = Page.read(request.query)
    wanted = CourseFilter.read(request.query, request_language(request))
    async with request.app[keys.DATABASE].read() as session:
        found = await queries.courses(session, wanted, page)
    return answer_list(request, found, page, COURSE)


async def course(request: web.Request) -> web.Response:
    """`GET /api/courses/{id}`."""
    public_id = _public_id(request)
    async with request.app[keys.DATABASE].read() as session:
        found = await course_by_id(session, public_id)
    if found is None:
        raise NotFound("course")
    return answer_row(request, found, COURSE)


async def sites(request: web.Request) -> web.Response:
    """`GET /api/sites?country&network&kind&near`: by name, with `near` nearest first."""
    page = Page.read(request.query)
    wanted = SiteFilter.read(request.query)
    near = await read_near(request.query, wanted.countries)
    async with request.app[keys.DATABASE].read() as session:
        found = await queries.sites(session, wanted, near, page)
    if near is None:
        return answer_list(request, found, page, SITE)
    view = View(partial(rows.site, near=near), json_ld.site)
    return answer_list(request, found, page, view, {"near": rows.near_place(near)})


async def site(request: web.Request) -> web.Response:
    """`GET /api/sites/{id}`."""
    public_id = _public_id(request)
    async with request.app[keys.DATABASE].read() as session:
        found = await site_by_id(session, public_id)
    if found is None:
        raise NotFound("site")
    return answer_row(request, found, SITE)


async def schemes(request: web.Request) -> web.Response:
    """`GET /api/schemes?country&kind`: by country and name."""
    page = Page.read(request.query)
    wanted = SchemeFilter.read(request.query)
    async with request.app[keys.DATABASE].read() as session:
        found = await queries.schemes(session, wanted, page)
    return answer_list(request, found, page, SCHEME)


def _public_id(request: web.Request) -> str:
    """The id in the address; one that no row can have never reaches the database."""
    public_id = request.match_info["id"]
    if not PUBLIC_ID.fullmatch(public_id):
        raise NotFound("row")
    return public_id
