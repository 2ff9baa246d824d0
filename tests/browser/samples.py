"""Cards as the catalog sends them, and a message that holds them."""

from __future__ import annotations

from typing import Any

COURSE_LINE = "BTS SIO, CNED: BTS, at a distance, 24 months. Source: cned.fr, 2025."
COURSE: dict[str, Any] = {
    "type": "course",
    "id": "fr-cned-bts-sio",
    "title": "BTS Services informatiques aux organisations",
    "provider": "CNED",
    "award": "BTS",
    "eqf_level": 5,
    "mode": "distance",
    "duration_months": 24,
    "pace": "flexible",
    "cost": "€1,200 in total",
    "country": "FR",
    "field": "digital",
    "url": "https://www.cned.fr/bts-sio",
    "why": ["It is at a distance", "It is in the field you named"],
    "relaxed": ["It takes longer than you wished"],
    "verified_on": None,
    "source": "https://www.cned.fr/bts-sio ; https://www.onisep.fr/bts",
    "source_date": "2025-06",
    "caveats": ["the source is old", "no source has confirmed it"],
    "next_step": True,
    "text": COURSE_LINE,
}
SITE_LINE = "Campus connecté Guéret, Guéret: a place to study. About 12 km."
SITE: dict[str, Any] = {
    "type": "site",
    "id": "fr-campus-gueret",
    "name": "Campus connecté Guéret",
    "network": "campus_connecte",
    "network_name": "campus connecté",
    "kind": "study_place",
    "municipality": "Guéret",
    "country": "FR",
    "distance_km": 12,
    "services": ["a tutor", "a desk to work at"],
    "phone": "05 55 51 25 00",
    "email": "campus@gueret.example",
    "address": "1 avenue Marc Purat, 23000 Guéret",
    "url": "https://campus.gueret.example/",
    "verified_on": "2026-03-04",
    "source": "sites_fr.csv",
    "source_date": "2024",
    "caveats": [],
    "next_step": True,
    "text": SITE_LINE,
}
SCHEME_LINE = "Compte personnel de formation: an account for training. The learner decides."
SCHEME: dict[str, Any] = {
    "type": "scheme",
    "id": "fr-cpf",
    "name": "Compte personnel de formation",
    "about": "An account that pays for training.",
    "as_of": "2026",
    "official_url": "https://www.moncompteformation.gouv.fr/",
    "official_site": "moncompteformation.gouv.fr",
    "decides": "The learner decides",
    "act_before_start": True,
    "verified_on": None,
    "source": "https://www.service-public.fr/",
    "caveats": ["the amount changes every year"],
    "next_step": True,
    "text": SCHEME_LINE,
}
ANSWER: dict[str, Any] = {
    "text": f"I found this.\n{COURSE_LINE}\n{SITE_LINE}\n{SCHEME_LINE}\nShall we look closer?",
    "cards": [COURSE, SITE, SCHEME],
    "choices": [
        {"id": "a1", "label": "What does it cost?"},
        {"id": "a2", "label": "How does distance learning work?"},
    ],
    "facts": [{"id": "no_age_limit", "as_of": "2025-09-12", "source": "service-public.fr"}],
}
SUMMARY: dict[str, Any] = {
    "language": "en",
    "courses": [],
    "sites": [],
    "schemes": [],
    "next_step": None,
    "steps": ["Call 05 55 51 25 00."],
    "deadlines": [],
    "contact": {},
}
