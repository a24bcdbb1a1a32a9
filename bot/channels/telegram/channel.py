"""The Telegram channel: updates in (long polling, or webhook with a secret), replies out.

An update is acknowledged (polling offset, webhook 200) only after the desk has stored its effect. Replies are sent after
that, chat by chat: chats don't wait for each other, and within one chat all is in order.
"""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, DeleteWebhook, EditMessageReplyMarkup, SetWebhook
from aiogram.methods.base import TelegramMethod
from aiogram.types import CallbackQuery, Update
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.backend import BackendDown, BackendRefusal
from bot.channels.desk import Desk
from bot.channels.lanes import Lanes
from bot.channels.telegram.calls import REFUSED, Calls, TelegramDown, Unreachable
from bot.channels.telegram.incoming import WANTED_UPDATES, message_of_key, turn_of
from bot.channels.telegram.outgoing import Files, Outgoing
from bot.channels.telegram.profile import Commands, introduce
from bot.channels.telegram.session import PlainSession
from bot.channels.telegram.staff import StaffDesk, chat_of
from bot.collector import settle
from bot.dialogue.inbox import Late
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Message, Pressed, Reply, Turn

log = logging.getLogger(__name__)

WEBHOOK_PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header's name
POLL_SECONDS = 30
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
NOT_NOW = (BackendDown, SQLAlchemyError)
"""What the desk raises when it can store nothing: the update stays with Telegram."""
REMEMBERED = 10_000
"""Chats and updates that are kept in mind to spare a second answer."""


def make_bot(token: str, api_base: str) -> Bot:
    """aiogram's client of any Bot API server."""
    return Bot(token, session=PlainSession(api=TelegramAPIServer.from_base(api_base)))


class Recent:
    """Keys seen lately; the oldest are forgotten."""

    def __init__(self) -> None:
        self._keys: dict[str, None] = {}

    def add(self, key: str) -> bool:
        """Remembers ``key``; whether it is new."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > REMEMBERED:
            del self._keys[next(iter(self._keys))]
        return True

    def forget(self, key: str) -> None:
        """As if never seen."""
        self._keys.pop(key, None)


@dataclass(slots=True)
class TelegramChannel:
    """``files`` makes an attachment's bytes; ``commands`` are what Telegram's menu offers in each language."""

    calls: Calls
    desk: Desk
    files: Files
    texts: Mapping[str, Texts]
    commands: Commands
    staff: StaffDesk | None = None
    """Where updates of the staff's groups go; None: there are no such groups."""
    _lanes: Lanes | None = None
    _refused: Recent = field(default_factory=Recent)
    _answered: Recent = field(default_factory=Recent)

    async def run_polling(self) -> None:
        """Serves until cancelled, by long polling."""
        async with asyncio.TaskGroup() as group:
            await self._start(group)
            await self._insist(DeleteWebhook(drop_pending_updates=False))
            await self._poll()

    async def run_webhook(self, url: str, secret: str) -> None:
        """Serves until cancelled; the updates come through ``webhook_route``."""
        async with asyncio.TaskGroup() as group:
            await self._start(group)
            await self._insist(SetWebhook(url=url, secret_token=secret, allowed_updates=WANTED_UPDATES))
            await asyncio.Event().wait()

    async def _start(self, group: asyncio.TaskGroup) -> None:
        self._lanes = Lanes(group)
        if self.staff is not None:
            await self.staff.prepare()
        await introduce(self.calls, self.texts, self.commands)
        settle()

    async def _insist(self, method: TelegramMethod[bool]) -> None:
        """A call without which nothing works: until Telegram is there."""
        while True:
            try:
                await self.calls.do(method)
            except TelegramDown as error:
                log.warning("%s: Telegram can't be reached: %s", method.__api_method__, error)
                await self.calls.pause(LONGEST_WAIT)
            else:
                return

    # in

    async def _poll(self) -> None:
        offset, wait = None, FIRST_WAIT
        while True:
            try:
                updates = await self.calls.bot.get_updates(
                    offset=offset,
                    timeout=POLL_SECONDS,
                    allowed_updates=WANTED_UPDATES,
                    request_timeout=POLL_SECONDS + 10,
                )
            except TelegramAPIError as error:
                self.calls.token.refused = isinstance(error, REFUSED)
                log.warning("updates wait %.0f s: %s", wait, type(error).__name__)
                await self.calls.pause(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            wait, self.calls.token.refused = FIRST_WAIT, False
            await self._take_all(updates)
            if updates:
                offset = updates[-1].update_id + 1

    async def _take_all(self, updates: list[Update]) -> None:
        """Returns when the desk has stored all: then the offset may confirm them."""
        async with asyncio.TaskGroup() as group:
            lanes = Lanes(group)
            for update in updates:
                turn = turn_of(update)
                chat = turn.chat if turn is not None else chat_of(update)
                if chat is not None:
                    lanes.put(chat, lambda u=update, t=turn: self._take_patiently(u, t))  # type: ignore[misc]

    async def _take_patiently(self, update: Update, turn: Turn | None) -> None:
        wait, told = FIRST_WAIT, False
        while True:
            try:
                return await self._take_either(update, turn)
            except NOT_NOW:
                if not told:
                    told = await self._tell_later(update, turn)
                log.warning("update %d waits", update.update_id)
                await self.calls.pause(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    async def _tell_later(self, update: Update, turn: Turn | None) -> bool:
        if turn is not None and turn.private:
            return await self._tell(turn.chat, "telegram-later", turn.language_hint)
        if self.staff is not None:
            await self.staff.later(update)
        return True

    async def _take_either(self, update: Update, turn: Turn | None, *, by_webhook: bool = False) -> None:
        """What comes from a staff group goes to the staff's desk, all else to the residents'. Raises as ``_take``."""
        if self.staff is not None and chat_of(update) is not None:
            taken = await self.staff.take(update)
            if taken is not None:
                if taken.say is not None:
                    self._running().put(taken.chat, taken.say)
                return
        if turn is not None:
            await self._take(update, turn, by_webhook=by_webhook)

    async def _take(self, update: Update, turn: Turn, *, by_webhook: bool = False) -> None:
        """Hands one turn in, and queues its reply. Raises BackendDown: then nothing of it is stored.

        ``by_webhook``: the answer to the update stops the button's spinning (``_taken``).
        """
        if not turn.private and not isinstance(turn.content, Pressed) and not self._refused.add(turn.chat):
            return  # a group hears once that it is one
        reply = await self.desk.receive(turn)
        self._running().put(turn.chat, lambda: self._answer(update, turn, reply, spins=not by_webhook))

    def webhook_route(self, secret: str) -> Route:
        """``POST /telegram/webhook``, to be mounted by the web app. 200 only for what is stored."""

        async def take(request: Request) -> Response:
            given = request.headers.get(SECRET_HEADER, "")
            if not hmac.compare_digest(given.encode(), secret.encode()):
                return Response(status_code=403)
            try:
                update = Update.model_validate_json(await request.body(), context={"bot": self.calls.bot})
            except ValidationError:
                return Response(status_code=400)
            turn = turn_of(update)
            if turn is None and chat_of(update) is None:
                return Response(status_code=200)
            if self._lanes is None:
                return Response(status_code=503)
            try:
                await self._take_either(update, turn, by_webhook=True)
            except NOT_NOW as error:
                log.warning("update %d is not stored: %s", update.update_id, type(error).__name__)
                if self._answered.add(f"later {update.update_id}"):
                    await self._tell_later(update, turn)
                return Response(status_code=503)
            return _taken(update)

        return Route(WEBHOOK_PATH, take, methods=["POST"])

    # out

    async def _answer(self, update: Update, turn: Turn, reply: Reply, *, spins: bool) -> None:
        """Everything that follows a turn; raises nothing, as the chat's later replies must not suffer."""
        if update.callback_query is not None:
            await self._after_press(update.callback_query, spins=spins)
        if await self._give(turn.chat, turn.key, reply, turn.language_hint):
            await self._mark(turn.key, self.desk.mark_sent(turn))

    def send_late(self, late: Late, mark: Callable[[Late], Awaitable[None]]) -> None:
        """Queues a reply that comes later than its turn (``Inbox.retry_due``); ``mark`` is told when it was sent."""

        async def job() -> None:
            if await self._give(late.chat, late.key, late.reply, None):
                await self._mark(late.key, mark(late))

        if self._lanes is not None:  # before the start: the next round brings it again
            self._lanes.put(late.chat, job)

    async def _mark(self, key: str, marking: Awaitable[None]) -> None:
        try:
            await marking
        except NOT_NOW as error:
            log.warning("update %s: sent, but not marked: %s", key, type(error).__name__)

    async def _give(self, chat: str, key: str, reply: Reply, language: str | None) -> bool:
        """Sends a reply; whether it is done with. A second time it is done with already."""
        once = f"{key} {hash(reply)}"
        if not self._answered.add(once):
            return True
        message_id = message_of_key(key)
        if reply.forget_incoming and message_id is not None:
            await self.calls.harmless(DeleteMessage(chat_id=int(chat), message_id=message_id))
        outgoing = Outgoing(self.calls, self._bytes)
        try:
            for said in reply.messages:
                await self._say(outgoing, chat, key, said, language)
        except Unreachable:
            log.info("update %s: the chat can't be reached", key)
        except TelegramDown:
            log.warning("update %s: its reply could not be sent", key)
            self._answered.forget(once)
            return False
        return True

    def _running(self) -> Lanes:
        if self._lanes is None:
            raise RuntimeError("the channel is not running")
        return self._lanes

    async def _say(self, outgoing: Outgoing, chat: str, key: str, said: Message, language: str | None) -> None:
        try:
            await outgoing.send(int(chat), said)
        except (BackendDown, BackendRefusal) as error:
            log.warning("update %s: a file could not be made: %s", key, type(error).__name__)
            await self._tell(chat, "telegram-file-failed", language)
        except TelegramBadRequest as error:
            log.error("update %s: Telegram refused a message: %s", key, error.message)
            await self._tell(chat, "telegram-refused", language)

    async def _after_press(self, query: CallbackQuery, *, spins: bool) -> None:
        """The button stops spinning; a question that was answered loses its buttons, a wish keeps them."""
        if spins:
            await self.calls.harmless(AnswerCallbackQuery(callback_query_id=query.id))
        message = query.message
        if message is not None and message.date and (query.data or "").startswith("a:"):
            await self.calls.harmless(EditMessageReplyMarkup(chat_id=message.chat.id, message_id=message.message_id))

    async def _bytes(self, source: str) -> bytes:
        """An attachment; a backend that is down is asked again for a while."""
        wait = FIRST_WAIT
        while True:
            try:
                return await self.files(source)
            except BackendDown:
                if wait > LONGEST_WAIT / 2:
                    raise
                await self.calls.pause(wait)
                wait *= 2

    async def _tell(self, chat: str, key: str, language: str | None) -> bool:
        """A text of the channel's own, in the language Telegram names. Whether it was sent."""
        say = self.texts["sl" if (language or "sl").startswith("sl") else "en"]
        try:
            await Outgoing(self.calls, self.files).send(int(chat), Message(say(key)))
        except (TelegramBadRequest, Unreachable, TelegramDown) as error:
            log.info("%s was not said: %s", key, type(error).__name__)
            return False
        return True


def _taken(update: Update) -> Response:
    """200. After a press its body is a call that Telegram makes by itself: one request less, and nothing is lost with it."""
    if update.callback_query is None:
        return Response(status_code=200)
    return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": update.callback_query.id})
