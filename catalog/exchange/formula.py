"""Cells that a spreadsheet would run as formulas: made harmless on the way out, undone on the way in."""

from __future__ import annotations

import re

# OWASP's list of signs that start a formula in Excel, LibreOffice or Google Sheets.
_STARTS = re.compile(r"'*[=+\-@\t\r\n|%]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n|%]")


def escape(text: str) -> str:
    """*text* with an apostrophe before a beginning that a spreadsheet would run."""
    return f"'{text}" if _STARTS.match(text) else text


def unescape(text: str) -> str:
    """The text that ``escape`` was given."""
    return text[1:] if text.startswith("'") and _ESCAPED.match(text) else text
