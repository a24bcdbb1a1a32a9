"""What the classifier looks at: n-grams of letters and of words, with numbers replaced by their kind."""

import re
from collections.abc import Iterator

from nlu.entities.number_words import RUN, value_of
from nlu.folding import fold

LONGEST = 600
"""Characters looked at from either end of a message: a wish stands at its beginning or its end."""
_PLACEHOLDERS = tuple(
    (re.compile(pattern), f" {name} ")
    for pattern, name in (
        (r"\S+@\S+", "xmail"),
        (r"https?://\S+", "xlink"),
        (r"\b[0-9]{1,2}\. ?[0-9]{1,2}\. ?(?:[0-9]{4}\b)?|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", "xdate"),
        (r"\br-[0-9]{4}-[0-9]{2}-[0-9]+\b|\b20[12][0-9]{6}\b", "xinvoice"),
        (r"\bom-[0-9]+\b", "xpoint"),
        (
            r"(?<![\w.,])(?:\+|00)[0-9][0-9 /-]{8,}[0-9]|(?<![\w.,])0[1-9][0-9]?[ /-]?[0-9]{3}[ -]?[0-9]{2,3}[ -]?[0-9]{0,3}\b",
            "xphone",
        ),
        (r"\b20[12][0-9]\b(?![.,][0-9])", "xyear"),
        (r"\b[0-9]{8}\b", "xserial"),
        (r"\b[0-9]{6,7}\b(?![.,][0-9])", "xcode"),
        (r"[0-9]+(?:[.,][0-9]+)*", "xnum"),
        (r"[³]", "3"),
    )
)
_SPOKEN = re.compile(rf"(?<!\w){RUN}")
_SPOKEN_FROM = 20
_SET_AGAINST = re.compile(
    r"\b(?:namesto|ni|ne|not|ampak|but|of|pravilno|prav)\s+(?:\w+\s+){0,2}x(?:num|code|serial|year)\b|->\s*xnum"
)
"""One value against another: what corrections have and first readings lack."""
_WORD = re.compile(r"\w+|[?€%]")


def masked(text: str) -> str:
    """Folded, shortened, numbers replaced: ``Stanje 1834`` becomes ``stanje xnum``."""
    folded = fold(text if len(text) <= 2 * LONGEST else f"{text[:LONGEST]} {text[-LONGEST:]}")
    for pattern, name in _PLACEHOLDERS:
        folded = pattern.sub(name, folded)
    return _SPOKEN.sub(_spoken, folded)


def _spoken(match: re.Match[str]) -> str:
    """A number in words that is large enough for a reading: "two" and "dva" count things."""
    value = value_of(match.group())
    return " xnum " if value is not None and value >= _SPOKEN_FROM else match.group()


def features(text: str) -> Iterator[str]:
    """Letters n-grams (2 to 5) inside each word with its borders, words and pairs of words. May repeat."""
    low = masked(text)
    words = _WORD.findall(low)
    if _SET_AGAINST.search(low):
        yield "#against"
    for word in words:
        if word[0] == "x" and word in _KINDS:
            yield f"#{word}"
            continue
        padded = f" {word} "
        for size in range(2, 6):
            for start in range(max(1, len(padded) - size + 1)):
                yield padded[start : start + size]
    for word in words:
        yield f"={word}"
    for first, second in zip(["^", *words], [*words, "$"], strict=True):
        yield f"{first}_{second}"


_KINDS = frozenset(name.strip() for _pattern, name in _PLACEHOLDERS) - {"3"}
