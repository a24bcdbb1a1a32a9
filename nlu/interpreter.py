"""The protocol of understanding, and the data that cross it. Intent and entity names: ``nlu/domain.yml``."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

OUT_OF_SCOPE = "out_of_scope"
"""The intent of everything that the house doesn't do."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A value found in the text, normalised: a decimal with a point, digits as printed, an ISO date range…

    ``value`` is a string; a period is ``YYYY-MM-DD/YYYY-MM-DD``. ``start``/``end`` are offsets in the text. ``group`` ties a
    reading to its meter: entities of one group belong together (``reading_value`` with its ``service`` or ``meter_serial``).
    """

    name: str
    value: str = field(repr=False)
    start: int
    end: int
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An intent with its confidence, 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text means. ``ranking`` is sorted, best first, and begins with ``intent``."""

    text: str = field(repr=False)
    intent: str
    confidence: float
    entities: tuple[Entity, ...] = ()
    ranking: tuple[Ranked, ...] = ()

    def all(self, name: str) -> tuple[Entity, ...]:
        """Entities of that name, in the order of the text."""
        return tuple(entity for entity in self.entities if entity.name == name)


class Interpreter(Protocol):
    """Understands one text. Never raises for what a resident wrote."""

    async def parse(self, text: str, *, today: date, language: str | None = None) -> Understanding:
        """``today`` resolves periods such as "lani"; ``language`` is a hint."""
