"""An XML element by the local names of its children, and what was doubtful in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from functools import lru_cache
from typing import Any, TypeVar

from catalog.exchange import values
from catalog.exchange.faults import Fault
from catalog.folding import fold

LINKS = ("ref", "uri", "idref", "href", "{http://www.w3.org/1999/xlink}href")

Value = TypeVar("Value")


class Node:
    """An element; the namespaces and the order of its children do not matter."""

    __slots__ = ("_children", "_nodes", "element")

    def __init__(self, element: Any) -> None:
        self.element = element
        self._children: dict[str, list[Any]] = {}
        for child in element.iterchildren("*"):
            name = local_name(child.tag)
            if name in self._children:
                self._children[name].append(child)
            else:
                self._children[name] = [child]
        self._nodes: dict[str, list[Node]] = {}

    def children(self, name: str) -> list[Node]:
        """The children with this name."""
        if name not in self._children:  # true of most of what the standard has
            return []
        if name not in self._nodes:
            self._nodes[name] = [Node(child) for child in self._children[name]]
        return self._nodes[name]

    def child(self, name: str) -> Node | None:
        """The first child with this name."""
        found = self.children(name)
        return found[0] if found else None

    def texts(self, name: str) -> list[str]:
        """The texts of the children with this name, without those that stand for nothing."""
        if name not in self._children:
            return []
        return [text for child in self._children[name] if (text := text_of(child))]

    def text(self, *path: str) -> str | None:
        """The first text at *path*, each step a child's name."""
        node: Node | None = self
        for name in path[:-1]:
            node = node.child(name) if node else None
        found = node.texts(path[-1]) if node else []
        return found[0] if found else None

    def within(self, name: str) -> str | None:
        """The first text of an element with this name, however deep."""
        found = (text_of(element) for element in self.element.iter(f"{{*}}{name}"))
        return next((text for text in found if text), None)

    def attribute(self, name: str) -> str | None:
        """The value of an attribute; None where it stands for nothing."""
        return values.blank(self.element.get(name))

    @property
    def link(self) -> str | None:
        """Where the element points to, if it holds nothing itself."""
        if self._children:
            return None
        return next((found for name in LINKS if (found := self.attribute(name))), None)

    def extras(self) -> list[tuple[str, str]]:
        """Folded ``info`` and text of each ``extra`` that belongs to the element itself."""
        return [
            (fold(extra.get("info") or ""), text)
            for group in self._children.get("extras", ())
            for extra in group.iter("{*}extra")
            if (text := text_of(extra))
        ]

    def named_extra(self, names: Sequence[str]) -> str | None:
        """The text of the first ``extra`` whose folded ``info`` is one of *names*."""
        if "extras" not in self._children:
            return None
        return next((text for info, text in self.extras() if info in names), None)


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """*tag* without its namespace; files repeat the same few for every course."""
    return tag.rpartition("}")[2]


def text_of(element: Any) -> str | None:
    """All text in *element*; None where it stands for nothing (``-``)."""
    if len(element) == 0:
        return values.blank(element.text)
    return values.blank(" ".join(element.xpath(".//text()")))


@dataclass
class Notes:
    """What was doubtful in one formation.

    Attributes:
        where: ``formation 12``.
        key: of the formation, if it has one.
    """

    where: str
    key: str | None
    doubts: list[Fault] = default(default_factory=list)

    def doubt(self, column: str, value: str, code: str) -> None:
        """Note that a value was left out; the same one is noted once."""
        named = {"column": column, "value": value[:80]}
        fault = Fault(self.where, code, named, self.key, fatal=False)
        if fault not in self.doubts:
            self.doubts.append(fault)

    def fatal(self, code: str, **named: str) -> Fault:
        """The fault for which the formation is left out."""
        short = {name: value[:80] for name, value in named.items()}
        return Fault(self.where, code, short, self.key)

    def read(
        self, column: str, text: str | None, kind: Callable[[str], Value | None], code: str
    ) -> Value | None:
        """The value that *kind* makes of *text*; a doubt where it cannot."""
        if text is None:
            return None
        try:
            return kind(text)
        except ValueError:
            self.doubt(column, text, code)
            return None
