"""Calls of the Bot API, as patient as they should be.

429 waits as long as Telegram says and is no failure; a network error or a 5xx is tried again with doubling delay, a few
times. A timeout may mean that the message did arrive: it is sent again, since a doubled answer is better than none.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response
from aiogram.types import Message

from bot.errors import BotError

log = logging.getLogger(__name__)

T = TypeVar("T")
Pause = Callable[[float], Awaitable[None]]

TRIES = 5
FIRST_DELAY = 0.5
LONGEST_HELD_BACK = 300.0
"""Seconds of 429 in a row after which a call gives up for now."""
ANSWERS = (Response[Message], Response[bool], Response[Message | bool])
"""Held, because pydantic forgets a parametrized model that nobody holds: aiogram would build one (4 ms) after each collection."""


REFUSED = (TelegramUnauthorizedError, TelegramNotFound)
"""Telegram knows no bot of this token: 401, and 404 where the token has another form."""
BROKEN = (TelegramNetworkError, TelegramServerError, ClientDecodeError)
"""The last one: something on the way answered in Telegram's stead."""


class Unreachable(BotError):
    """The resident blocked the bot, or the chat is gone: nothing can be said there."""


class TelegramDown(BotError):
    """Telegram didn't answer, or told us to wait, longer than we are patient; or it refuses the token."""


@dataclass(slots=True)
class Token:
    """Whether Telegram takes the bot's token, by the last call that told."""

    refused: bool = False

    async def fault(self) -> str | None:
        """A check for ``/readyz``. Nothing is lost: updates stay with Telegram, replies are stored."""
        return "telegram refuses the token" if self.refused else None


@dataclass(frozen=True, slots=True)
class Calls:
    """``pause`` waits; a test hands in one that doesn't."""

    bot: Bot
    pause: Pause = asyncio.sleep
    token: Token = field(default_factory=Token)

    async def do(self, method: TelegramMethod[T]) -> T:
        """The result. Raises Unreachable, TelegramDown, or TelegramBadRequest where the call itself is refused."""
        delay, failures, held_back = FIRST_DELAY, 0, 0.0
        while True:
            try:
                result = await self.bot(method)
            except REFUSED as error:
                self.token.refused = True
                raise TelegramDown("the token is refused") from error
            except TelegramForbiddenError as error:
                raise Unreachable(error.message) from error
            except TelegramBadRequest as error:
                if "chat not found" in error.message:
                    raise Unreachable(error.message) from error
                raise
            except TelegramRetryAfter as error:
                held_back += error.retry_after
                if held_back > LONGEST_HELD_BACK:
                    raise TelegramDown(error.message) from error
                wait = float(error.retry_after)
            except BROKEN as error:
                failures += 1
                if failures >= TRIES:
                    raise TelegramDown(type(error).__name__) from error
                wait, delay = delay, delay * 2
            else:
                self.token.refused = False
                return result
            log.warning("%s waits %.1f s", method.__api_method__, wait)
            await self.pause(wait)

    async def harmless(self, method: TelegramMethod[T]) -> bool:
        """A call whose refusal harms nobody, such as deleting what is gone already. Whether it was taken."""
        try:
            await self.do(method)
        except (TelegramBadRequest, Unreachable, TelegramDown) as error:
            log.info("%s was not taken: %s", method.__api_method__, type(error).__name__)
            return False
        return True

    async def once(self, method: TelegramMethod[T]) -> bool:
        """A call that is worth one try alone, such as "typing". Whether it was taken."""
        try:
            await self.bot(method)
        except TelegramAPIError as error:
            log.info("%s was not taken: %s", method.__api_method__, type(error).__name__)
            return False
        return True
