"""Files that residents send: fetched from their channel when they are wanted, and handed to the backend.

Place in the flow: a channel's ``Sent`` carries a reference, so a turn stays small; a feature asks ``Context.stored`` for the
file; the wiring puts each channel's ``Fetch`` into ``Receiving.fetches``. References ``stored:<id>`` name what is there already.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from backend.contract import Problem
from bot.backend import BackendClient, BackendRefusal
from bot.dialogue.turn import Sent

STORED = "stored:"
"""Begins a reference to a file that the backend has: the chat page uploads before its turn."""

Fetch = Callable[[str], Awaitable[bytes]]
"""``Sent.file`` -> the bytes. Raises ``FileNotFetched`` for good, ``BackendDown`` when it may go later: then the turn waits."""


class FileNotFetched(BackendRefusal):
    """The channel gives no file: ``file_too_big`` (with ``megabytes``) or ``file_gone``. Said as the backend's refusals are."""

    def __init__(self, code: str = "file_gone", **details: str | int) -> None:
        super().__init__(Problem(code=code, details=dict(details)))


@dataclass(frozen=True, slots=True)
class Receiving:
    """``fetches``: by channel; one that is not there gives no files."""

    fetches: dict[str, Fetch] = field(default_factory=dict)

    async def stored(self, sent: Sent, channel: str, backend: BackendClient, resident_id: int) -> int:
        """The file's id in the backend. Raises BackendRefusal with a code ``file_…`` or ``too_many_files``."""
        reference = sent.file or ""
        if reference.startswith(STORED):
            return _number(reference.removeprefix(STORED))  # whose it is, the backend checks when it is used
        fetch = self.fetches.get(channel)
        if fetch is None or not reference:
            raise FileNotFetched()
        return (await backend.store_file(resident_id, await fetch(reference), sent.name or "")).id


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise FileNotFetched()
    return int(text)
