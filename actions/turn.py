"""What one turn brings: slots, what the message holds, and the page's context; it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker

DEFAULT_COUNTRY = {"fr": "FR", "sv": "SE", "nl": "BE"}
COUNTRIES = ("FR", "SE", "BE")
# Two places of one name are asked about unless one is this many times larger than the other.
CLEARLY_LARGER = 8
CODE_SLOTS = ("field", "level", "mode", "work_status")


@dataclass(frozen=True)
class Turn:
    """One message of a learner, with what is known from before.

    Attributes:
        text: as typed; for a pressed chip, its label.
        chosen: whether a chip was pressed.
        need: what the message was understood as.
        also: further needs in the same message.
        entities: ``{"entity", "value", "data"}`` found in the message.
        slots: values from before the message.
        context: of the page: ``country``, ``territory``, ``organisation``, ``now``.
    """

    text: str
    chosen: bool
    need: str
    also: tuple[str, ...]
    entities: tuple[Mapping[str, Any], ...]
    slots: Mapping[str, Any]
    context: Mapping[str, Any]

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read the latest message and the slots of *tracker*."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        return cls(
            text=str(message.get("text") or "").strip(),
            chosen=bool(metadata.get("chosen")),
            need=str((message.get("intent") or {}).get("name") or ""),
            also=tuple(message.get("also") or ()),
            entities=tuple(message.get("entities") or ()),
            slots=tracker.current_slot_values(),
            context=metadata.get("context") or {},
        )

    def entity(self, kind: str) -> Mapping[str, Any] | None:
        """The first entity of *kind* in the message."""
        return next((e for e in self.entities if e["entity"] == kind), None)

    def code(self, slot: str) -> str | None:
        """The code for *slot*: named in this message, else known from before."""
        return self._code_now(slot) or self.slots.get(slot)

    @cached_property
    def language(self) -> str:
        """Code of the language to answer in."""
        return str(self.slots.get("language") or "fr")

    @cached_property
    def country(self) -> str | None:
        """Of the place named now, the country known, or the one a language stands for."""
        if self.place_now is not None:
            return str(self.place_now["country"])
        known = self.slots.get("country") or (self.slots.get("place") or {}).get("country")
        return known or self.context.get("country") or DEFAULT_COUNTRY.get(self.language)

    @cached_property
    def candidates(self) -> tuple[dict[str, Any], ...]:
        """Places the message may mean, likeliest first; those of the known country if there are any."""
        entity = self.entity("place")
        found = [as_place(row) for row in (entity or {}).get("data", {}).get("candidates", ())]
        home = self.slots.get("country") or DEFAULT_COUNTRY.get(self.language)
        return tuple([row for row in found if row["country"] == home] or found)

    @cached_property
    def place_now(self) -> dict[str, Any] | None:
        """The place that the message names, if it is clear which."""
        if not self.candidates or self.is_place_unclear:
            return None
        return self.candidates[0]

    @cached_property
    def is_place_unclear(self) -> bool:
        """Whether the message names a place of which there are several."""
        return len(self.namesakes) > 1

    @cached_property
    def namesakes(self) -> tuple[dict[str, Any], ...]:
        """The likeliest candidate, and others of its name that are not much smaller."""
        if not self.candidates:
            return ()
        first = self.candidates[0]
        least = first["population"] / CLEARLY_LARGER
        return tuple(
            row
            for row in self.candidates
            if row is first or (row["name"] == first["name"] and row["population"] > least)
        )

    @cached_property
    def place(self) -> dict[str, Any] | None:
        """The place named now, else the one known from before; None while it is unclear."""
        return None if self.is_place_unclear else self.place_now or self.slots.get("place")

    @cached_property
    def pending(self) -> Mapping[str, Any]:
        """The open question: ``question``, ``need`` and what belongs to it; empty if there is none."""
        found: Mapping[str, Any] = self.slots.get("pending") or {}
        return found

    @cached_property
    def today(self) -> date:
        """The day on which the learner writes."""
        now = self.context.get("now")
        return datetime.fromisoformat(now).date() if now else datetime.now(UTC).date()

    def learned(self) -> dict[str, Any]:
        """Slots that this message fills, whatever it asks for."""
        slots: dict[str, Any] = {
            slot: self._code_now(slot) for slot in CODE_SLOTS if self._code_now(slot)
        }
        age = self.entity("age")
        if age is not None:
            slots["age"] = age["data"]["years"]
        if self.place_now is not None:
            slots.update(place=self.place_now, country=self.place_now["country"])
        return slots

    def _code_now(self, slot: str) -> str | None:
        entity = self.entity(slot)
        return None if entity is None else str(entity["data"]["code"])


def as_place(row: Mapping[str, Any]) -> dict[str, Any]:
    """A gazetteer candidate as the slot ``place`` holds it."""
    place = {key: row.get(key) for key in ("id", "name", "country", "lat", "lon", "territory")}
    # In France people tell places apart by département; elsewhere by län or province.
    area = (row["country"] == "FR" and row.get("admin2")) or row.get("admin1")
    return {**place, "region": area, "population": row.get("population") or 0}
