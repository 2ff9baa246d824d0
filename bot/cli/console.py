"""What every command shares: two consoles, the settings, errors as one readable line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BotError
from bot.settings import Settings
from catalog.errors import CatalogError

out = Console()
err = Console(stderr=True)
EXIT_FAILED = 1
EXIT_BAD_SETTING = 2


@contextmanager
def readable_errors() -> Iterator[None]:
    """Turn errors of ours into one line on standard error and an exit code."""
    try:
        yield
    except BotError as error:
        complain("passerelle:", str(error))
        code = EXIT_BAD_SETTING if error.code == "bad_setting" else EXIT_FAILED
        raise typer.Exit(code) from error
    except CatalogError as error:
        complain("passerelle:", str(error))
        raise typer.Exit(EXIT_FAILED) from error
    except (SQLAlchemyError, OSError, UnicodeDecodeError) as error:
        complain("passerelle:", f"{type(error).__name__}: {error}")
        raise typer.Exit(EXIT_FAILED) from error


def complain(mark: str, sentence: str) -> None:
    """One line on standard error: *mark* in colour, then *sentence* as it is, never wrapped."""
    err.print(Text.assemble((mark, "red"), " ", sentence), soft_wrap=True)


def settings() -> Settings:
    """The settings of this process's environment.

    Raises:
        BadSetting: a value cannot be used.
    """
    return Settings.from_env(os.environ)


def progress_bar() -> Progress:
    """A progress display for long work; plain lines where there is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
    )
