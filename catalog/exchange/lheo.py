"""LHEO, the French language for training offers: 2.2, 2.3 and without namespace read, 2.3 written.

Read: a ``formation`` is one course; where its actions are taught in different modes it is one
course per mode, whose keys end in ``#distance``, ``#hybrid`` or ``#presential``. A session is an
offering; one without any day, in an action without a price, is none, unless the course is given in
several places or people may begin whenever they like. Prices are in euros and for the whole course,
if they say nothing else; fees that the national catalogue of training accounts keeps in extras, and
hours at their price, count too. An entry of ``lheo-index`` is a course
with what little it says; an entry that only points elsewhere is a fault.

Not carried by reading: hours in total (only hours per week), levels and publics at the entrance,
state of recruitment, contacts, equipment, alternance, blocks of skills, coordinates.

Written: see ``catalog.exchange.lheo_write``.
"""

from __future__ import annotations

from catalog.exchange.lheo_read import read
from catalog.exchange.lheo_write import write

__all__ = ["read", "write"]
