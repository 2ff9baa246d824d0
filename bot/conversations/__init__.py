"""The record of conversations: message log, turns, handoff. It knows no HTTP and no Rasa."""
