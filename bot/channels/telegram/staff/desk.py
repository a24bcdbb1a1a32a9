"""Updates from the staff's groups, each to the part that knows it.

An update is acknowledged when the backend has stored it, under the update's own key: delivered again it has no second effect. Only
members of a configured group count; no feature for residents works there.
"""

import asyncio
from dataclasses import dataclass, field

from aiogram.types import ChatMemberUpdated, Message, Update

from backend.desk.contract import DeskPerson
from bot.backend import BackendClient, BackendRefusal
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.incoming import is_service
from bot.channels.telegram.staff.groups import Groups
from bot.channels.telegram.staff.members import Members
from bot.channels.telegram.staff.messages import Fetch, Messages
from bot.channels.telegram.staff.orders import Orders
from bot.channels.telegram.staff.presses import Presses
from bot.channels.telegram.staff.telling import Say, Teller, thread_of
from bot.channels.telegram.staff.words import command_of
from bot.dialogue.texts import Texts


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
    _teller: Teller = field(init=False)
    _groups: Groups = field(init=False)
    _members: Members = field(init=False)
    _messages: Messages = field(init=False)
    _orders: Orders = field(init=False)
    _presses: Presses = field(init=False)
    _topics: dict[tuple[int, int | None], asyncio.Lock] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._teller = Teller(self.calls, self.texts)
        self._groups = Groups(self.backend, self._teller)
        self._members = Members(self.calls)
        self._messages = Messages(self.fetch, self._teller)
        self._orders = Orders(self.calls, self._teller)
        self._presses = Presses(self._members, self._teller)

    async def take(self, update: Update) -> Taken | None:
        """Stores what an update says; None: it is of no staff group. Raises BackendDown: then nothing is stored."""
        if update.my_chat_member is not None:
            return await self._moves(update.my_chat_member)
        chat = chat_of(update)
        if chat is None or int(chat) not in await self._groups.known():
            return None
        client = self.backend.for_turn(f"staff:{update.update_id}")
        if update.callback_query is not None:
            return Taken(chat, await self._presses.take(client, update.callback_query))
        message = update.message or update.edited_message
        if message is None:
            return Taken(chat)
        if message.migrate_to_chat_id is not None:
            await client.group_moved(int(chat), message.migrate_to_chat_id)
            self._groups.read_again()
            return Taken(chat)
        if message.sender_chat is not None:
            return Taken(chat, self._nameless(message) if update.message is not None else None)
        person = await self._members.writer(message)
        if person is None:
            return Taken(chat)
        key = int(chat), thread_of(message)
        # what is written in one topic is stored in its order, also where updates come side by side
        async with self._topics.setdefault(key, asyncio.Lock()):
            return Taken(chat, await self._stored(client, message, person, edited=update.edited_message is not None))

    async def later(self, update: Update) -> None:
        """The backend is away: said once for each update."""
        message = update.message or update.edited_message
        if message is None or not self._groups.has(message.chat.id):
            return
        if self._teller.first(f"later {update.update_id}"):
            await self._teller.reply(message, self.texts("desk-later"))

    async def prepare(self) -> None:
        """Reads which groups there are: so they are known when the backend is away."""
        await self._groups.prepare()

    async def _moves(self, change: ChatMemberUpdated) -> Taken | None:
        if change.chat.type not in ("group", "supergroup"):
            return None
        return Taken(str(change.chat.id), await self._groups.moves(change))

    def _nameless(self, message: Message) -> Say | None:
        """In the name of the group, or of a channel: it is nobody's, so it goes nowhere. Told in words once a topic."""
        thread = thread_of(message)
        if thread is None or message.is_automatic_forward or is_service(message):
            return None
        of_group = message.sender_chat is not None and message.sender_chat.id == message.chat.id
        key = "desk-anonymous" if of_group else "desk-as-channel"
        in_words = self._teller.first(f"{key} {message.chat.id} {thread}")
        return self._teller.refusing(message, key if in_words else None)

    async def _stored(self, client: BackendClient, message: Message, person: DeskPerson, *, edited: bool) -> Say | None:
        command = command_of(message.text or "")
        if command is not None:
            if edited or not await self._orders.are_for_us(command):
                return None
            return await self._orders.take(client, message, person, command)
        try:
            return await self._messages.take(client, message, person, edited=edited)
        except BackendRefusal as refusal:
            return self._teller.why_not(message, refusal)
