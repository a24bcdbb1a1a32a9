"""What a resident's sentence holds of entities, addresses and figures, marked, so that its words can be looked at.

Place in the flow: ``anonymous`` -> here -> ``tokens``. A mark is one private character; ``placeholders[n]`` says what the n-th is.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from nlu.entities import addresses
from nlu.entities.reader import Reader
from nlu.folding import fold
from nlu.interpreter import Entity
from nlu.names import names

PLAIN = frozenset({"service", "language", "switch"})
"""Entities of a closed vocabulary, which tell nothing of anybody: their words stay."""
MONTH_OR_NAME = "[period] "
"""May, or Maja: beside it stands the rest of the name."""
FIRST_MARK = 0xE000
MARKS = re.compile(r"[\ue000-\uf8ff]")
MOST_MARKS = 200
_SHAPES = (
    ("email", re.compile(r"\S*\s?@\s?\S*")),
    ("email", re.compile(r"\S+\s+\(?(?:afna|afno|afn|at)\)?\s+\S+(?:\s+\(?(?:pika|dot)\)?\s+\S+)+", re.I)),
    ("email", re.compile(r"\S+\s+\(?(?:afna|afno|afn)\)?\s+\S+", re.I)),
    ("link", re.compile(r"(?:\w+://|www\.)\S*", re.I)),
    ("link", re.compile(r"(?<!\S)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b\S*", re.I)),
)
_UNIT = re.compile(r"\W*(?:m3|m2)\W*")


def without_entities(text: str, entities: Sequence[Entity]) -> tuple[str, list[str]]:
    """The text with a mark for each entity, and what the marks stand for."""
    text = "".join(char if unicodedata.category(char) not in {"Co", "Cs", "Cn"} else " " for char in text)
    placeholders: list[str] = []
    parts: list[str] = []
    last = 0
    for start, end, name in _spans(text, entities)[:MOST_MARKS]:
        placeholders.append(name)
        parts += [text[last:start], f" {chr(FIRST_MARK + len(placeholders) - 1)} "]
        last = end
    return "".join([*parts, text[last:]]), placeholders


def without_shapes(text: str, placeholders: list[str]) -> str:
    """Marks for addresses of the net and for every piece that holds a digit."""

    def mark(name: str) -> str:
        if f"[{name}]" not in placeholders:
            placeholders.append(f"[{name}]")
        return f" {chr(FIRST_MARK + placeholders.index(f'[{name}]'))} "

    for name, pattern in _SHAPES:
        if name != "email" or "@" in text or "af" in text.lower() or " at" in text.lower():
            text = pattern.sub(mark(name), text)
    pieces = re.split(r"(\s+)", text)
    for place, piece in enumerate(pieces):
        if _numeric(piece) and not _UNIT.fullmatch(piece):
            pieces[place] = mark("number")
        elif "/" in piece and "." in piece.strip(".,"):
            pieces[place] = mark("link")
    return "".join(pieces)


def _spans(text: str, entities: Sequence[Entity]) -> list[tuple[int, int, str]]:
    """Sorted spans, each widened to whole words; of those that overlap the first and widest comes first."""
    found = [
        (e.start, e.end, f"[{e.name}]") for e in entities if e.name not in PLAIN or _numeric(text[e.start : e.end])
    ]
    merged: list[tuple[int, int, str]] = []
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        start, end = _widened(text, *span[:2])
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        elif end > start:
            month = span[2] == "[period]" and fold(text[start:end]) in names().people
            merged.append((start, end, MONTH_OR_NAME if month else span[2]))
    return merged


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(text), end)
    while 0 < start < end and text[start - 1].isalnum():
        start -= 1
    while start < end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def addresses_in(text: str) -> Iterator[Entity]:
    reader = Reader.of(text)
    addresses.claim(reader)
    for run in re.finditer(rb"\x01+", bytes(reader.taken)):
        yield Entity("address", "", reader.source.offset(run.start()), reader.source.offset(run.end() - 1) + 1)


def _numeric(text: str) -> bool:
    return any(char.isnumeric() for char in text)
