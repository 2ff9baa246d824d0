"""The engine: a trained Rasa model that answers one turn at a time and keeps nothing in between."""
