"""Text as Telegram measures it: UTF-16 units; a bold title by entity, without markup; long texts split where people pause."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.dialogue.turn import Message

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
"""Limits of the Bot API, in UTF-16 code units after entity parsing."""

_PAUSES = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])\s"), re.compile(r"\s"))
"""Where a text may be cut, best first: paragraph, line, sentence, word."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One Telegram message: plain text whose first ``bold`` UTF-16 units are bold."""

    text: str
    bold: int = 0


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _prefix(text: str, limit: int) -> str:
    """The longest beginning within ``limit`` units; never half a character, nor one without its accents."""
    if units(text) <= limit:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * limit]
    return raw.decode("utf-16-le", "ignore")


def pieces(text: str, limit: int = TEXT_UNITS) -> Iterator[str]:
    """The text in parts of at most ``limit`` units; none is blank."""
    rest = text.strip()
    while units(rest) > limit:
        room = _prefix(rest, limit)
        cut = _cut(room)
        piece = rest[:cut].rstrip()
        if piece:
            yield piece
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def captioned(text: str) -> list[str]:
    """The text as a file's caption, and what doesn't fit in there as messages after it."""
    whole = text.strip()
    caption = next(pieces(whole, CAPTION_UNITS), "")
    return [caption, *pieces(whole[len(caption) :])]


def _cut(room: str) -> int:
    """Where to end a piece: at the last good pause that doesn't leave it nearly empty."""
    for pause in _PAUSES:
        ends = [found.start() for found in pause.finditer(room)]
        if ends and ends[-1] > len(room) // 4:
            return max(1, ends[-1])
    return len(room)


def bubbles(message: Message, limit: int = TEXT_UNITS) -> list[Bubble]:
    """A message's title and text as bubbles; none where both are blank."""
    title = message.title.strip()
    whole = f"{title}\n\n{message.text.strip()}" if title else message.text
    parts = list(pieces(whole, limit))
    bold = min(units(title), units(parts[0])) if parts and title else 0
    return [Bubble(part, bold if number == 0 else 0) for number, part in enumerate(parts)]
