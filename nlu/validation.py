"""Checks training data as a whole: names, numbers of examples, sentences under two intents, near-duplicates."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from nlu.duplicates import near_duplicates
from nlu.errors import Complaint
from nlu.features import masked
from nlu.training_data import Domain, Example

FEWEST: Mapping[str, int] = {"sl": 60, "en": 30}
"""Examples an intent needs in each language…"""
FEWEST_OF_MANY: Mapping[str, int] = {"sl": 150, "en": 30}
"""…and those that carry the house."""
MANY = frozenset({"submit_reading", "show_consumption", "show_invoices"})


def complaints(examples: list[Example], domain: Domain) -> list[Complaint]:
    """All that is wrong, names first, then sentences, then numbers; empty when the data are good."""
    return _unknown(examples, domain) + _two_intents(examples) + near_duplicates(examples) + _too_few(examples, domain)


def _unknown(examples: list[Example], domain: Domain) -> list[Complaint]:
    found: list[Complaint] = []
    for example in examples:
        if example.intent not in domain.intents:
            found.append(Complaint(example.file, example.line, f"unknown intent '{example.intent}'"))
        found += [
            Complaint(example.file, example.line, f"unknown entity '{entity.name}'")
            for entity in example.entities
            if entity.name not in domain.entities
        ]
    return found


def _two_intents(examples: list[Example]) -> list[Complaint]:
    """The same words in any order, numbers aside, are one sentence and mean one thing."""
    seen: dict[str, Example] = {}
    found: list[Complaint] = []
    for example in examples:
        earlier = seen.setdefault(" ".join(sorted(masked(example.text).split())), example)
        if earlier.intent != example.intent:
            where = f"{earlier.file.name}:{earlier.line}"
            found.append(Complaint(example.file, example.line, f"also under intent '{earlier.intent}' ({where})"))
    return found


def _too_few(examples: list[Example], domain: Domain) -> list[Complaint]:
    """Complains at the file that has the intent, or at the folder where no file has it."""
    if not examples:
        return []
    places: dict[str, Example] = {}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        places.setdefault(example.intent, example)
        counts[example.intent][example.language] += 1
    found: list[Complaint] = []
    for intent in sorted(domain.intents):
        place = places.get(intent)
        file, line = (place.file, place.line) if place else (examples[0].file.parent, 1)
        for language, fewest in (FEWEST_OF_MANY if intent in MANY else FEWEST).items():
            if counts[intent][language] < fewest:
                has = f"intent '{intent}' has {counts[intent][language]} examples in '{language}'"
                found.append(Complaint(file, line, f"{has}, at least {fewest} are needed"))
    return found
