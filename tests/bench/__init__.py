"""Measurements that are no tests; they are started by hand."""
