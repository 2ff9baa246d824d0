"""The catalog: providers, courses, sites, schemes, places, and what is known about them."""
