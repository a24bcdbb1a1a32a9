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
from telegram import MessageEntity
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
from bot.channels.telegram.text import bubbles
from bot.dialogue.turn import Button, Message
from bot.push.delivery import REFUSED, Delivery
from bot.push.pace import Pace, Schedule

RATE = 25.0
"""Messages a second over all chats; Telegram allows about 30, and answers to residents need some of them."""
POOL = 64
JSON = {"Content-Type": "application/json"}
NO_PREVIEW = {"is_disabled": True}
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
        connector = aiohttp.TCPConnector(limit=POOL)
        self._session = aiohttp.ClientSession(
            timeout=timeout, connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=JSON
        )

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
        data: bytes | aiohttp.Payload | None = json.dumps(request_data.parameters).encode() if request_data else None
        headers = None
        if request_data and request_data.contains_files:
            data = form_of(request_data)
            headers = {"Content-Type": data.headers["Content-Type"]}
        try:
            async with self._session.request(method, url, data=data, headers=headers) as answer:
                code, payload = answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error
        if code == HTTPStatus.TOO_MANY_REQUESTS:
            self.held_until = max(self.held_until, time.monotonic() + _told(payload))
        return code, payload


def form_of(request_data: RequestData) -> aiohttp.Payload:
    """A request with files; their names in UTF-8 as they are, which Telegram shows."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form()


class LimitedBot(ExtBot[int]):
    """The library's, with a way to send that makes no objects: a message's and its keyboard's cost as much as the call."""

    async def send_plain(self, fields: dict[str, Any]) -> int:
        """``sendMessage`` with parameters as the Bot API has them; gives the message's id. Raises ``TelegramError``."""
        sent = await self._post("sendMessage", fields)
        return int(sent["message_id"])


class _Limiter(AIORateLimiter):
    """The library's, for groups; over all chats calls begin at our pace, when their group has let them through."""

    def __init__(self, rate: float | None, *, groups: bool) -> None:
        if groups:
            super().__init__(overall_max_rate=0, max_retries=0)
        else:
            super().__init__(overall_max_rate=0, group_max_rate=0, group_time_period=0, max_retries=0)
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
async def limited_bot(
    token: str,
    api_base: str,
    *,
    rate: float | None = RATE,
    request: HoldingRequest | None = None,
    groups: bool = True,
) -> AsyncIterator[LimitedBot]:
    """A client of any Bot API server, limited to ``rate`` messages a second over all chats; None: not limited.

    ``groups`` False: the caller keeps to the limit of groups.
    """
    request = request or HoldingRequest()
    bot = LimitedBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=request,
        get_updates_request=request,
        rate_limiter=_Limiter(rate, groups=groups),
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
    """The ``Deliver`` of Telegram for text and buttons; ``bot.push.telegram_files`` has one for files, too."""

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
            fields: dict[str, Any] = {"chat_id": chat_id, "text": bubble.text, "link_preview_options": NO_PREVIEW}
            if bubble.bold:
                fields["entities"] = [{"type": MessageEntity.BOLD, "offset": 0, "length": bubble.bold}]
            if place == len(said) and message.buttons:
                fields["reply_markup"] = {"inline_keyboard": _keyboard(message)}
            number = await self.bot.send_plain(fields)
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
            return Delivery(Outcome.retry, after_seconds=TOKEN_SECONDS, error=REFUSED, hold=True)
        case BadRequest():
            gone = any(sign in error.message.lower() for sign in GONE)
            return Delivery(Outcome.unreachable if gone else Outcome.failed, error=error.message)
        case NetworkError() if isinstance(error.__cause__, BROKEN) and not isinstance(error.__cause__, NOT_SENT):
            return Delivery(Outcome.unclear, error=type(error.__cause__).__name__)
    return Delivery(Outcome.retry, error=type(error).__name__)


def _keyboard(message: Message) -> list[list[dict[str, str]]]:
    return [[_button(button) for button in row] for row in message.buttons]


def _button(button: Button) -> dict[str, str]:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}
