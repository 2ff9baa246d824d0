"""Opening hours of a team: open now, and when next. Meant in the organisation's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from catalog.models import Organisation

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HORIZON_DAYS = 14


def is_open(organisation: Organisation, now: datetime) -> bool:
    """Whether the team works at the moment *now* (aware)."""
    return any(start <= now < end for start, end in _spans(organisation, now, days=1))


def next_opening(organisation: Organisation, now: datetime) -> datetime | None:
    """The next moment at which the team begins to work, in its own zone; None if none is known."""
    starts = (start for start, _ in _spans(organisation, now, HORIZON_DAYS) if start > now)
    return min(starts, default=None)


def _spans(
    organisation: Organisation, now: datetime, days: int
) -> Iterator[tuple[datetime, datetime]]:
    zone = ZoneInfo(organisation.time_zone)
    today = now.astimezone(zone).date()
    for offset in range(days):
        day = today + timedelta(days=offset)
        for start, end in organisation.opening_hours.get(WEEKDAYS[day.weekday()], []):
            yield (
                datetime.combine(day, time.fromisoformat(start), zone),
                datetime.combine(day, time.fromisoformat(end), zone),
            )
