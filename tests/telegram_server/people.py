"""What people do in a forum, and in their own chats beyond words: answers, albums, files, topics, comings and goings."""

import mimetypes
from collections.abc import Collection, Sequence
from typing import Any

from tests.telegram_server.methods.chats import RIGHTS, made_topic
from tests.telegram_server.world import Chat, Person, Posted, World

Json = dict[str, Any]
ANONYMOUS = Person(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
"""In whose name administrators write who don't show theirs."""
SOUNDS: dict[str, Json] = {"voice": {"duration": 3}, "audio": {"duration": 3}}
SIGHTS: dict[str, Json] = {"video": {"duration": 3, "width": 320, "height": 240}}


class People:
    """The people of one world. ``by`` and ``who`` are their private chats, as ``StandIn.person`` gives them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def writes(
        self,
        chat: Chat,
        content: Json,
        *,
        by: Chat | None = None,
        thread: int | None = None,
        reply_to: Posted | None = None,
    ) -> Posted:
        """Any message, its fields as the API shows them. ``LookupError`` where Telegram wouldn't let them."""
        person = (by or chat).person
        if person is None:
            raise LookupError("in a group, say who does it: by=")
        if chat.person is None and chat.members.get(person.id) in (None, "left", "kicked"):
            raise LookupError("only members write in a group")
        if reply_to is not None and thread is None:
            thread = reply_to.thread
        self._open(chat, thread, person)
        chat.started = True
        answered = None if reply_to is None else reply_to.id
        message = self._world.post(chat, person, content, thread=thread, reply_to=answered)
        self._world.updates.add("message", message.view())
        return message

    @staticmethod
    def _open(chat: Chat, thread: int | None, person: Person) -> None:
        if thread is None:
            return
        if thread not in chat.topics:
            raise LookupError("there is no such topic (any more)")
        if chat.topics[thread].closed and chat.members.get(person.id) not in ("administrator", "creator"):
            raise LookupError("the topic is closed")

    def file(self, kind: str, name: str, data: bytes, *, mime: str | None = None) -> Json:
        """A message's field for a file with this content; ``getFile`` and the download give it back."""
        kept = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = self._world.store(name, kept, data, f"{kind}s")
        view = self._world.files_view(stored)
        if kind == "photo":
            small = {**view, "file_id": f"{stored.id}-s", "width": 90, "height": 60}
            self._world.files[small["file_id"]] = stored
            return {"photo": [small, {**view, "width": 900, "height": 600}]}
        named = {} if kind == "voice" else {"file_name": name}
        return {kind: {**view, **named, "mime_type": kept, **SOUNDS.get(kind, {}), **SIGHTS.get(kind, {})}}

    def sends_album(
        self, chat: Chat, files: Sequence[tuple[str, str, bytes]], caption: str = "", **where: Any
    ) -> list[Posted]:
        """``(kind, name, content)`` each; one message and one update a file, the caption on the first."""
        album = str(next(self._world.numbers))
        sent = []
        for number, (kind, name, data) in enumerate(files):
            content = self.file(kind, name, data) | {"media_group_id": album}
            if caption and number == 0:
                content["caption"] = caption
            sent.append(self.writes(chat, content, **where))
        return sent

    def answers(self, message: Posted, text: str, *, by: Chat | None = None) -> Posted:
        """A reply to a message, in its topic."""
        return self.writes(message.chat, {"text": text}, by=by, reply_to=message)

    def edits(self, message: Posted, text: str) -> None:
        """Changes the text, or the caption of a file."""
        name = "text" if "text" in message.content else "caption"
        entities = ("entities", "caption_entities")
        message.content = {k: v for k, v in message.content.items() if k not in entities} | {name: text}
        message.edited = self._world.clock()
        self._world.updates.add("edited_message", message.view())

    def writes_anonymously(self, group: Chat, text: str, *, thread: int | None = None) -> Posted:
        """As an administrator who doesn't show who they are."""
        message = self._world.post(group, ANONYMOUS, {"text": text}, thread=thread)
        message.sender_chat = group
        self._world.updates.add("message", message.view())
        return message

    # topics

    def makes_topic(self, group: Chat, name: str, *, by: Chat) -> Posted:
        """A topic of somebody's own; gives its service message."""
        message = made_topic(self._world, group, self._person(by), name)
        self._world.updates.add("message", message.view())
        return message

    def switches_topic(self, group: Chat, thread: int, *, by: Chat, closed: bool) -> Posted:
        """Closes or reopens."""
        group.topics[thread].closed = closed
        kind = "forum_topic_closed" if closed else "forum_topic_reopened"
        message = self._world.post(group, self._person(by), {kind: {}}, thread=thread)
        self._world.updates.add("message", message.view())
        return message

    def deletes_topic(self, group: Chat, thread: int) -> None:
        """With all that was written there. The bot hears nothing of it."""
        self._world.drop_topic(group, thread)

    # comings and goings

    def joins(self, group: Chat, who: Chat, status: str = "member") -> None:
        """Comes in, comes back, or becomes administrator."""
        self._becomes(group, self._person(who), status)

    def leaves(self, group: Chat, who: Chat, *, removed: bool = False) -> None:
        """Leaves, or is removed by an administrator."""
        self._becomes(group, self._person(who), "kicked" if removed else "left")

    def bot_becomes(self, group: Chat, status: str, *, lacking: Sequence[str] = ()) -> None:
        """The bot is made ``administrator`` (without some rights), ``member``, or is ``kicked``."""
        group.lacking = set(lacking)
        self._becomes(group, self._world.bot, status)

    def _becomes(self, group: Chat, person: Person, status: str) -> None:
        before = group.members.get(person.id, "left")
        group.members[person.id] = status
        event = {"chat": group.view(), "from": person.view(), "date": int(self._world.clock())}
        lacking = group.lacking if person is self._world.bot else set[str]()
        event |= {"old_chat_member": _member(person, before), "new_chat_member": _member(person, status, lacking)}
        if person is self._world.bot:
            self._world.updates.add("my_chat_member", event)
        elif group.members.get(self._world.bot.id) == "administrator":
            self._world.updates.add("chat_member", event)
        self._world.changes.changed()

    @staticmethod
    def _person(who: Chat) -> Person:
        if who.person is None:
            raise LookupError("say who does it")
        return who.person


def _member(person: Person, status: str, lacking: Collection[str] = ()) -> Json:
    """A ``ChatMember``, with what its status needs; ``lacking``: rights that it was not given."""
    known: dict[str, Json] = {"kicked": {"until_date": 0}, "creator": {"is_anonymous": False}}
    more = known.get(status, {})
    if status == "administrator":
        more = {right: right not in lacking for right in RIGHTS} | {"can_be_edited": False, "is_anonymous": False}
    return {"status": status, "user": person.view(), **more}
