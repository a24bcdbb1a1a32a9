"""Files of a conversation as Telegram's: which go together, and as what."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from telegram import InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message
from telegram.error import BadRequest

from backend.attachments.contract import FileKind, FileView
from bot.push.telegram import LimitedBot

log = logging.getLogger(__name__)

ALBUM = 10
LARGEST_PHOTO = 10 * 1024 * 1024
"""Bytes (Bot API, sendPhoto); a larger one goes as a document."""
PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
MEDIA = {
    FileKind.photo: InputMediaPhoto,
    FileKind.video: InputMediaVideo,
    FileKind.document: InputMediaDocument,
    FileKind.audio: InputMediaAudio,
}
TOGETHER = {
    FileKind.photo: "sights",
    FileKind.video: "sights",
    FileKind.document: "documents",
    FileKind.audio: "sounds",
}
"""What one album may hold; a voice message goes alone."""
REFUSED = ("photo", "image", "wrong file", "voice_messages_forbidden", "media", "file")


class Spot(Protocol):
    """A topic, or a private chat, which has no ``thread``."""

    @property
    def group(self) -> int: ...
    @property
    def thread(self) -> int | None: ...


def _kind(file: FileView) -> FileKind:
    if file.kind is FileKind.photo and (file.mime not in PHOTOS or file.size > LARGEST_PHOTO):
        return FileKind.document
    if file.kind is FileKind.video and file.mime != "video/mp4":
        return FileKind.document
    return file.kind


@dataclass(frozen=True, slots=True)
class Sending:
    """One call: a file, or an album."""

    kind: FileKind
    files: Sequence[FileView]
    plain: bool = False
    """As documents: Telegram didn't take them as what they are."""

    async def send(self, bot: LimitedBot, place: Spot, contents: Sequence[bytes], caption: str | None) -> list[Message]:
        """The messages, in the files' order. Raises ``TelegramError``."""
        try:
            return await self._send(bot, place, contents, caption)
        except BadRequest as error:
            if self.plain or not any(sign in error.message.lower() for sign in REFUSED):
                raise
            log.info("files go as documents: %s", error.message)
            return await replace(self, plain=True).send(bot, place, contents, caption)

    async def _send(
        self, bot: LimitedBot, place: Spot, contents: Sequence[bytes], caption: str | None
    ) -> list[Message]:
        if len(self.files) > 1:
            media: list[Any] = []
            for file, data in zip(self.files, contents, strict=True):
                make = MEDIA[FileKind.document if self.plain else _kind(file)]
                words = caption if not media else None
                media.append(make(data, caption=words, filename=file.name))
            return list(await bot.send_media_group(place.group, media, message_thread_id=place.thread))
        name, data = self.files[0].name, contents[0]
        where: dict[str, Any] = {"message_thread_id": place.thread, "caption": caption, "filename": name}
        match FileKind.document if self.plain else self.kind:
            case FileKind.photo:
                return [await bot.send_photo(place.group, data, **where)]
            case FileKind.voice:
                return [await bot.send_voice(place.group, data, **where)]
            case FileKind.audio:
                return [await bot.send_audio(place.group, data, **where)]
            case FileKind.video:
                return [await bot.send_video(place.group, data, **where)]
            case _:
                return [await bot.send_document(place.group, data, **where)]


def sendings(files: Sequence[FileView]) -> list[Sending]:
    """The calls for these files, in their order: neighbours that may stand in one album go together."""
    found: list[Sending] = []
    for file in files:
        kind = _kind(file)
        last = found[-1] if found else None
        together = last is not None and TOGETHER.get(kind) is not None and TOGETHER.get(kind) == TOGETHER.get(last.kind)
        if last is not None and together and len(last.files) < ALBUM:
            found[-1] = replace(last, files=(*last.files, file))
        else:
            found.append(Sending(kind, (file,)))
    return found
