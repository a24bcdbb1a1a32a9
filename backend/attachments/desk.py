"""Where a file is looked at: two threads of its own, so that pictures neither block the event loop nor fill the memory."""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from backend.attachments.checks import clean_name, recognise
from backend.attachments.cleaning import cleaned
from backend.attachments.contract import FileKind
from backend.attachments.store import Store
from backend.attachments.thumbnails import thumbnail

SIDE_BY_SIDE = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """What is fit to be stored. ``digest``: SHA-256 of ``data``, hexadecimal."""

    data: bytes
    name: str
    kind: FileKind
    mime: str
    digest: str


def check(data: bytes, name: str) -> Checked:
    """All of it, in one go; raises what ``refusals`` has."""
    data, is_a = cleaned(data, recognise(data))
    return Checked(data, clean_name(name, is_a), is_a.kind, is_a.mime, hashlib.sha256(data).hexdigest())


class Files:
    """The store, and who looks at files before they go there. Its threads start when needed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._threads = ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="files")

    async def check(self, data: bytes, name: str) -> Checked:
        """``check``, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, check, data, name)

    async def thumbnail(self, data: bytes) -> bytes:
        """``thumbnails.thumbnail``, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, thumbnail, data)
