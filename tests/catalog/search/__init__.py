"""Tests of the course search."""
