"""The inbox: a turn is stored before it is answered, answered once, in order per chat, and kept while the backend is down.

Delivery is at least once: a reply that was stored but not reported as sent (the process was killed) is given out again by
``retry_due``. Effects are once: the backend's idempotency keys derive from the turn.
"""

import asyncio
import hashlib
import logging
import traceback
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError

from bot.backend import BackendClient, BackendDown
from bot.dialogue.conversation import Conversation
from bot.dialogue.engine import Engine
from bot.dialogue.store import Store, Waiting, reply_of, waiting_of
from bot.dialogue.store_models import TurnState
from bot.dialogue.texts import LANGUAGES, Texts
from bot.dialogue.turn import Reply, Turn, reply
from bot.dialogue.unclear import UnclearSentence, sentence

BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 15, 60, 300))
UNSENT_AFTER = timedelta(seconds=60)
POLL_SECONDS = 0.05
"""How soon a chat held by another process is asked for again: ever more slowly, up to ``LONGEST_POLL_SECONDS``."""
LONGEST_POLL_SECONDS = 0.5
HELD_SECONDS = 5.0
"""So long a turn waits for such a chat. Then it is acknowledged, since it is stored, and answered late: a process that was killed
holds its chats for a minute, and Telegram's few connections are not to wait there."""

SENDING_SECONDS = 2.0
"""So long another process may take to send what it has answered, before this one sends it, too."""

RENEW_SECONDS = 20.0
"""A third of the lease."""
MOST_FAULTS = 8
"""Tries that ended with a killed process or an error of the backend's; then the turn is given up, with an apology.

Eight kills beside others are no turn's fault, and take eight minutes at least (``bot.after_fault``)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Late:
    """A reply that comes later than its turn: to be sent to ``chat``, then reported with ``mark_late_sent``."""

    channel: str
    chat: str
    key: str
    reply: Reply


@dataclass(slots=True)
class Held:
    """A chat that this process answers in. ``conversation`` is brought up to date by each answer."""

    channel: str
    chat: str
    owner: str
    conversation: Conversation
    released: bool = False


class Inbox:
    """Implements ``bot.channels.desk.Desk``. ``strict``: a bug raises (tests) instead of being answered with an apology.

    ``held_seconds``: how long a chat that another process holds is waited for.
    """

    def __init__(
        self,
        store: Store,
        engine: Engine,
        backend: BackendClient,
        texts: Mapping[str, Texts],
        clock: Callable[[], datetime],
        *,
        strict: bool = False,
        held_seconds: float = HELD_SECONDS,
    ) -> None:
        self._store = store
        self._engine = engine
        self._backend = backend
        self._texts = texts
        self._clock = clock
        self._strict = strict
        self._held_seconds = held_seconds
        self._queues: dict[tuple[str, str], tuple[asyncio.Lock, int]] = {}

    async def receive(self, turn: Turn) -> Reply:
        """The reply. Empty: it was sent before, or the turn waits behind one of which the resident was told already."""
        async with self._chat(turn.channel, turn.chat):
            owner = uuid4().hex
            taken = await self._store.take(turn, owner, self._clock())
            if taken.state is not TurnState.waiting:
                return Reply() if taken.state is TurnState.sent else taken.reply
            held = await self._held(turn.channel, turn.chat, owner, taken.conversation)
            if held is None:
                return Reply(early=True)
            stopped: Waiting | None = taken.waiting
            async with self._holding(held):
                if taken.conversation is None and await self._sent_elsewhere(taken.waiting.id):
                    return Reply()
                if taken.go:
                    said = await self._answer(taken.waiting, held, last=True)
                    if said is not None:
                        return said
                else:
                    stopped = await self._work(held, until=taken.waiting.id)
            row = await self._store.row(taken.waiting.id)
        if row.state == TurnState.answered:
            return reply_of(row)
        told = taken.waiting.attempts or taken.waiting.faults or stopped is None or stopped.id != row.id
        return Reply(early=True) if told else self._down(turn, held.conversation)

    async def _sent_elsewhere(self, row_id: int) -> bool:
        """Whether the process that held the chat answered this very turn, and sends the answer: its end is waited for a moment."""
        for _ in range(ceil(SENDING_SECONDS / POLL_SECONDS)):
            state = (await self._store.row(row_id)).state
            if state != TurnState.answered:
                return state == TurnState.sent
            await asyncio.sleep(POLL_SECONDS)
        return False

    async def mark_sent(self, turn: Turn) -> None:
        """The channel has the reply."""
        await self._store.sent(turn.channel, turn.key)

    async def mark_late_sent(self, late: Late) -> None:
        """The channel has the late reply."""
        await self._store.sent(late.channel, late.key)

    async def retry_due(self) -> list[Late]:
        """Answers turns whose time has come; gives their replies and those that a killed process had not sent."""
        now = self._clock()
        late = [
            Late(row.channel, row.chat, row.key, reply_of(row)) for row in await self._store.unsent(now - UNSENT_AFTER)
        ]
        for channel, chat in await self._store.chats_due(now):
            done: list[Late] = []
            async with self._chat(channel, chat):
                owner = uuid4().hex
                conversation = await self._store.hold(channel, chat, owner)
                if conversation is None:
                    continue  # another process answers there
                held = Held(channel, chat, owner, conversation)
                async with self._holding(held):
                    await self._work(held, done=done)
            late += done
        return late

    async def _work(self, held: Held, *, until: int | None = None, done: list[Late] | None = None) -> Waiting | None:
        """Answers waiting turns in order. What stopped it: the turn that has to wait, or None."""
        while (row := await self._store.next_waiting(held.channel, held.chat)) is not None:
            if until is not None and row.id > until:
                return None
            waiting = waiting_of(row)
            if waiting.not_before > self._clock():
                return waiting
            await self._store.begin(waiting.id, self._clock())
            said = await self._answer(waiting, held)
            if said is None:
                return waiting
            if done is not None:
                done.append(Late(held.channel, held.chat, waiting.turn.key, said))
        return None

    async def _answer(self, waiting: Waiting, held: Held, *, last: bool = False) -> Reply | None:
        """Answers one turn whose try was counted; None: it has to wait. ``last``: the chat is let go with it."""
        turn, before = waiting.turn, held.conversation
        work = _copy(before)
        changed: Conversation | None = work
        try:
            if waiting.faults >= MOST_FAULTS:
                log.error("a turn is given up after %d tries: %s", waiting.faults, _keys(turn))
                said, changed = reply(self._say(turn, before)("turn-failed")), None
            else:
                said = await self._engine.answer(turn, work, self._backend.for_turn(_keys(turn)))
        except BackendDown as error:
            log.warning("backend down (%s): a turn waits", error)
            wait = BACKOFF[min(waiting.attempts, len(BACKOFF) - 1)]
            await self._store.postpone(waiting, self._clock() + wait, fault=error.fault)
            return None
        except Exception as error:  # a bug must neither block the chat nor show itself
            if self._strict:
                raise
            frame = traceback.extract_tb(error.__traceback__)[-1]  # no message: it may quote what was typed
            log.error("a turn failed: %s at %s:%s", type(error).__name__, frame.name, frame.lineno)
            said, changed = reply(self._say(turn, before)("turn-failed")), None
        kept = await self._kept(said, work)
        said = replace(said, unclear=None)
        now = self._clock()
        if not await self._store.answered(waiting, changed, said, held.owner, now, kept, keep=not last):
            return None
        held.released = last
        held.conversation = changed or before
        return said

    async def _kept(self, said: Reply, conversation: Conversation) -> UnclearSentence | None:
        """What is kept of a turn that was not understood. Nothing of one that held a secret; no answer depends on it."""
        if said.unclear is None or said.forget_incoming:
            return None
        try:
            return await asyncio.to_thread(sentence, said.unclear, conversation.language or LANGUAGES[0])
        except Exception as error:  # as in _answer
            if self._strict:
                raise
            log.error("a sentence is not kept: %s", type(error).__name__)
            return None

    def _say(self, turn: Turn, conversation: Conversation) -> Texts:
        hint = (turn.language_hint or LANGUAGES[0])[:2].lower()
        return self._texts[conversation.language or (LANGUAGES[0] if hint == LANGUAGES[0] else "en")]

    def _down(self, turn: Turn, conversation: Conversation) -> Reply:
        return replace(reply(self._say(turn, conversation)("backend-down")), early=True)

    @asynccontextmanager
    async def _chat(self, channel: str, chat: str) -> AsyncIterator[None]:
        """One at a time per chat within this process; the entry goes when nobody waits for it."""
        name = channel, chat
        lock, users = self._queues.get(name, (asyncio.Lock(), 0))
        self._queues[name] = lock, users + 1
        try:
            async with lock:
                yield
        finally:
            lock, users = self._queues[name]
            if users == 1:
                del self._queues[name]
            else:
                self._queues[name] = lock, users - 1

    async def _held(self, channel: str, chat: str, owner: str, conversation: Conversation | None) -> Held | None:
        """The chat's lease among processes; where ``conversation`` isn't there yet it is waited for, but not for long: None."""
        # another process holds it: only the database knows until when
        wait, left = POLL_SECONDS, self._held_seconds
        while conversation is None:
            if left <= 0:
                return None
            await asyncio.sleep(wait)
            wait, left = min(wait * 1.5, LONGEST_POLL_SECONDS), left - wait
            conversation = await self._store.hold(channel, chat, owner)
        return Held(channel, chat, owner, conversation)

    @asynccontextmanager
    async def _holding(self, held: Held) -> AsyncIterator[None]:
        """Renews the lease for as long as the block runs, and lets go of the chat, unless that was done with the answer."""
        loop = asyncio.get_running_loop()
        renewing: list[asyncio.Task[None]] = []
        # most turns take milliseconds: a timer costs them nothing, a task would
        timer = loop.call_later(RENEW_SECONDS, lambda: renewing.append(loop.create_task(self._renew(held))))
        try:
            yield
        finally:
            timer.cancel()
            for task in renewing:
                task.cancel()
                await asyncio.wait([task])
            if not held.released:
                await self._store.release(held.channel, held.chat, held.owner)

    async def _renew(self, held: Held) -> None:
        while True:
            try:
                await self._store.renew(held.channel, held.chat, held.owner)
            except SQLAlchemyError as error:
                log.warning("a lease is not renewed: %s", type(error).__name__)
            await asyncio.sleep(RENEW_SECONDS)


def _keys(turn: Turn) -> str:
    """The prefix of a turn's idempotency keys, short whatever the channel's key is."""
    return f"{turn.channel}:{hashlib.sha256(turn.key.encode()).hexdigest()[:32]}"


def _copy(conversation: Conversation) -> Conversation:
    form = conversation.form
    own = replace(form, answers=dict(form.answers), trail=list(form.trail)) if form is not None else None
    return replace(conversation, form=own, later=list(conversation.later), kept=list(conversation.kept))
