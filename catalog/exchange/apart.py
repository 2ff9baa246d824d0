"""Reads a large file in a process of its own, so that reading and writing take a core each."""

from __future__ import annotations

import copyreg
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

from catalog.errors import CatalogError
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formats import open_file
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import (
    CourseRecord,
    OfferingRecord,
    ProviderRecord,
    Record,
    SiteRecord,
)

ROOT = Path(__file__).resolve().parents[2]
LARGE = 4 * 1024**2  # bytes; a smaller file is read sooner than a process has started
PORTION = 250  # records to a message
# The reader is ahead by what the pipe holds (about 800 courses), so that neither waits for long
# and memory does not grow with the file.
PIPE = 1024**2

Items = Iterable[Record | Fault]


class ReaderEnded(CatalogError):
    """The process that read the file ended before the file did; it said why on standard error."""

    code = "reader_ended"

    def __init__(self, result: int | None) -> None:
        super().__init__(f"the process that reads the file has ended (code {result})")


@contextmanager
def opened(path: Path, name: str, options: ReadOptions) -> Iterator[Items]:
    """The records of the file at *path*, lazily, as `open_file` gives them.

    The process of a large file is ended with the block, whatever ends the block.

    Raises:
        UnreadableFile: see `open_file`; while the records are gone through.
        ReaderEnded: while the records are gone through.
    """
    if not path.is_file() or path.stat().st_size < LARGE:
        yield open_file(path, name, options)
        return
    command = [sys.executable, "-m", __name__]
    pipe = subprocess.PIPE
    # A session of its own: an interrupt from the keyboard is the importer's to answer.
    with subprocess.Popen(  # noqa: S603 - our own module, and no shell
        command, cwd=ROOT, stdin=pipe, stdout=pipe, pipesize=PIPE, start_new_session=True
    ) as process:
        try:
            yield _received(process, (path.resolve(), name, options))
        finally:
            process.kill()


def _received(process: subprocess.Popen[bytes], wanted: Any) -> Iterator[Record | Fault]:
    """What the process sends; what is loaded here was written by our own code."""
    if process.stdin is None or process.stdout is None:
        raise ReaderEnded(None)
    try:
        pickle.dump(wanted, process.stdin)
        process.stdin.close()
        while (message := pickle.load(process.stdout)) is not None:  # noqa: S301
            if isinstance(message, tuple):
                raise UnreadableFile(message[0], **message[1])
            yield from message
    except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
        raise ReaderEnded(process.wait()) from error


def _send(path: Path, name: str, options: ReadOptions, stream: IO[bytes]) -> None:
    """Write lists of records to *stream*, then None, or the reason why there are no more."""
    try:
        items = iter(open_file(path, name, options))
        while portion := list(islice(items, PORTION)):
            pickle.dump(portion, stream, pickle.HIGHEST_PROTOCOL)
        pickle.dump(None, stream)
    except UnreadableFile as error:
        pickle.dump((error.reason, error.values), stream)
    stream.flush()


def _shorten(kind: type[Any]) -> None:
    """Send a record as its values in their order: what dataclasses do of themselves takes twice."""
    values = attrgetter(*(field.name for field in fields(kind)))
    copyreg.pickle(kind, lambda record: (kind, values(record)))


def main() -> None:
    """Read what standard input asks for, and write it to standard output."""
    path, name, options = pickle.load(sys.stdin.buffer)  # noqa: S301
    for kind in (CourseRecord, OfferingRecord, ProviderRecord, SiteRecord, Fault):
        _shorten(kind)
    stream, sys.stdout = sys.stdout.buffer, sys.stderr  # a print must not get between
    try:
        _send(path, name, options, stream)
    except BrokenPipeError:  # the importer is gone, and nobody is left to tell
        os._exit(1)


if __name__ == "__main__":
    main()
