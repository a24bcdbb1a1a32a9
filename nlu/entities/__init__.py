"""Deterministic extraction: text in, normalised values out. Runs after either interpreter, never raises, never invents.

Every kind has its module with a ``find`` that claims spans in a ``Reader``; a span has one meaning, so the order below is
the order of certainty: what has a shape of its own first (e-mail, phone), what needs context last (a reading).
"""

from datetime import date

from nlu.entities import addresses, choices, contacts, not_readings, numbers, periods, readings, services
from nlu.entities.reader import Reader
from nlu.entities.readings import parse_reading
from nlu.interpreter import Entity

__all__ = ["extract", "parse_reading"]

LONGEST = 6_000
"""Characters looked at; nobody writes more to a clerk."""


def extract(text: str, today: date) -> tuple[Entity, ...]:
    """All entities of a text, in its order; ``today`` (Europe/Ljubljana) resolves periods. Without figures, half the work falls away."""
    reader = Reader.of(text[:LONGEST])
    figures = any(map(str.isdecimal, reader.low))
    contacts.find_emails(reader)
    if figures:
        numbers.find_shaped(reader)
        contacts.find_phones(reader)
        numbers.find_labelled(reader)
        addresses.claim(reader)
    services.find(reader)
    periods.find(reader, today)
    if figures:
        numbers.find_serials(reader)
        not_readings.claim(reader)
    readings.find(reader)
    if figures:
        numbers.find_bare_codes(reader)
    choices.find(reader)
    services.settle(reader)
    periods.settle(reader)
    return tuple(sorted(reader.entities, key=lambda entity: (entity.start, entity.end)))
