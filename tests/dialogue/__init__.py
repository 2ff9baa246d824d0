"""Whole conversations with the real engine and the shipped catalog, over the public chat API."""
