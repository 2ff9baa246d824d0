"""Opening hours: now, next, in the team's own time zone, over both changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.conversations.hours import is_open, next_opening
from catalog.models import Organisation
from tests.factories import organisation

OFFICE = {
    "mon": [["09:00", "12:30"], ["13:30", "17:00"]],
    "fri": [["09:00", "12:30"]],
    "sun": [["01:30", "03:30"]],
}


def team(
    zone: str = "Europe/Paris", hours: dict[str, list[list[str]]] | None = None
) -> Organisation:
    return organisation(time_zone=zone, opening_hours=OFFICE if hours is None else hours)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-12T07:59", False),  # Monday, one minute to nine in Paris
        ("2026-01-12T08:00", True),
        ("2026-01-12T11:30", False),  # lunch begins
        ("2026-01-12T12:29", False),
        ("2026-01-12T12:30", True),
        ("2026-01-12T16:00", False),
        ("2026-01-13T09:00", False),  # Tuesday
        ("2026-07-13T07:00", True),  # nine o'clock in summer is seven in UTC
        ("2026-07-13T06:59", False),
    ],
)
def test_team_is_open_by_its_own_clock(now: str, expected: bool) -> None:
    assert is_open(team(), utc(now)) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-12T08:00", "2026-01-12T12:30"),  # open now: the next time is after lunch
        ("2026-01-12T17:00", "2026-01-16T08:00"),
        ("2026-01-16T12:00", "2026-01-18T00:30"),
        # The clock goes forward on 29 March 2026 and back on 25 October.
        ("2026-03-27T12:00", "2026-03-29T00:30"),
        ("2026-03-29T09:00", "2026-03-30T07:00"),
        ("2026-10-25T09:00", "2026-10-26T08:00"),
        ("2026-10-23T12:00", "2026-10-24T23:30"),
    ],
)
def test_next_opening_is_told_in_the_team_s_zone(now: str, expected: str) -> None:
    opens = next_opening(team(), utc(now))

    assert opens is not None
    assert opens.astimezone(UTC) == utc(expected)
    assert str(opens.tzinfo) == "Europe/Paris"


def test_team_overseas_has_another_day() -> None:
    reunion = team("Indian/Reunion", {"mon": [["00:30", "02:00"]]})

    assert is_open(reunion, utc("2026-01-11T21:00"))  # Sunday evening in Paris
    assert not is_open(team(hours={"mon": [["00:30", "02:00"]]}), utc("2026-01-11T21:00"))


def test_team_without_hours_never_opens() -> None:
    assert next_opening(team(hours={}), utc("2026-01-12T08:00")) is None
    assert not is_open(team(hours={}), utc("2026-01-12T08:00"))
