"""Processes die and lines are cut; what was shown as sent is stored once, in order, answered once."""

from __future__ import annotations

import os
import signal
import socket
import threading

from tests.faults.conftest import Page
from tests.running import Running, wait_until


def pids(running: Running, module: str) -> list[int]:
    return [info.pid for info in running.running(module)]


def assert_once_each_in_order(
    page: Page, sent: list[tuple[str, str]], *, apologies: int = 0
) -> None:
    """Every message is in the log once, in order, and has one answer; *apologies* of them may be one."""
    events = page.settled()
    stored = [(e["client_id"], e["text"]) for e in events if e["author"] == "learner"]
    answered = [e["reply_to"] for e in events if e["reply_to"]]

    assert stored == sent
    assert sorted(set(answered)) == sorted(client_id for client_id, _ in sent)
    assert [e["author"] for e in events if e["reply_to"]].count("system") <= apologies
    assert [e["seq"] for e in events] == list(range(1, len(events) + 1))
    assert len(answered) == len(sent)


def test_engine_worker_killed_in_mid_turn(running: Running, page: Page) -> None:
    page.put("warm", "bonjour")
    page.settled()
    (worker,) = running.workers()
    os.kill(worker, signal.SIGSTOP)
    assert page.put("a", "c'est quoi un campus connecté ?")[0] == 202
    assert page.events()["thinking"]
    os.kill(worker, signal.SIGKILL)

    assert_once_each_in_order(page, [("warm", "bonjour"), ("a", "c'est quoi un campus connecté ?")])
    assert running.workers() != [worker]


def test_whole_engine_killed_in_mid_turn(running: Running, page: Page) -> None:
    (worker,) = running.workers()
    parent = next(pid for pid in pids(running, "bot.engine") if pid != worker)
    os.kill(worker, signal.SIGSTOP)
    page.put("a", "bonjour")
    os.kill(parent, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)

    # On a slow machine loading outlasts the 30 s in which a turn is tried again.
    assert_once_each_in_order(page, [("a", "bonjour")], apologies=1)


def test_web_killed_after_the_commit_and_before_the_reply(running: Running, page: Page) -> None:
    wait_until(lambda: len(running.workers()) == 1, 60, "a worker")
    (worker,) = running.workers()
    (web,) = pids(running, "bot.web")
    os.kill(worker, signal.SIGSTOP)
    assert page.put("a", "bonjour")[0] == 202
    os.kill(web, signal.SIGKILL)
    os.kill(worker, signal.SIGCONT)

    assert_once_each_in_order(page, [("a", "bonjour")])


def test_same_message_sent_five_times_at_once(page: Page) -> None:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(page.put("a", "bonjour")[0]))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [202] * 5
    assert_once_each_in_order(page, [("a", "bonjour")])


def test_two_tabs_see_the_same_in_the_same_order(page: Page) -> None:
    other = Page(page.base, page.id, page.token)
    page.put("a", "bonjour")
    other.put("b", "c'est quoi un campus connecté ?")
    one, two = page.settled(), other.settled()

    assert one == two
    assert_once_each_in_order(page, [("a", "bonjour"), ("b", "c'est quoi un campus connecté ?")])


def test_line_cut_between_send_and_acknowledgement(running: Running, page: Page) -> None:
    body = b'{"text": "bonjour"}'
    head = (
        f"PUT {page.path}/messages/a HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {page.token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", running.port)) as line:
        line.sendall(head.encode() + body)  # and away, without reading the answer
    page.put_until_sent("a", "bonjour")

    assert_once_each_in_order(page, [("a", "bonjour")])


def test_messages_sent_through_a_storm_of_kills(running: Running, page: Page) -> None:
    sent = [(f"m{number}", f"bonjour {number}") for number in range(6)]
    for number, (client_id, text) in enumerate(sent):
        page.put_until_sent(client_id, text)
        victims = running.workers() if number % 2 else pids(running, "bot.web")
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    assert_once_each_in_order(page, sent)


def test_typed_commands_are_plain_text(page: Page) -> None:
    for number, text in enumerate(
        ["/restart", '/compare_courses{"field":"x"}', "\u00a0/session_start"]
    ):
        page.put_until_sent(f"m{number}", text)
    events = page.settled()
    replies = [e for e in events if e["reply_to"]]

    assert len(replies) == 3
    assert all(not reply["cards"] for reply in replies)
