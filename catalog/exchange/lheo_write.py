"""Courses written as LHEO 2.3, valid against its schema.

Each course is read back before it is written; every field in which the reader finds something else
goes into an ``extra`` with ``info="passerelle-<field>"``, so that reading the file gives the same
records. Not carried: sites, characters that XML cannot hold, and courses whose title or provider
stands for nothing (``-``, ``n/a``). Other readers see texts only up to the schema's limits (titles
255 characters, texts 3,000), and prices only in euros for the whole course.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from lxml import etree

from catalog.exchange.lheo_codes import NAMESPACE
from catalog.exchange.lheo_elements import NAMES, node, without_extras
from catalog.exchange.lheo_extras import differences, safe
from catalog.exchange.lheo_node import Node
from catalog.exchange.lheo_read import records_of
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import CourseRecord, Record


def write(path: Path, records: Iterable[Record]) -> int:
    """Write the courses of *records*, one after the other; the number of courses.

    A file without courses is an index without entries, because the schema demands a formation.
    """
    courses = (record for record in records if isinstance(record, CourseRecord))
    first = next(courses, None)
    written = 0
    with etree.xmlfile(str(path), encoding="utf-8") as out:
        out.write_declaration()
        if first is None:
            out.write(node("lheo-index"))
            return 0
        with (
            out.element(f"{{{NAMESPACE}}}lheo", nsmap=NAMES),
            out.element(f"{{{NAMESPACE}}}offres"),
        ):
            for record in chain((first,), courses):
                out.write(formation(record), pretty_print=True)
                written += 1
    return written


def formation(record: CourseRecord) -> Any:
    """The element of a course."""
    wanted = safe(record)
    element = without_extras(wanted)
    for found in records_of(Node(element), "formation", 1, ReadOptions(), {}):
        if isinstance(found, CourseRecord):
            own = [node("extra", text, info=info) for info, text in differences(wanted, found)]
            if own:
                element.append(node("extras", *own))
    return element
