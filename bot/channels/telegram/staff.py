"""Updates from the staff's groups: what staff write in a ticket's topic goes to the backend, and what they are told of it.

An update is acknowledged when the backend has stored it, under the update's own key: delivered again it has no second effect. Only
members of a configured group count; no feature for residents works there. Deliveries are shown by the courier.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChatMember,
    GetMe,
    SendMessage,
    SetMessageReaction,
)
from aiogram.methods.base import TelegramMethod
from aiogram.types import (
    CallbackQuery,
    ChatMemberRestricted,
    ChatMemberUpdated,
    InlineKeyboardMarkup,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)

from backend.desk.contract import DeskAct, DeskMessage, DeskOrder, DeskOutcome, DeskPerson, DeskResult
from bot.backend import BackendClient, BackendDown, BackendRefusal
from bot.channels.telegram.calls import Calls, TelegramDown, Unreachable
from bot.channels.telegram.incoming import content_of, is_service
from bot.channels.telegram.staff_words import (
    ACTS,
    ANSWERS,
    HELP,
    Command,
    answer_buttons,
    command_of,
    pressed,
    topic_buttons,
)
from bot.channels.telegram.text import TEXT_UNITS, pieces
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Sent

log = logging.getLogger(__name__)

GROUPS_SECONDS = 60.0
MEMBER_SECONDS = 60.0
"""So long who was a member counts as one; a press is always asked for."""
REMEMBERED = 10_000
FILES = frozenset({"photo", "document", "voice", "audio", "video"})
INSIDE = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER})
NOTED = "👌"

Say = Callable[[], Awaitable[None]]
"""What follows an update that is stored; raises nothing."""
Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Taken:
    """An update of a staff group, which is stored. ``say`` None: nothing follows."""

    chat: str
    say: Say | None = None


def chat_of(update: Update) -> str | None:
    """The group that an update is of; None: it is of a private chat, or of none."""
    event = update.message or update.edited_message or update.my_chat_member
    if event is None and update.callback_query is not None:
        event = update.callback_query.message  # type: ignore[assignment]
    if event is None or event.chat.type == "private":
        return None
    return str(event.chat.id)


@dataclass(slots=True)
class StaffDesk:
    """``fetch`` gives a file's bytes; ``texts`` are staff's, Slovenian."""

    calls: Calls
    backend: BackendClient
    texts: Texts
    fetch: Fetch
    _groups: frozenset[int] = frozenset()
    _read_at: float | None = None
    _members: dict[tuple[int, int], float] = field(default_factory=dict)
    _said: dict[str, None] = field(default_factory=dict)
    _topics: dict[tuple[int, int | None], asyncio.Lock] = field(default_factory=dict)
    _username: str | None = None

    async def take(self, update: Update) -> Taken | None:
        """Stores what an update says; None: it is of no staff group. Raises BackendDown: then nothing is stored."""
        if update.my_chat_member is not None:
            return await self._moves(update.my_chat_member)
        chat = chat_of(update)
        if chat is None or int(chat) not in await self._known():
            return None
        if update.callback_query is not None:
            return Taken(chat, await self._pressed(update, update.callback_query))
        message = update.message or update.edited_message
        if message is None:
            return Taken(chat)
        if message.migrate_to_chat_id is not None:
            await self._client(update).group_moved(int(chat), message.migrate_to_chat_id)
            self._read_at = None
            return Taken(chat)
        person = await self._writer(message)
        if person is None:
            return Taken(chat)
        key = int(chat), _thread(message)
        # what is written in one topic is stored in its order, also where updates come side by side
        async with self._topics.setdefault(key, asyncio.Lock()):
            return Taken(chat, await self._stored(update, message, person))

    async def later(self, update: Update) -> None:
        """The backend is away: said once for each update."""
        message = update.message or update.edited_message
        if message is not None and message.chat.id in self._groups and self._first(f"later {update.update_id}"):
            await self._reply(message, self.texts("desk-later"))

    async def prepare(self) -> None:
        """Reads which groups there are: so they are known when the backend is away."""
        try:
            await self._known()
        except BackendDown as error:
            log.warning("the staff groups are not known yet: %s", error)

    async def _known(self) -> frozenset[int]:
        """The groups; those known before while the backend is away."""
        now = time.monotonic()
        if self._read_at is None or now - self._read_at > GROUPS_SECONDS:
            try:
                self._groups = frozenset(group.group_id for group in await self.backend.staff_groups())
                self._read_at = now
            except BackendDown:
                if self._read_at is None:
                    raise
        return self._groups

    def _client(self, update: Update) -> BackendClient:
        return self.backend.for_turn(f"staff:{update.update_id}")

    def _first(self, key: str) -> bool:
        """Whether ``key`` is said for the first time."""
        if key in self._said:
            return False
        self._said[key] = None
        if len(self._said) > REMEMBERED:
            del self._said[next(iter(self._said))]
        return True

    # who

    async def _writer(self, message: Message) -> DeskPerson | None:
        """Who wrote; None: nobody who counts, or nothing that was said."""
        user, group = message.from_user, message.chat
        if user is None or is_service(message):
            return None
        if message.sender_chat is not None:
            if message.sender_chat.id != group.id:
                return None  # a channel, or another group
            return DeskPerson(telegram_id=user.id, name=(message.author_signature or group.title or "–")[:200])
        if user.is_bot or not await self._is_member(group.id, user.id):
            return None
        return DeskPerson(telegram_id=user.id, name=user.full_name[:200])

    async def _is_member(self, group: int, person: int, *, surely: bool = False) -> bool:
        until = self._members.get((group, person), 0.0)
        if not surely and time.monotonic() < until:
            return True
        try:
            member = await self.calls.do(GetChatMember(chat_id=group, user_id=person))
        except (TelegramBadRequest, Unreachable) as error:
            log.warning("a member of group %d is not known: %s", group, type(error).__name__)
            return False
        except TelegramDown as error:
            raise BackendDown("Telegram") from error
        inside = member.status in INSIDE or (isinstance(member, ChatMemberRestricted) and member.is_member)
        self._members.pop((group, person), None)
        if inside:
            self._members[group, person] = time.monotonic() + MEMBER_SECONDS
        else:
            log.warning("someone who is no member of group %d wrote there", group)
        return inside

    # what they write

    async def _stored(self, update: Update, message: Message, person: DeskPerson) -> Say | None:
        edited = update.edited_message is not None
        command = command_of(message.text or "")
        if command is not None:
            if edited or not await self._is_for_us(command):
                return None
            return await self._order(update, message, person, command)
        thread = _thread(message)
        if thread is None:
            return None
        try:
            return await self._message(update, message, person, thread, edited=edited)
        except BackendRefusal as refusal:
            return self._why_not(message, refusal)

    async def _message(
        self, update: Update, message: Message, person: DeskPerson, thread: int, *, edited: bool
    ) -> Say | None:
        group, backend = message.chat.id, self._client(update)
        content, files = content_of(message), list[int]()
        if isinstance(content, Sent):
            if content.kind not in FILES or not content.file:
                return None if edited else self._replying(message, "desk-kind-refused")
            if not edited:
                data = await self.fetch(content.file)
                stored = await backend.store_desk_file(group, person.telegram_id, data, content.name or content.kind)
                files.append(stored.id)
        told = DeskMessage(
            thread_id=thread,
            message_id=message.message_id,
            person=person,
            text=message.text or message.caption or "",
            files=files,
            album=message.media_group_id,
            edited=edited,
        )
        result = await backend.desk_message(group, told)
        if result.outcome is not DeskOutcome.noted:
            return None  # the courier shows what became of it
        noted = SetMessageReaction(
            chat_id=group, message_id=message.message_id, reaction=[ReactionTypeEmoji(emoji=NOTED)]
        )
        return lambda: self._do(noted)

    async def _is_for_us(self, command: Command) -> bool:
        if command.bot is None:
            return True
        if self._username is None:
            try:
                self._username = (await self.calls.do(GetMe())).username or ""
            except TelegramDown as error:
                raise BackendDown("Telegram") from error
        return command.bot.lower() == self._username.lower()

    async def _order(self, update: Update, message: Message, person: DeskPerson, command: Command) -> Say | None:
        thread, group, backend = _thread(message), message.chat.id, self._client(update)
        if command.name in HELP:
            return self._replying(message, "desk-help")
        act = ACTS.get(command.name)
        if act is None and command.name != ANSWERS:
            return self._replying(message, "desk-unknown-command")
        if thread is None:
            return self._replying(message, "desk-not-in-topic")
        if command.name == ANSWERS:
            answers = await backend.canned_answers(group)
            if not answers:
                return self._replying(message, "desk-no-answers")
            shown = "\n".join([self.texts("desk-which-answer"), *(f"{one.shortcut}: {one.text}" for one in answers)])
            return lambda: self._reply(message, shown, answer_buttons(answers))
        if act is DeskAct.topic and not command.value:
            buttons = topic_buttons(self.texts)
            return lambda: self._reply(message, self.texts("desk-which-topic"), buttons)
        if act is DeskAct.canned and not command.value:
            return self._replying(message, "desk-answer-which")
        assert act is not None
        value = self._topic(command.value) if act is DeskAct.topic else command.value
        told = DeskOrder(thread_id=thread, message_id=message.message_id, person=person, act=act, value=value)
        try:
            result = await backend.desk_order(group, told)
        except BackendRefusal as refusal:
            return self._why_not(message, refusal)
        if result.outcome is DeskOutcome.unchanged:
            return self._replying(message, "desk-unchanged")
        if act is DeskAct.canned:
            text = await self._canned(group, value)
            return lambda: self._reply(message, self.texts("desk-sent", text=text))
        return None  # it is written into the topic

    def _topic(self, value: str) -> str:
        """A subject by the word that staff read, too."""
        wanted = value.lower()
        names = ("billing", "reading", "fault", "move", "data", "other")
        return next((name for name in names if self.texts(f"desk-topic-{name}").lower() == wanted), wanted)

    async def _canned(self, group: int, shortcut: str) -> str:
        """Its Slovenian text, for staff to see."""
        wanted = shortcut.strip().lower()
        return next((one.text for one in await self.backend.canned_answers(group) if one.shortcut == wanted), wanted)

    # what they press

    async def _pressed(self, update: Update, query: CallbackQuery) -> Say | None:
        message, asked = query.message, pressed(query.data or "")
        if not isinstance(message, Message) or asked is None:
            return lambda: self._do(AnswerCallbackQuery(callback_query_id=query.id))
        group, thread = message.chat.id, _thread(message)
        if thread is None or not await self._is_member(group, query.from_user.id, surely=True):
            refused = AnswerCallbackQuery(callback_query_id=query.id, text=self.texts("desk-press-refused"))
            return lambda: self._do(refused)
        person = DeskPerson(telegram_id=query.from_user.id, name=query.from_user.full_name[:200])
        act, value = asked
        told = DeskOrder(thread_id=thread, message_id=message.message_id, person=person, act=act, value=value)
        text: str | None = None
        try:
            result: DeskResult | None = await self._client(update).desk_order(group, told)
            if act is DeskAct.canned:
                text = self.texts("desk-sent", text=await self._canned(group, value))
        except BackendRefusal as refusal:
            result, text = None, self._words(refusal)

        async def say() -> None:
            await self._do(AnswerCallbackQuery(callback_query_id=query.id))
            if text is None:
                await self._do(EditMessageReplyMarkup(chat_id=group, message_id=message.message_id))
            elif result is None:
                await self._reply(message, text)
            else:
                edit = EditMessageText(chat_id=group, message_id=message.message_id, text=_short(text), parse_mode=None)
                await self._do(edit)

        return say

    # the bot itself comes, goes, and is given rights

    async def _moves(self, change: ChatMemberUpdated) -> Taken | None:
        group = change.chat
        if group.type not in ("group", "supergroup"):
            return None
        after, known = change.new_chat_member, await self._known()
        if after.status in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED):
            if group.id in known:
                log.error("the bot was removed from staff group %d: its posts wait", group.id)
            return Taken(str(group.id))
        if group.id not in known:
            log.info("the bot is in group %d; as a staff group: hisnik staff group … --chat %d", group.id, group.id)
            said = self.texts("desk-added", group=str(group.id))
            return Taken(str(group.id), (lambda: self._tell(group.id, said)) if self._first(f"in {group.id}") else None)
        missing = _lacks(change)
        if not missing:
            return Taken(str(group.id))
        lines = [self.texts("desk-lacks"), *(f"- {self.texts(f'desk-lack-{lack}')}" for lack in missing)]
        return Taken(str(group.id), lambda: self._tell(group.id, "\n".join(lines)))

    # what they are told

    def _why_not(self, message: Message, refusal: BackendRefusal) -> Say | None:
        """Once for a topic that is none of ours, and once for an album."""
        about = f"{message.chat.id} {_thread(message)}" if refusal.code == "ticket_unknown" else message.media_group_id
        if about is not None and not self._first(f"{refusal.code} {about}"):
            return None
        return lambda: self._reply(message, self._words(refusal))

    def _words(self, refusal: BackendRefusal) -> str:
        code = refusal.code.replace("_", "-")
        if self.texts.has(f"desk-error-{code}"):
            return self.texts(f"desk-error-{code}")
        values = {name: value for name, value in refusal.details.items() if value is not None}
        key = f"error-{code}" if self.texts.has(f"error-{code}") else "error-text"
        why = self.texts(key, **values)
        return self.texts("desk-error-not-stored", why=why) if code.startswith(("file-", "message-")) else why

    def _replying(self, message: Message, key: str) -> Say:
        return lambda: self._reply(message, self.texts(key))

    async def _reply(self, message: Message, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        await self._do(
            SendMessage(
                chat_id=message.chat.id,
                message_thread_id=_thread(message),
                text=_short(text),
                reply_parameters=ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True),
                reply_markup=buttons,
                parse_mode=None,
            )
        )

    async def _tell(self, group: int, text: str) -> None:
        await self._do(SendMessage(chat_id=group, text=text, parse_mode=None))

    async def _do(self, method: TelegramMethod[Any]) -> None:
        await self.calls.harmless(method)


def _thread(message: Message) -> int | None:
    """The topic; None in General, where a reply has a thread that is no topic."""
    return message.message_thread_id if message.is_topic_message else None


def _short(text: str) -> str:
    return next(pieces(text, TEXT_UNITS), "…")


def _lacks(change: ChatMemberUpdated) -> list[str]:
    """What the bot lacks in a staff group, as texts ``desk-lack-…``."""
    missing = [] if change.chat.is_forum else ["no-forum"]
    me = change.new_chat_member
    if me.status != ChatMemberStatus.ADMINISTRATOR:
        return [*missing, "no-administrator"]
    rights = {"can_manage_topics": "no-topics", "can_pin_messages": "no-pinning", "can_delete_messages": "no-deleting"}
    return [*missing, *(lack for right, lack in rights.items() if not getattr(me, right, False))]
