"""Conversations that a counsellor wrote, held with a real service."""
