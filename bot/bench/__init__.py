"""Measurements of the running thing, beside the stock assistant, on the same machine in the same run."""
