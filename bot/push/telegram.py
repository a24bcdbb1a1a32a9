"""Pushes to Telegram by python-telegram-bot: it needs a strict limiter and no dispatcher.

``AIORateLimiter`` keeps to Telegram's limits (overall, per chat, per group) and waits where a 429 says so. What is still
refused with 429 after that goes back to the ledger, which does not count it as an attempt. A timeout may mean that the message
did arrive; a push is sent again then, since a doubled notice is better than none.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from backend.ledger.contract import Outcome
from bot.channels.telegram.text import Bubble, bubbles
from bot.dialogue.turn import Message
from bot.push.courier import Delivery

LimitedBot = ExtBot[int]
RETRIES = 1
"""How often the limiter itself waits for a 429 and tries again."""
POOL = 30
SECONDS = 20.0


@asynccontextmanager
async def limited_bot(token: str, api_base: str, *, rate: float = 30.0) -> AsyncIterator[LimitedBot]:
    """A client of any Bot API server, limited to ``rate`` messages a second over all chats."""
    request = HTTPXRequest(
        connection_pool_size=POOL,
        read_timeout=SECONDS,
        write_timeout=SECONDS,
        connect_timeout=SECONDS,
        pool_timeout=SECONDS,
    )
    bot: LimitedBot = ExtBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=request,
        get_updates_request=request,
        rate_limiter=AIORateLimiter(overall_max_rate=rate, overall_time_period=1, max_retries=RETRIES),
    )
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
        except RetryAfter as error:
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
            return Delivery(Outcome.retry, after_seconds=int(seconds) + 1, error="429")
        except ChatMigrated as error:
            return Delivery(Outcome.unreachable, error=f"migrated to {error.new_chat_id}")
        except Forbidden as error:
            return Delivery(Outcome.unreachable, error=error.message)
        except BadRequest as error:
            gone = "chat not found" in error.message.lower()
            return Delivery(Outcome.unreachable if gone else Outcome.failed, error=error.message)
        except TelegramError as error:
            return Delivery(Outcome.retry, error=type(error).__name__)
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
