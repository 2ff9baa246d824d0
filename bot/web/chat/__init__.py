"""The public chat API (DESIGN, section 3)."""
