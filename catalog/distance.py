"""Distances on the globe; it knows nothing of roads, and nothing of rows."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points given in degrees."""
    north, other_north = radians(lat), radians(other_lat)
    half_lat = sin((other_north - north) / 2) ** 2
    half_lon = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half_lat + cos(north) * cos(other_north) * half_lon))
