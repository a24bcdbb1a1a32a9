"""A marked sentence as words, signs and placeholders, each of which can be hidden."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from nlu.folding import fold
from nlu.placeholders import FIRST_MARK, MARKS

_TOKEN = re.compile(
    r"[\ue000-\uf8ff]|m[23](?!\w)|[^\W\d_]+(?:['’](?:m|s|d|t|ve|re|ll)(?![^\W\d_]))?|[^\W_]+|[?!.,:;€%\n]", re.I
)
SIGNS = frozenset("?!.,:;€%\n")


@dataclass(slots=True)
class Token:
    """A word, a sign or a placeholder. ``hidden``: the placeholder that it becomes; ``known``: the training data have it."""

    text: str
    folded: str
    known: bool
    hidden: str | None = None

    @property
    def is_word(self) -> bool:
        return self.hidden is None and self.text not in SIGNS

    @property
    def capital(self) -> bool:
        return any(char.isupper() for char in self.text)

    @property
    def strange(self) -> bool:
        """A name, if it stands where names stand."""
        return self.capital or not self.known


def tokens_of(marked: str, placeholders: Sequence[str], known: Set[str]) -> list[Token]:
    """The tokens of a text with marks."""
    return [_token(match.group(), placeholders, known) for match in _TOKEN.finditer(marked)]


def words_in(marked: str) -> list[str]:
    """Without signs."""
    return [match.group() for match in _TOKEN.finditer(marked) if match.group() not in SIGNS]


def base(word: str) -> str:
    """Folded, without a short form's end: ``don't`` is ``don``, but ``i'm`` is ``im``."""
    start, mark, rest = fold(word).partition("'")
    return "im" if (start, rest) == ("i", "m") else start if mark else fold(word)


def _token(text: str, placeholders: Sequence[str], known: Set[str]) -> Token:
    if MARKS.fullmatch(text):
        index = ord(text) - FIRST_MARK
        return Token("", "", False, placeholders[index] if index < len(placeholders) else "[number]")
    folded = base(text)
    if text in SIGNS:
        return Token(text, text, False)
    token = Token(text, folded, folded in known or folded in {"im", "m2", "m3"} or len(folded) == 1)
    if not re.fullmatch(r"[a-z]+|m[23]", folded):  # letters of which we know no names
        token.hidden = "[name]"
    return token
