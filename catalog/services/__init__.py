"""What one can ask of the catalog and do to it; each function is given the open unit of work."""
