"""Text made comparable: small letters without šumniki (residents often type ``c`` for ``č``), with a way back to offsets."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

_NO_DECOMPOSITION = {"đ": "d", "ł": "l", "ø": "o", "’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "„": '"'}


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """Nothing for a combining mark or a control character inside a word, else exactly one character."""
    if unicodedata.category(char) in {"Mn", "Cf"}:
        return ""
    base = unicodedata.normalize("NFD", char)[0].lower()
    base = _NO_DECOMPOSITION.get(base, base)
    if len(base) != 1:  # such as İ, whose small letter has two code points
        base = base[0]
    return " " if base.isspace() else base


def fold(text: str) -> str:
    """``Števec`` and its decomposed form both become ``stevec``; ``m³`` and digits stay."""
    return text.lower() if text.isascii() else "".join(map(_fold_char, text))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and its folded form; ``offset`` leads from the folded form back to the text."""

    text: str = field(repr=False)
    folded: str = field(repr=False)
    _offsets: tuple[int, ...] | None = field(default=None, repr=False)

    def offset(self, index: int) -> int:
        """Where the folded character ``index`` (or the end) stands in the text."""
        return index if self._offsets is None else self._offsets[index]

    def span(self, match: re.Match[str], group: int | str = 0) -> tuple[int, int]:
        """Start and end, in the text, of what matched in the folded form."""
        start, end = match.span(group)
        return self.offset(start), (self.offset(end - 1) + 1 if end > start else self.offset(start))


def folded(text: str) -> Folded:
    """The folded form keeps its way back, so entities point into what the resident wrote."""
    if text.isascii():
        return Folded(text, text.lower())
    letters: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        base = _fold_char(char)
        if base:
            letters.append(base)
            offsets.append(index)
    offsets.append(len(text))
    return Folded(text, "".join(letters), tuple(offsets))
