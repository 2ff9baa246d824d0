"""Open Education API (OOAPI): what servers of version 5 and 6 answer, read; version 6, written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.notes import LONGEST_VALUE, as_text
from catalog.exchange.oo_course import course_record
from catalog.exchange.oo_file import load_objects
from catalog.exchange.oo_objects import COURSE_NAMES, Objects, own_id
from catalog.exchange.oo_write import (
    course_object,
    is_programme,
    offering_object,
    organisation_id,
    organisation_object,
)
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import CourseRecord, Record

ARRAYS = (
    "programmes", "courses", "programmeOfferings", "courseOfferings", "organisations",
)  # fmt: skip


def read(path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
    """See ``catalog.exchange.reading.Reader``."""
    objects = Objects(load_objects(path))
    if not (objects.courses or objects.strays):
        raise UnreadableFile("other_format", format="OOAPI")
    return _records(objects, options)


def write(path: Path, records: Iterable[Record]) -> int:
    """Write the courses among *records* as one object with an array per kind; their number."""
    with ExitStack() as stack:
        arrays = {
            name: stack.enter_context(TemporaryFile("w+", encoding="utf-8")) for name in ARRAYS
        }
        written = _fill(arrays, records)
        stream = stack.enter_context(path.open("w", encoding="utf-8"))
        for place, (name, array) in enumerate(arrays.items()):
            stream.write(f'{"," if place else "{"}"{name}": [')
            array.seek(0)
            shutil.copyfileobj(array, stream)
            stream.write("]")
        stream.write("}\n")
    return written


def _fill(arrays: Mapping[str, IO[str]], records: Iterable[Record]) -> int:
    written = 0
    known: set[str] = set()
    for record in records:
        if not isinstance(record, CourseRecord):
            continue
        kind = "programme" if is_programme(record) else "course"
        _append(arrays[f"{kind}s"], course_object(record))
        for run in record.offerings:
            _append(arrays[f"{kind}Offerings"], offering_object(record, run))
        giver = organisation_id(record.provider)
        if giver not in known:
            known.add(giver)
            _append(arrays["organisations"], organisation_object(record.provider))
        written += 1
    return written


def _append(array: IO[str], thing: dict[str, Any]) -> None:
    array.write(",\n" if array.tell() else "\n")
    json.dump(thing, array, ensure_ascii=False)


def _records(objects: Objects, options: ReadOptions) -> Iterator[Record | Fault]:
    for number, course in enumerate(objects.courses, start=1):
        yield from course_record(objects, course, f"course {number}", options)
    names = [name for spellings in COURSE_NAMES.values() for name in spellings]
    for number, run in enumerate(objects.strays, start=1):
        target = next((text for name in names if (text := as_text(run.get(name)))), None)
        named = target or own_id(run) or "course"
        yield Fault(f"offering {number}", "not_linked", {"value": named[:LONGEST_VALUE]})
