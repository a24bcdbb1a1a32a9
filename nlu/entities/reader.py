"""A text while its entities are found: what is claimed already, and by what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlu.folding import Folded, folded
from nlu.interpreter import Entity


@dataclass(slots=True)
class Reader:
    """Patterns run over ``low`` (folded); entities point into the text. ``taken`` marks folded characters with a meaning."""

    source: Folded
    taken: bytearray
    entities: list[Entity] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Reader":
        """A reader at the start, nothing claimed."""
        source = folded(text)
        return cls(source, bytearray(len(source.folded)))

    @property
    def low(self) -> str:
        """The folded text."""
        return self.source.folded

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of the span is claimed."""
        return not any(self.taken[start:end])

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches whose whole span is free."""
        return (match for match in pattern.finditer(self.low) if self.free(*match.span()))

    def claim(self, match: re.Match[str], group: int | str = 0) -> None:
        """The span has a meaning that is no entity: an amount of money, an address."""
        start, end = match.span(group)
        self.taken[start:end] = b"\1" * (end - start)

    def add(self, name: str, value: str, match: re.Match[str], group: int | str = 0) -> None:
        """An entity over that span."""
        start, end = self.source.span(match, group)
        self.claim(match, group)
        self.entities.append(Entity(name, value, start, end))

    def capital(self, index: int) -> bool:
        """Whether the folded character there was written with a capital letter."""
        return self.source.text[self.source.offset(index)].isupper()

    @property
    def shouted(self) -> bool:
        """Written in capitals throughout, so that a capital letter says nothing."""
        return self.source.text.isupper()

    def as_written(self, match: re.Match[str], group: int | str = 0) -> str:
        """What the resident typed there."""
        start, end = self.source.span(match, group)
        return self.source.text[start:end]

    def has(self, name: str) -> bool:
        """Whether such an entity was found."""
        return any(entity.name == name for entity in self.entities)
