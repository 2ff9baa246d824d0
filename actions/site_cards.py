"""Cards of places and of schemes: catalog rows in people's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from actions.cards import Card, Words
from actions.replies import Reply, bare_address, tidy
from catalog.models import ActFirst, Scheme, Site
from catalog.services.next_step import leads_somewhere

# Distances are between town centres: anything finer than this would be a false promise.
NEAR_STEP_KM = 1
FAR_STEP_KM = 5
FAR_KM = 20


def site_card(words: Words, site: Site, distance_km: float | None = None) -> Card:
    """The card of *site*; *distance_km* is shown rounded and said to be rough."""
    rough = None if distance_km is None else rough_km(distance_km)
    notes = words.notes(site.caveats)
    return {
        "type": "site",
        "id": site.public_id,
        "name": site.name,
        "network": site.network,
        "network_name": words.first(f"network_{site.network}", "kind_other"),
        "kind": site.kind.value,
        "municipality": site.municipality,
        "country": site.country,
        "distance_km": rough,
        "services": [words.get(f"service_{code}") for code in site.services],
        "phone": site.phone,
        "email": site.email,
        "address": _address(site),
        "url": site.website,
        "verified_on": site.verified_on.isoformat() if site.verified_on else None,
        "source": site.source,
        "source_date": site.source_date,
        "caveats": list(notes),
        "next_step": leads_somewhere(site),
        "text": _site_line(words, site, rough, notes),
    }


def with_card(reply: Reply, card: Card) -> Reply:
    """*reply* with *card* below it, in words too."""
    return replace(reply, text=f"{reply.text}\n{card['text']}", cards=(*reply.cards, card))


def rough_km(distance_km: float) -> int:
    """*distance_km* rounded to what a distance between town centres can promise."""
    step = NEAR_STEP_KM if distance_km < FAR_KM else FAR_STEP_KM
    return round(distance_km / step) * step


def hours_of(words: Words, site: Site) -> str | None:
    """The opening hours in the learner's language, else as the source has them; None if unknown."""
    hours = site.opening_hours
    return hours.get(words.language) or next(iter(hours.values()), None)


def ways_to_reach(words: Words, site: Site, *, with_hours: bool = True) -> str:
    """Phone, e-mail, address, hours and link of *site* as sentences; empty if there is none."""
    hours = hours_of(words, site) if with_hours else None
    known: tuple[tuple[str, dict[str, Any]], ...] = (
        ("site_phone", {"phone": site.phone}),
        ("site_email", {"email": site.email}),
        ("site_address", {"address": _address(site)}),
        ("site_hours", {"hours": hours}),
        ("link", {"url": site.website}),
    )
    return " ".join(words.get(key, **value) for key, value in known if all(value.values()))


def scheme_card(words: Words, scheme: Scheme) -> Card:
    """The card of *scheme*: what it is, who decides, where to check, and of when this is."""
    about = words.first(f"scheme_{scheme.public_id}", "scheme_other")
    decides = words.get("scheme_decides", body=_decides(words, scheme))
    url = scheme.official_url
    is_first = scheme.act_before_start is ActFirst.YES
    line = words.get(
        "scheme_line",
        name=scheme.name,
        about=about,
        decides=f"{decides} {words.get('scheme_before') if is_first else ''}",
        check=words.get("scheme_check", url=url) if url else "",
        source=words.source(scheme),
    )
    return {
        "type": "scheme",
        "id": scheme.public_id,
        "name": scheme.name,
        "about": about,
        "as_of": scheme.source_date or scheme.amount_year,
        "official_url": url,
        "official_site": bare_address(url) if url else None,
        "decides": _decides(words, scheme),
        "act_before_start": is_first,
        "verified_on": scheme.verified_on.isoformat() if scheme.verified_on else None,
        "source": scheme.source,
        "caveats": list(words.notes(scheme.caveats)),
        "next_step": leads_somewhere(scheme),
        "text": tidy(line),
    }


def _decides(words: Words, scheme: Scheme) -> str:
    key = f"decides_{scheme.public_id}"
    return words.get(key) if words.has(key) else scheme.decides


def _address(site: Site) -> str | None:
    if not site.street:
        return None
    town = " ".join(filter(None, (site.postal_code, site.municipality)))
    return f"{site.street}, {town}"


def _site_line(words: Words, site: Site, rough: int | None, notes: Iterable[str]) -> str:
    if rough is None:
        distance = ""
    elif rough == 0:
        distance = words.get("site_here")
    else:
        distance = words.get("site_distance", km=words.number(rough))
    details = " ".join((distance, ways_to_reach(words, site), words.noted(notes)))
    return tidy(
        words.get(
            "site_line",
            name=site.name,
            municipality=site.municipality,
            kind=words.get(f"kind_{site.kind.value}"),
            details=details,
            source=words.source(site),
        )
    )
