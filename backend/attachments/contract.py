"""What crosses HTTP about files; their bytes go as they are."""

from enum import StrEnum

from backend.contract import Id, Model

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes: what a Telegram bot can fetch at most."""


class FileKind(StrEnum):
    """How a chat shows it."""

    photo = "photo"
    document = "document"
    voice = "voice"
    audio = "audio"
    video = "video"


class FileView(Model):
    """A stored file. ``mime`` by content; ``size`` in bytes, after cleaning."""

    id: Id
    kind: FileKind
    name: str
    mime: str
    size: int
