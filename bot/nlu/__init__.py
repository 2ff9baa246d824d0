"""Our pipeline components for Rasa: language, words, needs, places, wishes, safety."""
