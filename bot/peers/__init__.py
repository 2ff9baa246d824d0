"""Other classifiers, trained on the same examples and asked the same messages, for comparison only."""
