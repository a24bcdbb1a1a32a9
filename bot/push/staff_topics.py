"""A ticket's topic: where it is, or it is made, once. The protocol and what it rests on: docs/decisions/staff-topics.md."""

import logging
import time
from dataclasses import dataclass, field

from telegram import Message
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from backend.desk.contract import PostView, TopicClaim, TopicMade, TopicState, TopicView
from bot.backend import BackendClient
from bot.channels.telegram.text import pieces
from bot.dialogue.texts import Texts
from bot.push.staff_calls import Later, Minutes
from bot.push.staff_rights import Lack, Rights
from bot.push.telegram import LimitedBot

log = logging.getLogger(__name__)

PROBE = "…"
"""What is sent, silently, to see what is there; deleted at once."""
AT_ONCE = 60
"""Probes a turn: at five a second well within the minute for which the row is held."""
FAR = 1000
"""Message ids after ``after_message`` that are looked at."""
HEAD = 3
"""Messages of a topic that is made: its service message, its head, what was before."""
BUSY_SECONDS = 5
MAKE_WITHIN = 15.0
"""Seconds from the claim: the call takes 40 at most, and the claim lasts 60."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to post."""

    group: int
    thread: int


@dataclass(slots=True)
class Topics:
    """One courier's. ``owner`` names it to the backend."""

    bot: LimitedBot
    owner: str
    texts: Texts
    minutes: Minutes
    rights: Rights
    _untried: set[int] = field(default_factory=set)
    """Tickets whose topic this process has claimed and surely not made."""
    _looked: dict[int, int] = field(default_factory=dict)
    """How far the search for a ticket's topic has come."""
    _ends: dict[int, int] = field(default_factory=dict)
    """Where it ends: the call that may have made it was over before, whatever is written in the group meanwhile."""
    _headless: dict[int, int] = field(default_factory=dict)
    """Tickets whose topic is made here, and which: its head could not be sent, or the backend not told."""

    def sent(self, group: int, *messages: Message) -> None:
        """Counts what went out."""
        self.minutes.took(group, len(messages))

    async def place_of(self, backend: BackendClient, post: PostView, group: int, need: int) -> Place:
        """The ticket's topic, with room for ``need`` messages. ``group``: where it is thought to be.

        Raises ``Later``, TelegramError, BackendDown, BackendRefusal.
        """
        if not post.has_topic:
            # before the claim: who comes after a courier that died with one has to look for what may have been made
            await self._room(group, need + HEAD)
        began, ticket = time.monotonic(), post.ticket_id
        view = await self._claim(backend, ticket, post.message_id)
        if view.state is TopicState.busy:
            raise Later(BUSY_SECONDS, "another courier makes the topic")
        if view.state is TopicState.ready:
            self.minutes.need(view.group_id, need)
        else:
            view = await self._made(backend, ticket, post.message_id, view, need, began)
        assert view.thread_id is not None
        return Place(view.group_id, view.thread_id)

    async def _room(self, group: int, need: int) -> None:
        """For a topic that is to be made. Raises ``Later``, TelegramError."""
        await self.rights.check(group)
        self.minutes.need(group, need)

    async def _claim(self, backend: BackendClient, ticket: int, message: int) -> TopicView:
        view = await backend.claim_topic(ticket, TopicClaim(owner=self.owner, message_id=message))
        if view.state is TopicState.make:
            self._untried.add(ticket)
            for kept in (self._headless, self._looked, self._ends):
                kept.pop(ticket, None)
        return view

    async def _made(
        self, backend: BackendClient, ticket: int, message: int, view: TopicView, need: int, began: float
    ) -> TopicView:
        await self._room(view.group_id, need + HEAD)
        if view.after_message is None:
            # a group that nothing was sent to: without a message's number there is nothing to search after
            greeting = await self.bot.send_message(view.group_id, self.texts("desk-greeting"))
            self.sent(view.group_id, greeting)
            asked = TopicClaim(owner=self.owner, after_message=greeting.message_id, message_id=message)
            view = await backend.claim_topic(ticket, asked)
            self._untried.add(ticket)
            if view.state in (TopicState.busy, TopicState.ready):
                raise Later(BUSY_SECONDS, "another courier makes the topic")
        thread = self._headless.get(ticket)
        if thread is None and ticket not in self._untried:
            thread = await self._seek(ticket, view)
        if thread is None and time.monotonic() - began > MAKE_WITHIN:
            self._untried.add(ticket)
            raise Later(0, "the claim of the topic grows old")
        if thread is None:
            thread = await self._make(ticket, view)
        # the head before the report: who finds the topic after a crash sends it, and no topic is without one
        self._headless[ticket] = thread
        await self._head(Place(view.group_id, thread), ticket, view)
        await backend.topic_made(ticket, TopicMade(owner=self.owner, thread_id=thread))
        del self._headless[ticket]
        return view.model_copy(update={"thread_id": thread})

    async def _make(self, ticket: int, view: TopicView) -> int:
        self._untried.discard(ticket)
        self._ends.pop(ticket, None)
        try:
            made = await self.bot.create_forum_topic(view.group_id, view.title)
        except TelegramError as error:
            if isinstance(error, BadRequest | Forbidden | RetryAfter) or not isinstance(error, NetworkError):
                self._untried.add(ticket)  # refused: nothing was made
            raise
        self.minutes.took(view.group_id)
        return made.message_thread_id

    async def _head(self, place: Place, ticket: int, view: TopicView) -> None:
        """The head, pinned where that is allowed; then what was before, in a topic that is made anew."""
        first: Message | None = None
        for text in (*pieces(view.head), *pieces(view.earlier)):
            try:
                sent = await self.bot.send_message(place.group, text, message_thread_id=place.thread)
            except BadRequest as error:
                if "thread not found" not in error.message.lower():
                    raise
                del self._headless[ticket]
                self._untried.add(ticket)
                raise Later(0, "its topic was deleted at once") from error
            self.sent(place.group, sent)
            first = first or sent
        if first is None or Lack.no_pinning in await self.rights.check(place.group):
            return
        try:
            await self.bot.pin_chat_message(place.group, first.message_id, disable_notification=True)
        except TelegramError as error:
            log.info("a topic's head was not pinned: %s", type(error).__name__)

    # somebody may have made it and died

    async def _seek(self, ticket: int, view: TopicView) -> int | None:
        """The topic that was made for this ticket; None: there is none. Raises ``Later`` where the way is long."""
        assert view.after_message is not None
        far = view.after_message + FAR
        if ticket not in self._ends:
            self._ends[ticket] = min(await self._end(view.group_id) or far, far)
        last = self._ends[ticket]
        first = self._looked.get(ticket, view.after_message) + 1
        number = view.title.partition(" ")[0]
        known = set(view.known)
        unknown = [candidate for candidate in range(first, last) if candidate not in known]
        for candidate in unknown[:AT_ONCE]:
            name = await self._topic_at(view.group_id, candidate)
            if name is not None and name.partition(" ")[0] == number:
                log.warning("ticket %d: its topic was made before and is found", ticket)
                return candidate
            self._looked[ticket] = candidate
        if len(unknown) > AT_ONCE:
            raise Later(0, "looks for the topic that was made")
        return None

    async def _end(self, group: int) -> int | None:
        """A message id that is newer than all; None where the bot may not write outside of topics."""
        try:
            return await self._probe(group, None)
        except BadRequest as error:
            log.info("the end of group %d is not known: %s", group, error.message)
            return None

    async def _topic_at(self, group: int, thread: int) -> str | None:
        """The name of the topic with this id, empty where it is not told; None: there is none."""
        try:
            sent = await self.bot.send_message(group, PROBE, message_thread_id=thread, disable_notification=True)
        except BadRequest as error:
            if "thread not found" in error.message.lower():
                return None
            if "topic_closed" in error.message.lower():
                return ""  # one that was just made is open
            raise
        await self._remove(group, sent)
        made = sent.reply_to_message.forum_topic_created if sent.reply_to_message else None
        return made.name if made else ""

    async def _probe(self, group: int, thread: int | None) -> int:
        sent = await self.bot.send_message(group, PROBE, message_thread_id=thread, disable_notification=True)
        await self._remove(group, sent)
        return sent.message_id

    async def _remove(self, group: int, sent: Message) -> None:
        self.sent(group, sent)
        try:
            await self.bot.delete_message(group, sent.message_id)
        except BadRequest as error:
            log.info("a probe was not deleted: %s", error.message)
