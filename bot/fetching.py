"""Fetches the file of a source from the web: public addresses only, nothing that has not changed."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from catalog.errors import CatalogError
from catalog.exchange.reading import LARGEST_FILE

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
PATIENCE = aiohttp.ClientTimeout(total=900, connect=15, sock_read=60)
AGENT = "Passerelle catalog import"
BLOCK = 1 << 16

Allowed = Callable[[str], bool]


class FetchFailed(CatalogError):
    """A source's address cannot be fetched; the message says why."""

    code = "fetch_failed"


@dataclass(frozen=True)
class Fetched:
    """A file that came, and what its server says of it."""

    path: Path
    etag: str | None
    modified: str | None


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    Our own network, this machine and cloud metadata services must not be reached through an
    address that somebody typed into a form.
    """
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


class PublicResolver(AbstractResolver):
    """Resolves names, and refuses those that lead to an address that is not allowed.

    The connection goes to the address that was checked, so a name that changes between check and
    use gains nothing.
    """

    def __init__(self, allowed: Allowed) -> None:
        self._inner = ThreadedResolver()
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The allowed addresses of *host*; raises ``OSError`` if there are none."""
        found = await self._inner.resolve(host, port, family)
        public = [entry for entry in found if self._allowed(entry["host"])]
        if not public:
            raise OSError(f"{host} is not on the public internet")
        return public

    async def close(self) -> None:
        """Nothing is held open."""
        await self._inner.close()


async def fetch(
    url: str,
    into: Path,
    *,
    etag: str | None = None,
    modified: str | None = None,
    allowed: Allowed = is_public,
) -> Fetched | None:
    """Load *url* into the file *into*; None if it has not changed since *etag* or *modified*.

    Raises:
        FetchFailed: a private address, no answer, an error, too many redirects or bytes.
    """
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    connector = aiohttp.TCPConnector(resolver=PublicResolver(allowed))
    try:
        async with aiohttp.ClientSession(connector=connector, timeout=PATIENCE) as session:
            return await _follow(session, url, headers, into, allowed)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise FetchFailed(f"{url}: {str(error) or type(error).__name__}") from error


async def _follow(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str], into: Path, allowed: Allowed
) -> Fetched | None:
    """Redirects are followed by hand, so that each address is checked."""
    for _ in range(MOST_REDIRECTS + 1):
        _check(url, allowed)
        async with session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status == 304:
                return None
            if response.status in REDIRECTS and "Location" in response.headers:
                url = urljoin(url, response.headers["Location"])
                continue
            if response.status != 200:
                raise FetchFailed(f"{url}: the server answers {response.status}")
            await _save(response, into)
            known: Any = response.headers
            return Fetched(into, known.get("ETag"), known.get("Last-Modified"))
    raise FetchFailed(f"{url}: too many redirects")


def _check(url: str, allowed: Allowed) -> None:
    """Refuse what is no address of the web, and numbers that lead inside."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchFailed(f"{url}: only http and https are fetched")
    try:
        ipaddress.ip_address(parts.hostname)
    except ValueError:
        return  # a name: the resolver checks where it leads
    if not allowed(parts.hostname):
        raise FetchFailed(f"{url}: not on the public internet")


async def _save(response: aiohttp.ClientResponse, into: Path) -> None:
    """Write the body, counted as it comes: a length in a header may lie."""
    received = 0
    with await asyncio.to_thread(into.open, "wb") as stream:
        async for block in response.content.iter_chunked(BLOCK):
            received += len(block)
            if received > LARGEST_FILE:
                raise FetchFailed(f"{response.url}: larger than {LARGEST_FILE // 1024**2} MB")
            stream.write(block)
