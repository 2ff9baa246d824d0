"""Formats in which others keep their catalogs: read into records, written from them; no database."""
