"""Counters for Prometheus. Numbers only: nothing about a person."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

TURNS = Counter("passerelle_turns", "Turns by outcome", ["outcome"])
TURN_FAILURES = Counter("passerelle_turn_failures", "Turns that ended with an apology")
TURN_SECONDS = Histogram(
    "passerelle_engine_seconds",
    "Time until the engine answered, repetitions included",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
MESSAGES = Counter("passerelle_messages", "Messages stored, by author", ["author"])
SAFETY = Counter("passerelle_safety_answers", "Messages that were answered with help lines")
SOCKETS = Gauge("passerelle_sockets", "Open WebSockets", ["kind"])
