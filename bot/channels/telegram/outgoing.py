"""Reply -> Telegram: plain text with a bold title, buttons, files, albums. No ``parse_mode``: nothing to escape."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    SendAudio,
    SendChatAction,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVideo,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    MediaUnion,
    MessageEntity,
)
from aiogram.types import Message as Sent

from bot.channels.telegram.calls import Calls
from bot.channels.telegram.text import CAPTION_UNITS, TEXT_UNITS, Bubble, bubbles, units
from bot.dialogue.turn import Attachment, Button, FileKind, Message

log = logging.getLogger(__name__)

Files = Callable[[str], Awaitable[bytes]]
"""``BackendClient.file``: the bytes of an attachment, made when asked for."""

ALBUM = 10
LARGEST_PHOTO = 10 * 1024 * 1024
"""Bytes (Bot API, sendPhoto); a larger one goes as a document."""
ACTIONS: dict[FileKind, str] = {
    "photo": "upload_photo",
    "document": "upload_document",
    "voice": "upload_voice",
    "audio": "upload_voice",
    "video": "upload_video",
}
ACTION_SECONDS = 4.0
"""A chat action shows for five seconds: it is renewed before."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Sends messages of the dialogue to a chat. Raises what ``Calls.do`` and ``Files`` raise."""

    calls: Calls
    files: Files

    async def send(self, chat_id: int, message: Message) -> int | None:
        """One message of the dialogue, as one or several of Telegram's; gives the last one's id. The last has the buttons."""
        message = _with_plain_links(message)
        markup = keyboard(message)
        said = bubbles(message)
        attachments = message.attachments
        last: int | None = None
        if len(attachments) == 1 and not attachments[0].caption and len(said) <= 1:
            captions = bubbles(message, CAPTION_UNITS)
            if len(captions) <= 1:
                return await self._file(chat_id, attachments[0], captions[0] if captions else Bubble(""), markup)
        for number, bubble in enumerate(said, 1):
            last = await self._text(chat_id, bubble, markup if number == len(said) else None)
        groups = _together(attachments)
        for number, group in enumerate(groups, 1):
            if len(group) > 1:
                last = await self._album(chat_id, group)
                continue
            bare = not said and number == len(groups)
            last = await self._captioned(chat_id, group[0], markup if bare else None)
        return last

    async def _text(self, chat_id: int, bubble: Bubble, markup: InlineKeyboardMarkup | None) -> int:
        sent = await self.calls.do(
            SendMessage(
                chat_id=chat_id,
                text=bubble.text,
                entities=entities(bubble),
                reply_markup=markup,
                parse_mode=None,
                link_preview_options=NO_PREVIEW,
            )
        )
        return sent.message_id

    async def _captioned(self, chat_id: int, attachment: Attachment, markup: InlineKeyboardMarkup | None) -> int:
        """A file with its own caption; a caption that is too long goes before it as text."""
        captions = bubbles(Message(attachment.caption), CAPTION_UNITS)
        if len(captions) > 1:
            for bubble in bubbles(Message(attachment.caption), TEXT_UNITS):
                await self._text(chat_id, bubble, None)
            captions = []
        return await self._file(chat_id, attachment, captions[0] if captions else Bubble(""), markup)

    async def _album(self, chat_id: int, pictures: Sequence[Attachment]) -> int:
        """Pictures side by side; one by one where Telegram doesn't take them so. Gives the last one's id."""
        fits = all(units(picture.caption) <= CAPTION_UNITS for picture in pictures)
        async with self._showing(chat_id, "upload_photo"):
            contents = [await self.files(picture.source) for picture in pictures]
        if fits and all(len(content) <= LARGEST_PHOTO for content in contents):
            media: list[MediaUnion] = [
                InputMediaPhoto(media=BufferedInputFile(content, p.name), caption=p.caption or None, parse_mode=None)
                for p, content in zip(pictures, contents, strict=True)
            ]
            try:
                return (await self.calls.do(SendMediaGroup(chat_id=chat_id, media=media)))[-1].message_id
            except TelegramBadRequest as error:
                log.info("an album goes one by one: %s", error.message)
        last = 0
        for picture in pictures:
            last = await self._captioned(chat_id, picture, None)
        return last

    async def _file(
        self, chat_id: int, attachment: Attachment, caption: Bubble, markup: InlineKeyboardMarkup | None
    ) -> int:
        sort = attachment.kind
        async with self._showing(chat_id, ACTIONS[sort]):
            data = await self.files(attachment.source)
        if sort == "photo" and len(data) > LARGEST_PHOTO:
            sort = "document"
        file = BufferedInputFile(data, attachment.name)
        more = {"caption": caption.text or None, "caption_entities": entities(caption), "reply_markup": markup}
        try:
            sent = await self.calls.do(_method(sort, chat_id, file, {**more, "parse_mode": None}))
        except TelegramBadRequest as error:
            if sort == "document":
                raise
            log.info("a %s goes as a document: %s", sort, error.message)
            sent = await self.calls.do(_method("document", chat_id, file, {**more, "parse_mode": None}))
        return sent.message_id

    @asynccontextmanager
    async def _showing(self, chat_id: int, action: str) -> AsyncIterator[None]:
        """The chat shows what is being done as long as it is done."""

        async def show() -> None:
            while True:
                await self.calls.once(SendChatAction(chat_id=chat_id, action=action))
                await asyncio.sleep(ACTION_SECONDS)

        # not a TaskGroup: it would wrap the body's own errors; the task is ended and awaited here
        showing = asyncio.get_running_loop().create_task(show())
        await asyncio.sleep(0)  # lets the first action leave before the work begins
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.wait([showing])
            if not showing.cancelled():
                showing.result()


def _method(sort: FileKind, chat_id: int, file: BufferedInputFile, more: dict[str, Any]) -> TelegramMethod[Sent]:
    match sort:
        case "photo":
            return SendPhoto(chat_id=chat_id, photo=file, **more)
        case "voice":
            return SendVoice(chat_id=chat_id, voice=file, **more)
        case "audio":
            return SendAudio(chat_id=chat_id, audio=file, **more)
        case "video":
            return SendVideo(chat_id=chat_id, video=file, **more)
        case "document":
            return SendDocument(chat_id=chat_id, document=file, **more)


def _together(attachments: Sequence[Attachment]) -> list[list[Attachment]]:
    """In their order; neighbouring pictures are one album, of ten at most."""
    groups: list[list[Attachment]] = []
    for attachment in attachments:
        last = groups[-1] if groups else []
        if attachment.kind == "photo" and last and last[-1].kind == "photo" and len(last) < ALBUM:
            last.append(attachment)
        else:
            groups.append([attachment])
    return groups


def entities(bubble: Bubble) -> list[MessageEntity] | None:
    """The bold title."""
    return [MessageEntity(type="bold", offset=0, length=bubble.bold)] if bubble.bold else None


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None for none."""
    rows = [
        [
            InlineKeyboardButton(text=button.label, url=button.url)
            if button.url is not None
            else InlineKeyboardButton(text=button.label, callback_data=button.data)
            for button in row
        ]
        for row in message.buttons
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _opens(button: Button) -> bool:
    """Whether Telegram takes this button: a link to a host without a dot, as on one's own machine, it refuses."""
    return button.url is None or "." in (urlsplit(button.url).hostname or "")


def _with_plain_links(message: Message) -> Message:
    """Links that Telegram refuses on buttons stand in the text instead."""
    refused = [b for row in message.buttons for b in row if not _opens(b)]
    if not refused:
        return message
    rows = (tuple(filter(_opens, row)) for row in message.buttons)
    text = "\n".join([message.text, *(f"{b.label}: {b.url}" for b in refused)])
    return replace(message, text=text, buttons=tuple(row for row in rows if row))
