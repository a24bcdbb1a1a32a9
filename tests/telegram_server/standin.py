"""``StandIn``: the server on a loopback port, with people who write, press and send, and a view of what came back."""

import asyncio
import itertools
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.telegram_server.faults import Faults
from tests.telegram_server.people import People
from tests.telegram_server.server import Server
from tests.telegram_server.webhook import Patience, Webhook
from tests.telegram_server.world import Chat, Clock, Person, Posted, Query, World

Json = dict[str, Any]
TOKEN = "42:stand-in-token_ABC"
WAIT_SECONDS = 10.0

SAMPLES: dict[str, Json] = {
    "location": {"location": {"latitude": 46.05, "longitude": 14.5}},
    "contact": {"contact": {"phone_number": "+38640000000", "first_name": "Nekdo"}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "sticker": {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular", "emoji": "👍"},
}


class StandIn:
    """``async with StandIn() as telegram``: a Bot API server with one bot."""

    def __init__(
        self, *, clock: Clock = time.time, patience: Patience | None = None, faults: Faults | None = None
    ) -> None:
        bot = Person(42, "Hišnik", "hisnik_bot", is_bot=True)
        self.world = World(TOKEN, bot, clock)
        self.people = People(self.world)
        """More of what people do: albums, answers, topics, comings and goings."""
        self.faults = faults or Faults()
        self.webhook = Webhook(
            self.world.updates, self.world.changes, clock, self._execute, patience or Patience(first=0.01, longest=0.1)
        )
        self._server = Server(self.world, self.faults, self.webhook)
        self._runner = web.AppRunner(self._server.app(), handler_cancellation=True, shutdown_timeout=0.1)
        self._ids = itertools.count(1001)
        self._deliveries: asyncio.Task[None] | None = None
        self.token = TOKEN
        self.base_url = ""

    async def _execute(self, answer: Json) -> object:
        return await self._server.execute(answer)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}"
        # held here and awaited below: a fixture's setup and teardown are different tasks, so no TaskGroup
        self._deliveries = asyncio.get_running_loop().create_task(self.webhook.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.updates.end_poll()
        if self._deliveries is not None:
            self._deliveries.cancel()
            await asyncio.wait([self._deliveries])
            if not self._deliveries.cancelled():
                self._deliveries.result()
        await self._runner.cleanup()

    # people and chats

    def person(self, first_name: str = "Ana", *, username: str | None = None, language_code: str | None = "sl") -> Chat:
        """A new resident; gives their private chat with the bot, which they have not started yet."""
        person = Person(next(self._ids), first_name, username, language_code)
        self.world.people[person.id] = person
        chat = Chat(person.id, "private", first_name, person)
        self.world.chats[chat.id] = chat
        return chat

    def group(
        self,
        title: str,
        *people: Chat,
        forum: bool = False,
        bot_status: str = "member",
        lacking: Sequence[str] = (),
    ) -> Chat:
        """A group with these residents and the bot; a forum is a supergroup. ``lacking``: rights the bot was not given."""
        number = -1_000_000_000_000 - next(self._ids) if forum else -next(self._ids)
        members = {chat.id: "member" for chat in people} | {self.world.bot.id: bot_status}
        chat = Chat(
            number, "supergroup" if forum else "group", title, is_forum=forum, members=members, lacking=set(lacking)
        )
        self.world.chats[chat.id] = chat
        return chat

    def migrate(self, group: Chat) -> Chat:
        """The group becomes a supergroup with another id."""
        grown = Chat(-1_000_000_000_000 - next(self._ids), "supergroup", group.title, members=dict(group.members))
        self.world.chats[grown.id] = grown
        group.migrated_to = grown.id
        return grown

    def blocks(self, chat: Chat, *, blocked: bool = True) -> None:
        """The resident blocks the bot, or lets it in again; the bot hears of it by ``my_chat_member``."""
        person = self._person(chat)
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        person.blocked_bot = blocked
        bot = self.world.bot.view()
        event = {
            "chat": chat.view(),
            "from": person.view(),
            "date": int(self.world.clock()),
            "old_chat_member": {"status": before, "user": bot, **({"until_date": 0} if before == "kicked" else {})},
            "new_chat_member": {"status": after, "user": bot, **({"until_date": 0} if after == "kicked" else {})},
        }
        self.world.updates.add("my_chat_member", event)

    def _person(self, chat: Chat, by: Chat | None = None) -> Person:
        person = (by or chat).person
        if person is None:
            raise LookupError("in a group, say who does it: by=")
        return person

    # what people do

    def user_sends(
        self,
        chat: Chat,
        content: Json,
        *,
        by: Chat | None = None,
        thread: int | None = None,
        reply_to: Posted | None = None,
    ) -> Posted:
        """Any message, its fields as the API shows them."""
        return self.people.writes(chat, content, by=by, thread=thread, reply_to=reply_to)

    def user_says(self, chat: Chat, text: str, *, by: Chat | None = None, thread: int | None = None) -> Posted:
        """Text; a leading command is marked as such."""
        content: Json = {"text": text}
        if text.startswith("/"):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        return self.user_sends(chat, content, by=by, thread=thread)

    def user_starts(self, chat: Chat, payload: str = "") -> Posted:
        """``/start``, from the button or a deep link."""
        return self.user_says(chat, f"/start {payload}".strip())

    def user_sends_kind(
        self,
        chat: Chat,
        kind: str,
        *,
        name: str = "meritev.pdf",
        data: bytes = b"x",
        caption: str = "",
        by: Chat | None = None,
        thread: int | None = None,
        reply_to: Posted | None = None,
    ) -> Posted:
        """A photo, document, voice, audio, video, sticker, location, contact or dice."""
        sample = SAMPLES.get(kind, {})
        content = sample if kind in sample else self.people.file(kind, name, data)
        if kind == "sticker":
            content = {kind: {**content[kind], **sample}}
        if caption:
            content = {**content, "caption": caption}
        return self.user_sends(chat, content, by=by, thread=thread, reply_to=reply_to)

    def user_sends_album(
        self,
        chat: Chat,
        files: Sequence[tuple[str, str, bytes]],
        caption: str = "",
        *,
        by: Chat | None = None,
        thread: int | None = None,
    ) -> list[Posted]:
        """``(kind, name, content)`` each, the caption on the first."""
        return self.people.sends_album(chat, files, caption, by=by, thread=thread)

    def user_edits(self, message: Posted, text: str) -> None:
        """Changes a text that was sent, or a file's caption."""
        self.people.edits(message, text)

    def user_presses(self, message: Posted, label: str, *, by: Chat | None = None) -> Query:
        """The inline button with that label; ``LookupError`` if the message has none."""
        data = next((b.get("callback_data") for b in message.buttons if b["text"] == label), None)
        if data is None:
            raise LookupError(f"no button {label!r} among {message.labels}")
        return self.user_presses_data(message, data, by=by)

    def user_presses_data(self, message: Posted, data: str, *, by: Chat | None = None) -> Query:
        """A button with this data, whether the message has it or not: forged, or long gone."""
        person = self._person(message.chat, by)
        query = Query(str(next(self._ids) * 1_000_003), person, self.world.clock())
        self.world.queries[query.id] = query
        event = {"id": query.id, "from": person.view(), "chat_instance": str(message.chat.id), "data": data}
        self.world.updates.add("callback_query", event | {"message": message.view()})
        return query

    # what came back

    def from_bot(self, chat: Chat) -> list[Posted]:
        """What the bot sent there and did not delete, in order."""
        return [m for m in chat.messages.values() if m.sender is self.world.bot and not m.deleted]

    def in_topic(self, group: Chat, thread: int) -> list[Posted]:
        """Everybody's messages in a topic, in order, without service messages."""
        there = [m for m in group.messages.values() if m.thread == thread and not m.deleted]
        service = ("forum_topic_", "pinned_message")
        return [m for m in there if not any(name.startswith(service) for name in m.content)]

    def topic_named(self, group: Chat, part: str) -> int:
        """The thread of the one topic whose name has this in it; ``LookupError`` if there is none, or more."""
        found = [topic.id for topic in group.topics.values() if part in topic.name]
        if len(found) != 1:
            raise LookupError(f"{len(found)} topics with {part!r} among {[t.name for t in group.topics.values()]}")
        return found[0]

    def texts(self, chat: Chat) -> list[str]:
        """Texts and captions of the bot."""
        return [message.text for message in self.from_bot(chat)]

    def with_button(self, chat: Chat, label: str) -> Posted:
        """The bot's newest message with that button."""
        for message in reversed(self.from_bot(chat)):
            if label in message.labels:
                return message
        raise LookupError(f"no message with the button {label!r}")

    def file(self, message: Posted) -> bytes:
        """The bytes of a message's file."""
        if message.file_id is None:
            raise LookupError("the message carries no file")
        return self.world.files[message.file_id].data

    def called(self, method: str) -> list[Json]:
        """Parameters of every call of a method."""
        return [values for name, values in self.world.calls if name == method]

    async def until(self, condition: Callable[[], object], seconds: float = WAIT_SECONDS) -> None:
        """Waits for a condition; ``AssertionError`` with what the bot did if it never holds."""
        if not await self.world.changes.until(condition, seconds):
            raise AssertionError(f"never happened; calls so far: {[name for name, _ in self.world.calls]}")

    async def until_answered(self, chat: Chat, count: int = 1) -> list[Posted]:
        """Waits until the bot has sent that many messages there."""
        await self.until(lambda: len(self.from_bot(chat)) >= count)
        return self.from_bot(chat)

    async def until_confirmed(self) -> None:
        """Waits until every update was taken by the bot."""
        await self.until(lambda: not self.world.updates.pending)
