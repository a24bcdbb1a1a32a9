"""Attachments: the backend makes the bytes when they are sent, so a reply stays small and durable."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path, PurePosixPath

from bot.dialogue.turn import Attachment

Fetch = Callable[[str], Awaitable[bytes]]
"""A source's bytes; ``BackendClient.file``. Raises ``BackendDown`` or ``BackendRefusal``."""

LONGEST_NAME = 100


def safe_name(name: str) -> str:
    """A file name without folders, control characters or a leading dot."""
    plain = "".join(c for c in PurePosixPath(name.replace("\\", "/")).name if c.isprintable() and c not in '<>:"|?*')
    return plain.strip().lstrip(".")[-LONGEST_NAME:] or "file"


def free_path(folder: Path, name: str) -> Path:
    """``folder/name``, or ``name-2``, ``name-3`` … where that is taken: an earlier file is never written over."""
    path = folder / safe_name(name)
    number = 2
    while path.exists():
        path = folder / f"{Path(safe_name(name)).stem}-{number}{Path(safe_name(name)).suffix}"
        number += 1
    return path


async def save(file: Attachment, fetch: Fetch, folder: Path) -> Path:
    """Writes the attachment's bytes into ``folder`` under its own name."""
    content = await fetch(file.source)
    return await asyncio.to_thread(_write, folder, file.name, content)


def _write(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = free_path(folder, name)
    path.write_bytes(content)
    return path
