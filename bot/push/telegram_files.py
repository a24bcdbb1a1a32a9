"""Pushes with files: an answer of support's with its pictures and documents. The words go first, then the files."""

import logging
from dataclasses import dataclass, replace

from telegram.error import TelegramError

from backend.attachments.contract import FileKind, FileView
from backend.ledger.contract import Outcome
from bot.backend import BackendDown, BackendRefusal
from bot.channels.files import Fetch
from bot.dialogue.turn import Attachment, Message
from bot.push.delivery import Delivery
from bot.push.staff_files import sendings
from bot.push.telegram import TelegramDeliverer, delivery_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Private:
    group: int
    thread: None = None


@dataclass(frozen=True, slots=True)
class FilesDeliverer:
    """The ``Deliver`` of Telegram. ``files`` gives an attachment's bytes: ``BackendClient.file``."""

    plain: TelegramDeliverer
    files: Fetch

    async def __call__(self, external_id: str, message: Message) -> Delivery:
        """Sends one push; never raises. Where a file fails after the words, all is sent again: twice is better than not."""
        if not message.attachments:
            return await self.plain(external_id, message)
        try:
            held = await self._held(message)
        except BackendDown:
            return Delivery(Outcome.retry, error="its files could not be fetched")
        said = await self.plain(external_id, replace(message, attachments=()))
        if said.outcome is not Outcome.sent:
            return said
        contents = {view.id: data for view, data in held}
        place = _Private(int(external_id))
        try:
            for sending in sendings([view for view, _ in held]):
                await sending.send(self.plain.bot, place, [contents[view.id] for view in sending.files], None)
        except TelegramError as error:
            return delivery_of(error)
        return said

    async def _held(self, message: Message) -> list[tuple[FileView, bytes]]:
        """The files, fetched before anything is said; one that is gone is left out."""
        held = []
        for number, attachment in enumerate(message.attachments, 1):
            try:
                data = await self.files(attachment.source)
            except BackendRefusal as error:
                log.warning("a push goes without a file: %s", error.code)
                continue
            held.append((_view(number, attachment, len(data)), data))
        return held


def _view(number: int, attachment: Attachment, size: int) -> FileView:
    return FileView(id=number, kind=FileKind(attachment.kind), name=attachment.name, mime=attachment.mime, size=size)
