"""Reads the YAML files that hold texts and facts, strictly; it knows nothing of what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from catalog.errors import BadDataFile


class Section(dict[str, Any]):
    """A mapping of a file that knows the line on which it begins.

    Attributes:
        line: counted from 1; 0 for an empty file.
    """

    line = 0


class _StrictLoader(yaml.CSafeLoader):  # the C one: four languages of text load eight times faster
    """Safe YAML in which a key that stands twice is an error instead of a silent loss."""


def _section(loader: _StrictLoader, node: yaml.MappingNode) -> Section:
    section = Section()
    section.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in section:
            raise yaml.MarkedYAMLError(
                problem=f"key {key!r} twice", problem_mark=key_node.start_mark
            )
        section[key] = loader.construct_object(value_node, deep=True)
    return section


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _section)


def read_section(path: Path) -> Section:
    """The content of the YAML file at *path*; empty if the file is.

    Raises:
        BadDataFile: no such file, no valid YAML, a key that stands twice, or no mapping.
    """
    try:
        with path.open(encoding="utf-8") as stream:
            content = yaml.load(stream, _StrictLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadDataFile(str(path), error.problem or "not valid YAML", line) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadDataFile(str(path), f"cannot be read ({type(error).__name__})") from error
    if content is None:
        return Section()
    if not isinstance(content, Section):
        raise BadDataFile(str(path), "the top of the file must be a mapping", 1)
    return content


def subsection(path: Path, parent: Section, key: str) -> Section:
    """The mapping under *key*, empty if the key is absent.

    Raises:
        BadDataFile: there is something else than a mapping.
    """
    found = parent.get(key, Section())
    if not isinstance(found, Section):
        raise BadDataFile(str(path), f"{key!r} must be a mapping", parent.line)
    return found
