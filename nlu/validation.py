"""Checks training data as a whole: names, numbers of examples, sentences under two intents, near-duplicates."""

from collections import Counter, defaultdict

from nlu.errors import Complaint
from nlu.features import masked
from nlu.training_data import Domain, Example

FEWEST = 20


def complaints(examples: list[Example], domain: Domain, fewest: int = FEWEST) -> list[Complaint]:
    """All that is wrong, in the order of the files; empty when the data are good."""
    found: list[Complaint] = []
    for example in examples:
        if example.intent not in domain.intents:
            found.append(Complaint(example.file, example.line, f"unknown intent '{example.intent}'"))
        found += [
            Complaint(example.file, example.line, f"unknown entity '{entity.name}'")
            for entity in example.entities
            if entity.name not in domain.entities
        ]
    found += _repeated(examples)
    counts = Counter(example.intent for example in examples)
    if examples:
        place = examples[0].file.parent
        found += [
            Complaint(place, 1, f"intent '{intent}' has {counts[intent]} examples, at least {fewest} are needed")
            for intent in sorted(domain.intents)
            if counts[intent] < fewest
        ]
    return found


def _repeated(examples: list[Example]) -> list[Complaint]:
    """The same words in any order, numbers aside, are one sentence."""
    seen: defaultdict[str, list[Example]] = defaultdict(list)
    found: list[Complaint] = []
    for example in examples:
        key = " ".join(sorted(masked(example.text).split()))
        for earlier in seen[key]:
            where = f"{earlier.file.name}:{earlier.line}"
            if earlier.intent != example.intent:
                found.append(Complaint(example.file, example.line, f"also under intent '{earlier.intent}' ({where})"))
            elif earlier.text.casefold() == example.text.casefold():
                found.append(Complaint(example.file, example.line, f"repeats {where}"))
        seen[key].append(example)
    return found
