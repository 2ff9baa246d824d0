"""A dry run in sentences, in the language of the person who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from babel.numbers import format_currency

from catalog.exchange.faults import UnreadableFile
from catalog.imports.columns import OFFERINGS
from catalog.imports.report import LARGE_SHARE, Conflict, FieldChange, Misread, Report, RowChange
from catalog.texts import Texts

AREA = "imports"
COUNTED = (
    "new", "changed", "ended", "back", "linked", "conflict", "twin", "misread", "doubt", "unchanged",
)  # fmt: skip
PRICE = ("price_cents", "currency", "price_basis")
LONGEST_VALUE = 60


class Words:
    """Puts a report into words."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self._language = language

    def summary(self, report: Report) -> str:
        """The counts in one line: ``12 new, 3 changed, 2 ended, 4 rows not understood``."""
        counted = [
            self._say(f"count_{kind}", count=report.counts[kind])
            for kind in COUNTED
            if report.counts[kind]
        ]
        return ", ".join(counted) or self._say("nothing")

    def warnings(self, report: Report) -> Iterator[str]:
        """What a person has to know before saying yes."""
        if report.is_large:
            percent = round(LARGE_SHARE * 100)
            yield self._say("large", percent=percent, known=report.known)
        if report.ended_held:
            yield self._say("ended_held")
        for code, count in report.unmapped.most_common():
            yield self._say("unmapped", code=code, count=count)

    def more(self, listed: int, counted: int) -> str | None:
        """That a list stops before its end; None if it does not."""
        return self._say("more", count=counted - listed) if counted > listed else None

    def changes(self, row: RowChange) -> Iterator[str]:
        """Each change of a row in a sentence."""
        for change in row.fields:
            if change.field == OFFERINGS:
                yield from self._offerings(change.before or {}, change.after or {})
            else:
                yield self._from_to(change)

    def conflict(self, conflict: Conflict) -> str:
        """The three sides of a conflict."""
        sides = {side: self._value(getattr(conflict, side)) for side in ("base", "ours", "theirs")}
        field = self._field(conflict.field)
        return self._say("conflict_line", title=conflict.title, field=field, **sides)

    def twin(self, twin: Any) -> str:
        """Which row looks like which course."""
        named = {name: getattr(twin, name) for name in ("where", "title", "provider", "row_id")}
        return self._say("twin_line", **named)

    def misread(self, fault: Misread) -> str:
        """Why a row or a value was left out."""
        values = dict(fault.values)
        if "column" in values and self._texts.has(
            AREA, f"field_{values['column']}", self._language
        ):
            values["column"] = self._field(values["column"])
        sentence = self._texts.get("exchange", f"fault_{fault.code}", self._language, **values)
        return f"{fault.where}: {sentence}"

    def unreadable(self, error: UnreadableFile) -> str:
        """Why a whole file cannot be read."""
        key = f"unreadable_{error.reason}"
        return self._texts.get("exchange", key, self._language, **error.values)

    def _offerings(self, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
        for key in sorted(before.keys() | after.keys()):
            if key not in before:
                yield self._say("offering_new", key=key)
            elif key not in after:
                yield self._say("offering_gone", key=key)
            else:
                yield from self._offering(key, before[key], after[key])

    def _offering(self, key: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
        if any(before.get(name) != after.get(name) for name in PRICE):
            yield self._price(before, after)
        for name, value in after.items():
            if name not in PRICE and before.get(name) != value:
                told = {"before": self._value(before.get(name)), "after": self._value(value)}
                yield self._say("offering_field", key=key, field=self._field(name), **told)

    def _price(self, before: dict[str, Any], after: dict[str, Any]) -> str:
        told = {"before": self._money(before), "after": self._money(after)}
        old, new = before.get("price_cents"), after.get("price_cents")
        if not old or new is None or before.get("currency") != after.get("currency") or old == new:
            return self._say("price_new", **told)
        percent = abs(round((new - old) / old * 100))
        return self._say("price_up" if new > old else "price_down", percent=percent, **told)

    def _money(self, run: dict[str, Any]) -> str:
        amount, currency = run.get("price_cents"), run.get("currency")
        if amount is None:
            return self._say("nothing_value")
        if amount == 0:
            return self._say("free")
        return str(format_currency(amount / 100, currency or "EUR", locale=self._language))

    def _from_to(self, change: FieldChange) -> str:
        told = {"before": self._value(change.before), "after": self._value(change.after)}
        return self._say("from_to", field=self._field(change.field), **told)

    def _field(self, name: str) -> str:
        return self._say(f"field_{name}")

    def _value(self, value: Any) -> str:
        if value in (None, "", [], {}):
            return self._say("nothing_value")
        if isinstance(value, dict):
            value = "; ".join(f"{key}: {self._value(item)}" for key, item in value.items())
        elif isinstance(value, list):
            value = ", ".join(map(str, value))
        text = str(value)
        return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"

    def _say(self, key: str, /, **values: Any) -> str:
        return self._texts.get(AREA, key, self._language, **values)
