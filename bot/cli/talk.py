"""`passerelle talk`: a conversation in the terminal, through the public chat API."""

from __future__ import annotations

import asyncio
import uuid
from typing import Annotated, Any

import aiohttp
import typer
from rich.markup import escape

from bot.cli.console import err, out, readable_errors, settings
from bot.errors import EngineUnavailable

WAIT_SECONDS = 25


def talk(
    language: Annotated[str, typer.Option(help="fr, sv, nl or en.")] = "fr",
    url: Annotated[
        str | None, typer.Option(help="Address of the service; default: this machine's.")
    ] = None,
    site_key: Annotated[str, typer.Option(help="Site key of the organisation.")] = "demo",
) -> None:
    """Talk with a running service (start one with `passerelle up`). An empty line ends."""
    with readable_errors():
        try:
            asyncio.run(_talk(url or settings().address, language, site_key))
        except aiohttp.ClientError as error:
            raise EngineUnavailable(
                f"nothing answers at {url or settings().address}: start it with passerelle up"
            ) from error


async def _talk(url: str, language: str, site_key: str) -> None:
    async with aiohttp.ClientSession(raise_for_status=True) as session:
        body = {"language": language, "site_key": site_key}
        async with session.post(f"{url}/api/conversations", json=body) as response:
            opened = await response.json()
        address = f"{url}/api/conversations/{opened['id']}"
        headers = {"Authorization": f"Bearer {opened['token']}"}
        seq = _print(opened["messages"], 0)
        while line := (await asyncio.to_thread(_ask)).strip():
            await _say(session, address, headers, line)
            seq = await _listen(session, address, headers, seq)
        async with session.delete(address, headers=headers):
            err.print("conversation erased")


def _ask() -> str:
    try:
        return out.input("[bold]> [/]")
    except EOFError:
        return ""


async def _say(
    session: aiohttp.ClientSession, address: str, headers: dict[str, str], text: str
) -> None:
    put = session.put(f"{address}/messages/{uuid.uuid4()}", json={"text": text}, headers=headers)
    async with put:
        return


async def _listen(
    session: aiohttp.ClientSession, address: str, headers: dict[str, str], seq: int
) -> int:
    """Print what comes until the answer is there; the number of the last message."""
    while True:
        params = {"after": str(seq), "wait": str(WAIT_SECONDS)}
        async with session.get(f"{address}/events", params=params, headers=headers) as response:
            state = await response.json()
        seq = _print(state["events"], seq)
        if not state["thinking"]:
            return seq


def _print(events: list[dict[str, Any]], seq: int) -> int:
    for event in events:
        if event["author"] != "learner":
            out.print(f"[cyan]{event['author']}[/] {escape(event['text'])}", highlight=False)
            labels = " | ".join(choice["label"] for choice in event["choices"])
            if labels:
                out.print(f"  [dim]{escape(labels)}[/]", highlight=False)
        seq = max(seq, event["seq"])
    return seq
