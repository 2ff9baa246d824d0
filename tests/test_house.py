"""The house rules that a machine can check: which way imports point, sizes, settings in the README."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT, describe

PACKAGES = ("catalog", "actions", "bot")
MODULE_LINES = 300
FUNCTION_LINES = 40
# What each part may import of ours, and which outside names it must not know.
ARROWS: dict[str, tuple[set[str], set[str]]] = {
    "catalog": (set(), {"rasa", "rasa_sdk", "aiohttp"}),
    "actions": ({"catalog"}, {"rasa", "aiohttp"}),
    "bot.conversations": (
        {"catalog", "bot.errors", "bot.details", "bot.secret_store"},
        {"rasa", "rasa_sdk", "aiohttp", "tensorflow"},
    ),
    "bot.nlu": ({"catalog", "bot.details", "bot.errors", "bot.safety"}, {"rasa_sdk", "aiohttp"}),
    "bot.engine": (
        {"catalog", "actions", "bot.nlu", "bot.errors", "bot.safety", "bot.lifeline"},
        set(),
    ),
    "bot.peers": (
        {"bot.nlu", "bot.engine", "bot.errors", "bot.settings"},
        {"aiohttp", "sqlalchemy"},
    ),
    "bot.web": (
        {
            "catalog",
            "bot.conversations",
            "bot.errors",
            "bot.safety",
            "bot.settings",
            "bot.secret_store",
            "bot.lifeline",
            "bot.logs",
            "bot.scheduled",
            "bot.smtp",
        },
        {"rasa", "rasa_sdk", "tensorflow", "spacy"},
    ),
    "bot.details": ({"bot.identity"}, {"rasa", "rasa_sdk", "aiohttp", "sqlalchemy"}),
    "bot.safety": ({"bot.errors", "bot.nlu.text"}, {"rasa", "rasa_sdk", "aiohttp"}),
}


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((PROJECT_ROOT / package).rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(PROJECT_ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def within(name: str, parts: set[str]) -> bool:
    return any(name == part or name.startswith(part + ".") for part in parts)


def wrong_imports(part: str, path: Path) -> Iterator[str]:
    allowed, banned = ARROWS[part]
    for name in imported(path):
        ours = name.partition(".")[0] in PACKAGES
        if ours and name != "bot" and not within(name, {*allowed, part}):
            yield f"{dotted(path)} imports {name}"
        if within(name, banned):
            yield f"{dotted(path)} imports {name}"


@pytest.mark.parametrize("part", ARROWS)
def test_imports_point_one_way(part: str) -> None:
    files = [path for path in modules() if within(dotted(path), {part})]
    wrong = sorted(line for path in files for line in wrong_imports(part, path))

    assert files
    assert wrong == []


def test_modules_are_short() -> None:
    lengths = {
        dotted(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()
    }
    # Revisions are written once by a tool and never edited.
    long = {n: c for n, c in lengths.items() if c > MODULE_LINES and ".versions." not in n}

    assert long == {}


def test_functions_are_short() -> None:
    long = {
        f"{dotted(path)}.{name}": lines
        for path in modules()
        if "versions" not in path.parts
        for name, lines in functions(path)
        if lines > FUNCTION_LINES
    }

    assert long == {}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function, its docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            yield node.name, (node.end_lineno or 0) - first.lineno + 1


def test_scripts_are_short() -> None:
    scripts = (PROJECT_ROOT / "bot" / "web").rglob("*.js")
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in scripts}

    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_readme_lists_every_setting() -> None:
    readme = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")

    assert [
        variable
        for variable, _, text in describe()
        if f"`{variable}`" not in readme or text not in readme
    ] == []


def test_settings_hold_no_secret() -> None:
    """Nothing has a built-in secret: the settings hold none at all."""
    words = ("secret", "password", "key")

    assert [v for v, _, _ in describe() if any(word in v.lower() for word in words)] == []
