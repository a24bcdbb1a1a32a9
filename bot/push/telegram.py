"""Pushes to Telegram by python-telegram-bot: it needs a strict limiter and no dispatcher.

``bot.push.pace`` keeps to Telegram's limit over all chats, ``AIORateLimiter`` to a group's. A 429 is not waited for here: it goes
back to the ledger with its time, holds everything else back, and is no attempt.
"""

import json
import logging
import math
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import BaseRequest, RequestData

from backend.ledger.contract import Outcome
from bot.channels.telegram.text import Bubble, bubbles
from bot.dialogue.turn import Message
from bot.push.courier import Delivery
from bot.push.pace import Pace, Schedule

LimitedBot = ExtBot[int]
RATE = 25.0
"""Messages a second over all chats; Telegram allows about 30, and answers to residents need some of them."""
POOL = 64
SECONDS = 20.0
TOKEN_SECONDS = 60
"""A refused token is tried again after this long: it may be a mistake that somebody mends."""
GONE = ("chat not found", "peer_id_invalid", "user is deactivated", "group chat was deactivated", "bot was kicked")
BROKEN = (aiohttp.ClientError, TimeoutError)
"""The call ended without an answer."""
NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""The call never reached Telegram."""


class HoldingRequest(BaseRequest):
    """The library's requests over aiohttp, at a third of what they cost over httpx.

    Once Telegram has said 429, calls that the limiter had let through already don't reach the network until it is over.
    """

    def __init__(self) -> None:
        self.held_until = 0.0
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return SECONDS

    async def initialize(self) -> None:
        """Opens the pool."""
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=POOL))

    async def shutdown(self) -> None:
        """Closes the pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """As the library's. Raises ``RetryAfter`` in Telegram's stead while a hold lasts."""
        left = self.held_until - time.monotonic()
        if left > 0:
            raise RetryAfter(math.ceil(left))
        assert self._session is not None
        data = request_data.json_parameters if request_data else None
        try:
            async with self._session.request(method, url, data=data) as answer:
                code, payload = answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error
        if code == HTTPStatus.TOO_MANY_REQUESTS:
            self.held_until = max(self.held_until, time.monotonic() + _told(payload))
        return code, payload


class _Limiter(AIORateLimiter):
    """The library's, for groups; over all chats calls begin at our pace, when their group has let them through."""

    def __init__(self, rate: float | None) -> None:
        super().__init__(overall_max_rate=0, max_retries=0)
        self._pace = Pace(Schedule(rate)) if rate is not None else None

    async def process_request(
        self, callback: Callable[..., Coroutine[Any, Any, Any]], *args: Any, **more: Any
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """As the library's."""
        pace = self._pace
        if pace is None:
            return await super().process_request(callback, *args, **more)

        async def paced(*given: Any, **named: Any) -> Any:
            await pace.turn()
            return await callback(*given, **named)

        return await super().process_request(paced, *args, **more)


def _told(payload: bytes) -> float:
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, LookupError, TypeError):
        return 1.0


@asynccontextmanager
async def limited_bot(token: str, api_base: str, *, rate: float | None = RATE) -> AsyncIterator[LimitedBot]:
    """A client of any Bot API server, limited to ``rate`` messages a second over all chats; None: not limited."""
    request = HoldingRequest()
    bot: LimitedBot = ExtBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=request,
        get_updates_request=request,
        rate_limiter=_Limiter(rate),
    )
    # a 429 goes back to the ledger, and is no error with a traceback
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    # not ``bot.initialize``: it asks Telegram who it is, and a Telegram that is away must not keep the house from starting
    await request.initialize()
    try:
        yield bot
    finally:
        await request.shutdown()


@dataclass(frozen=True, slots=True)
class TelegramDeliverer:
    """The ``Deliver`` of Telegram. A push has text and buttons; files are asked for by the buttons."""

    bot: LimitedBot

    async def __call__(self, external_id: str, message: Message) -> Delivery:
        """Sends one push, as several messages where it is long; never raises."""
        try:
            return await self._send(int(external_id), message)
        except TelegramError as error:
            return delivery_of(error)
        except ValueError:
            return Delivery(Outcome.failed, error="not a chat of Telegram's")

    async def _send(self, chat_id: int, message: Message) -> Delivery:
        said = bubbles(message)
        number: int | None = None
        for place, bubble in enumerate(said, 1):
            sent = await self.bot.send_message(
                chat_id,
                bubble.text,
                entities=_entities(bubble),
                reply_markup=_keyboard(message) if place == len(said) else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            number = sent.message_id
        if number is None:
            return Delivery(Outcome.failed, error="nothing to say")
        return Delivery(Outcome.sent, external_id=str(number))


def delivery_of(error: TelegramError) -> Delivery:
    """What an error means for the push."""
    match error:
        case RetryAfter():
            # the library warns about a type that it will change one day; both are read
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
            return Delivery(Outcome.retry, after_seconds=int(seconds) + 1, error="429", hold=True)
        case ChatMigrated():
            return Delivery(Outcome.migrated, external_id=str(error.new_chat_id))
        case Forbidden():
            return Delivery(Outcome.unreachable, error=error.message)
        case InvalidToken():
            return Delivery(Outcome.retry, after_seconds=TOKEN_SECONDS, error="the token is refused", hold=True)
        case BadRequest():
            gone = any(sign in error.message.lower() for sign in GONE)
            return Delivery(Outcome.unreachable if gone else Outcome.failed, error=error.message)
        case NetworkError() if isinstance(error.__cause__, BROKEN) and not isinstance(error.__cause__, NOT_SENT):
            return Delivery(Outcome.unclear, error=type(error.__cause__).__name__)
    return Delivery(Outcome.retry, error=type(error).__name__)


def _entities(bubble: Bubble) -> list[MessageEntity] | None:
    return [MessageEntity(MessageEntity.BOLD, 0, bubble.bold)] if bubble.bold else None


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    rows = [
        [
            InlineKeyboardButton(b.label, url=b.url)
            if b.url is not None
            else InlineKeyboardButton(b.label, callback_data=b.data)
            for b in row
        ]
        for row in message.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None
