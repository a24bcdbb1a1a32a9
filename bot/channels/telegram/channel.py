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
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import DeleteWebhook, SetWebhook
from aiogram.methods.base import TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.desk import Desk
from bot.channels.lanes import Lanes
from bot.channels.telegram.calls import REFUSED, Calls, TelegramDown
from bot.channels.telegram.incoming import WANTED_UPDATES, turn_of
from bot.channels.telegram.outgoing import Files
from bot.channels.telegram.profile import Commands, introduce
from bot.channels.telegram.recent import Recent
from bot.channels.telegram.replies import FIRST_WAIT, LONGEST_WAIT, NOT_NOW, Replies
from bot.channels.telegram.session import PlainSession
from bot.channels.telegram.staff import StaffDesk, chat_of
from bot.collector import settle
from bot.dialogue.inbox import Late
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Pressed, Turn

log = logging.getLogger(__name__)

WEBHOOK_PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header's name
POLL_SECONDS = 30


def make_bot(token: str, api_base: str) -> Bot:
    """aiogram's client of any Bot API server."""
    return Bot(token, session=PlainSession(api=TelegramAPIServer.from_base(api_base)))


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
    _put_off: Recent = field(default_factory=Recent)
    _replies: Replies = field(init=False)

    def __post_init__(self) -> None:
        self._replies = Replies(self.calls, self.desk, self.files, self.texts)

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
            return await self._replies.tell(turn.chat, "telegram-later", turn.language_hint)
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
        self._running().put(turn.chat, lambda: self._replies.after(update, turn, reply, spins=not by_webhook))

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
                if self._put_off.add(f"later {update.update_id}"):
                    await self._tell_later(update, turn)
                return Response(status_code=503)
            return _taken(update)

        return Route(WEBHOOK_PATH, take, methods=["POST"])

    # out

    def send_late(self, late: Late, mark: Callable[[Late], Awaitable[None]]) -> None:
        """Queues a reply that comes later than its turn (``Inbox.retry_due``); ``mark`` is told when it was sent."""
        if self._lanes is not None:  # before the start: the next round brings it again
            self._lanes.put(late.chat, lambda: self._replies.late(late, mark))

    def _running(self) -> Lanes:
        if self._lanes is None:
            raise RuntimeError("the channel is not running")
        return self._lanes


def _taken(update: Update) -> Response:
    """200. After a press its body is a call that Telegram makes by itself: one request less, and nothing is lost with it."""
    if update.callback_query is None:
        return Response(status_code=200)
    return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": update.callback_query.id})
