"""Fields of the course index; it knows neither rows nor questions."""

from __future__ import annotations

from functools import lru_cache

from tantivy import Schema, SchemaBuilder

# Raised when a field or the way its content is made changes: older indexes are built anew.
VERSION = 3

# Text, each word as typed and as stems; what a find in it is worth is told in ``text.py``.
TITLE, TITLE_STEMS, AWARD, PROVIDER, SUMMARY = "title", "stems", "award", "provider", "summary"
# Codes, found whole.
CODES = ("public_id", "country", "field", "level", "mode", "pace", "language", "place")
# Whole numbers, for ranges and for ordering; absent where unknown.
NUMBERS = ("hours", "months", "cost", "currency", "starts", "over", "eqf")
# `row`: number of the database row; `stamp`: hash of its state; `worth`: 1.00 to 1.05, how good the row
# is apart from any wish.
ROW, STAMP, WORTH = "row", "stamp", "worth"


@lru_cache(maxsize=1)
def schema() -> Schema:
    """The fields, made once."""
    builder = SchemaBuilder()
    for name in (TITLE, TITLE_STEMS, AWARD, PROVIDER, SUMMARY):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in CODES:
        stored = name == "public_id"
        builder.add_text_field(name, stored=stored, tokenizer_name="raw", index_option="basic")
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field(ROW, indexed=True, fast=True)
    builder.add_integer_field(STAMP, fast=True)
    builder.add_float_field(WORTH, fast=True)
    return builder.build()


def number_of(currency: str) -> int:
    """A currency as a number, so that it can be read back fast."""
    return int.from_bytes(currency.encode("ascii", "replace")[:3], "big")
