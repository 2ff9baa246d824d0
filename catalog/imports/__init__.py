"""From a file to the catalog: a dry run that a person reads, then all of it or none, and back."""
