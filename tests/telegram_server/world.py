"""What the stand-in remembers: people, chats, topics, messages, files, pressed buttons."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.telegram_server.changes import Changes
from tests.telegram_server.errors import bad, blocked, forbidden, migrated
from tests.telegram_server.updates import Updates

Json = dict[str, Any]
Clock = Callable[[], float]
"""Unix time in seconds."""


@dataclass(slots=True, eq=False)
class Person:
    """A Telegram user. Their private chat with the bot has the same id."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    blocked_bot: bool = False
    deactivated: bool = False
    is_bot: bool = False

    def view(self) -> Json:
        """As the API shows them."""
        view = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            view["username"] = self.username
        if self.language_code:
            view["language_code"] = self.language_code
        return view


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is that of the service message that opened it."""

    id: int
    name: str
    creator: int
    """A user id: who made a topic may change it without the right to manage topics."""
    closed: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, group or supergroup. ``members``: user id -> status, the bot included."""

    id: int
    type: Literal["private", "group", "supergroup"]
    title: str
    person: Person | None = None
    started: bool = False
    """Private: the person wrote first, without which the bot may not write."""
    is_forum: bool = False
    migrated_to: int | None = None
    members: dict[int, str] = field(default_factory=dict)
    lacking: set[str] = field(default_factory=set)
    """Rights that the bot was not given as administrator, such as ``can_manage_topics``."""
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, "Posted"] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    """Chat actions the bot sent, such as ``typing``."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(2))
    """Of a supergroup's messages."""

    def view(self) -> Json:
        """As the API shows it."""
        if self.person is not None:
            person = self.person.view()
            return {
                "id": self.id,
                "type": "private",
                **{k: person[k] for k in ("first_name", "username") if k in person},
            }
        view: Json = {"id": self.id, "type": self.type, "title": self.title}
        return {**view, "is_forum": True} if self.is_forum else view


@dataclass(slots=True, eq=False)
class Posted:
    """A message. ``content``: its fields as the API shows them (``text``, ``entities``, ``photo``, ``caption``, …)."""

    id: int
    chat: Chat
    sender: Person
    date: float
    content: Json
    markup: Json | None = None
    thread: int | None = None
    reply_to: int | None = None
    edited: float | None = None
    deleted: bool = False
    reactions: list[Json] = field(default_factory=list)
    """The bot's own."""
    sender_chat: Chat | None = None
    """The group itself, for an anonymous administrator."""

    def view(self, *, quoted: bool = False) -> Json:
        """As the API shows it. ``quoted``: within another message, where a reply doesn't show what it replies to."""
        view: Json = {
            "message_id": self.id,
            "date": int(self.date),
            "chat": self.chat.view(),
            "from": self.sender.view(),
        }
        view.update(self.content)
        if self.markup and "inline_keyboard" in self.markup:
            view["reply_markup"] = self.markup
        if self.thread is not None:
            view |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.edited is not None:
            view["edit_date"] = int(self.edited)
        if self.sender_chat is not None:
            view["sender_chat"] = self.sender_chat.view()
        answered = self.chat.messages.get(self.reply_to or self.topic_head or 0)
        if answered is not None and not quoted:
            view["reply_to_message"] = answered.view(quoted=True)
        return view

    @property
    def topic_head(self) -> int | None:
        """In a topic, what answers nothing else answers the service message that made the topic."""
        return self.thread if self.thread != self.id else None

    @property
    def text(self) -> str:
        """Text or caption."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def buttons(self) -> list[Json]:
        """Inline buttons, row after row."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [button["text"] for button in self.buttons]

    @property
    def file_id(self) -> str | None:
        """The file it carries."""
        if "photo" in self.content:
            return str(self.content["photo"][-1]["file_id"])
        kinds = ("document", "voice", "audio", "video", "sticker")
        return next((str(self.content[kind]["file_id"]) for kind in kinds if kind in self.content), None)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``data`` as uploaded."""

    id: str
    path: str
    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Query:
    """A pressed button that waits for ``answerCallbackQuery``."""

    id: str
    person: Person
    asked: float
    answers: list[Json] = field(default_factory=list)


@dataclass
class World:
    """All state of one stand-in with its one bot."""

    token: str
    bot: Person
    clock: Clock
    query_seconds: float = 60.0
    """How long a pressed button can be answered."""
    delete_seconds: float = 48 * 3600.0
    download_bytes: int = 20 * 1024 * 1024
    photo_bytes: int = 10 * 1024 * 1024
    file_bytes: int = 50 * 1024 * 1024
    changes: Changes = field(default_factory=Changes)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    settings: Json = field(default_factory=dict)
    """Names, descriptions and commands: ``(kind, scope, language)`` -> value."""
    calls: list[tuple[str, Json]] = field(default_factory=list)
    """Every method called, with its parameters, in order."""

    def __post_init__(self) -> None:
        self.updates = Updates(self.changes)
        self.numbers = itertools.count(1)
        self.people[self.bot.id] = self.bot

    def chat(self, chat_id: object) -> Chat:
        """A chat by id or ``@username``; 400 if there is none."""
        if isinstance(chat_id, int) and chat_id in self.chats:
            return self.chats[chat_id]
        for chat in self.chats.values():
            name = chat.person.username if chat.person else None
            if name and f"@{name}" == chat_id:
                return chat
        raise bad("chat not found")

    def writable(self, chat_id: object) -> Chat:
        """A chat that the bot may write to, or the refusal that tells why not."""
        chat = self.chat(chat_id)
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        if chat.person is None:
            status = chat.members.get(self.bot.id)
            if status == "kicked":
                raise forbidden(f"bot was kicked from the {chat.type} chat")
            if status in (None, "left"):
                raise forbidden(f"bot is not a member of the {chat.type} chat")
        elif chat.person.deactivated:
            raise forbidden("user is deactivated")
        elif chat.person.blocked_bot:
            raise blocked()
        elif not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def may(self, chat: Chat, right: str) -> bool:
        """Whether the bot is an administrator with this right."""
        return chat.members.get(self.bot.id) == "administrator" and right not in chat.lacking

    def drop_topic(self, chat: Chat, thread: int) -> None:
        """A topic goes with all that was written there; no update tells of it."""
        del chat.topics[thread]
        for message in chat.messages.values():
            message.deleted = message.deleted or message.thread == thread
        self.changes.changed()

    def message(self, chat: Chat, message_id: object, what: str) -> Posted:
        """A message that is still there; 400 ``message to <what> not found``."""
        found = chat.messages.get(message_id) if isinstance(message_id, int) else None
        if found is None or found.deleted:
            raise bad(f"message to {what} not found")
        return found

    def post(
        self,
        chat: Chat,
        sender: Person,
        content: Json,
        *,
        markup: Json | None = None,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> Posted:
        """Puts a message into a chat."""
        # a supergroup counts its own messages, from the one of its creation; private chats and small groups are counted together
        number = next(chat.numbers if chat.type == "supergroup" else self.numbers)
        message = Posted(number, chat, sender, self.clock(), content, markup, thread, reply_to)
        chat.messages[number] = message
        self.changes.changed()
        return message

    def store(self, name: str, mime: str, data: bytes, folder: str = "documents") -> StoredFile:
        """Keeps a file and gives it its id."""
        number = next(self.numbers)
        stored = StoredFile(f"BQACAgQAAx-{number}", f"{folder}/file_{number}{_ending(name)}", name, mime, data)
        self.files[stored.id] = stored
        return stored

    def files_view(self, stored: StoredFile) -> Json:
        """The fields that every kind of file has."""
        return {"file_id": stored.id, "file_unique_id": f"u{stored.id[-8:]}", "file_size": len(stored.data)}


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2]}" if "." in name else ""
