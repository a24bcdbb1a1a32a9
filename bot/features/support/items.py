"""What a resident wrote or sent for support, as it waits until it is clear where it goes: texts, and files by reference."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from backend.tickets.contract import LONGEST_TEXT
from bot.dialogue.context import Context
from bot.dialogue.conversation import Json
from bot.dialogue.turn import Said, Sent

FILES = frozenset({"photo", "document", "voice", "audio", "video"})
"""Kinds that staff can open."""
MOST = 60
"""Held at once: more than anybody sends before saying what it is about."""
KEPT = timedelta(days=1)
_PAUSES = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])\s"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class Item:
    """A message to support. ``source``: see ``Turn.source``."""

    text: str = field(default="", repr=False)
    source: str | None = None
    sent: Sent | None = field(default=None, repr=False)


_ITEMS = TypeAdapter(list[Item])


def dumped(items: Sequence[Item]) -> list[Json]:
    """For the conversation."""
    found: list[Json] = _ITEMS.dump_python(list(items), mode="json", exclude_defaults=True)
    return found


def loaded(stored: Json) -> list[Item]:
    """What ``dumped`` wrote; nothing where nothing is."""
    return _ITEMS.validate_python(stored or [])


def items_of(ctx: Context, text: str, sent: Sent | None = None) -> list[Item]:
    """This turn's message; a long text in parts. Empty: it is nothing that staff can read."""
    source = ctx.turn.source if isinstance(ctx.turn.content, Said | Sent) else None
    if sent is not None:
        return [Item(sent.caption[:LONGEST_TEXT], source, sent)] if sent.kind in FILES else []
    found = list(parts(text.strip()))
    return [Item(part, f"{source}/{place}" if source and place > 1 else source) for place, part in enumerate(found, 1)]


def parts(text: str, longest: int = LONGEST_TEXT) -> Iterable[str]:
    """The text in parts that are short enough, cut where people pause."""
    while len(text) > longest:
        room = text[:longest]
        ends = (found[-1].start() for pause in _PAUSES if (found := list(pause.finditer(room))))
        cut = next((end for end in ends if end > longest // 2), longest)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def same_album(items: Iterable[Item], sent: Sent | None) -> bool:
    """Whether the file belongs to an album that has begun."""
    album = sent.album if sent is not None else None
    return album is not None and any(item.sent is not None and item.sent.album == album for item in items)


def keep(ctx: Context, items: Sequence[Item]) -> None:
    """Holds these for a day, while the resident is asked."""
    ctx.conversation.kept = [stored for stored in dumped(items) if isinstance(stored, dict)]
    ctx.conversation.kept_until = (ctx.now + KEPT).isoformat()


def kept(ctx: Context) -> list[Item]:
    """What is held now."""
    until = ctx.conversation.kept_until
    if until is None or datetime.fromisoformat(until) < ctx.now:
        return []
    return loaded(list(ctx.conversation.kept))


def take_kept(ctx: Context) -> list[Item]:
    """What is held now; it is held no longer."""
    found = kept(ctx)
    drop(ctx)
    return found


def drop(ctx: Context) -> None:
    """Nothing is held any longer."""
    ctx.conversation.kept, ctx.conversation.kept_until = [], None
