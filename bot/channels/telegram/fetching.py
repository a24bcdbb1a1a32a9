"""Files that residents send: ``file_id`` -> bytes, by ``getFile`` and a download.

A download's address holds the bot's token: neither it nor an error that quotes it leaves this module.
"""

import logging
from contextlib import aclosing
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import GetFile

from bot.backend import BackendDown
from bot.channels.telegram.calls import FIRST_DELAY, TRIES, Calls, TelegramDown, Unreachable
from bot.dialogue.receiving import FileNotFetched

log = logging.getLogger(__name__)

MEGABYTES = 20
"""The most that a bot may fetch (Bot API, getFile); the server says ``file is too big`` beyond it."""
SECONDS = 60
"""For one try of a download."""
BROKEN = (aiohttp.ClientError, TimeoutError)


@dataclass(frozen=True, slots=True)
class TelegramFiles:
    """The ``Fetch`` of Telegram (``bot.dialogue.receiving``)."""

    calls: Calls

    async def __call__(self, file_id: str) -> bytes:
        """The bytes. Raises FileNotFetched for good; BackendDown where Telegram can't be reached: the turn waits."""
        path = await self._path(file_id)
        delay, failures = FIRST_DELAY, 0
        while True:
            why = ""
            try:
                return await self._download(path)
            except aiohttp.ClientResponseError as error:
                why = str(error.status)
                if error.status == HTTPStatus.NOT_FOUND:
                    raise FileNotFetched() from None
            except BROKEN as error:
                why = type(error).__name__
            failures += 1
            if failures >= TRIES:
                raise BackendDown(f"a file from Telegram: {why}")
            log.warning("a download waits %.1f s: %s", delay, why)
            await self.calls.pause(delay)
            delay *= 2

    async def _path(self, file_id: str) -> str:
        try:
            found = await self.calls.do(GetFile(file_id=file_id))
        except TelegramBadRequest as error:
            if "too big" in error.message:
                raise FileNotFetched("file_too_big", megabytes=MEGABYTES) from None
            raise FileNotFetched() from None
        except Unreachable:
            raise FileNotFetched() from None
        except TelegramDown as error:
            raise BackendDown(f"getFile: {error}") from None
        if not found.file_path:
            raise FileNotFetched()
        return found.file_path

    async def _download(self, path: str) -> bytes:
        session = self.calls.bot.session
        address, content = session.api.file_url(self.calls.bot.token, path), bytearray()
        async with aclosing(session.stream_content(address, timeout=SECONDS)) as chunks:
            async for chunk in chunks:
                content += chunk
                if len(content) > MEGABYTES * 1024 * 1024:  # a Bot API server of one's own may give more
                    raise FileNotFetched("file_too_big", megabytes=MEGABYTES)
        return bytes(content)
