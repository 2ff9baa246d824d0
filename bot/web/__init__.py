"""The web process: chat API, desk, pages, widget. No Rasa, no TensorFlow; the engine is a neighbour."""
