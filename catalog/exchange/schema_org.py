"""schema.org as JSON-LD: courses and programmes, in files of their own or inside of web pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.ld_blocks import Block, read_blocks
from catalog.exchange.ld_course import course_record
from catalog.exchange.ld_graph import Graph
from catalog.exchange.ld_write import CONTEXT, course_thing
from catalog.exchange.notes import LONGEST_VALUE
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import CourseRecord, Record


def read(path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
    """See ``catalog.exchange.reading.Reader``; nothing outside of the file is fetched."""
    found = read_blocks(path)
    broken = [block for block in found if isinstance(block, Fault)]
    graph = Graph(block for block in found if isinstance(block, Block))
    if not (graph.courses or graph.strays or broken):
        raise UnreadableFile("other_format", format="schema.org")
    return _records(graph, broken, options)


def write(path: Path, records: Iterable[Record]) -> int:
    """Write the courses among *records* as one document; their number."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [')
        written = 0
        for record in records:
            if isinstance(record, CourseRecord):
                stream.write(",\n" if written else "\n")
                json.dump(course_thing(record), stream, ensure_ascii=False)
                written += 1
        stream.write("\n]}\n")
    return written


def _records(graph: Graph, broken: list[Fault], options: ReadOptions) -> Iterator[Record | Fault]:
    yield from broken
    for number, thing in enumerate(graph.courses, start=1):
        yield from course_record(graph, thing, f"course {number}", options)
    for number, run in enumerate(graph.strays, start=1):
        pointed = [
            graph.id_of(value) for value in graph.all(run, "courseOf") if isinstance(value, dict)
        ]
        target = next((name for name in pointed if name), None) or graph.id_of(run) or "Course"
        yield Fault(f"run {number}", "not_linked", {"value": target[:LONGEST_VALUE]})
