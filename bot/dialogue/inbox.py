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
from uuid import uuid4

from bot.backend import BackendClient, BackendDown
from bot.dialogue.conversation import Conversation
from bot.dialogue.engine import Engine
from bot.dialogue.store import Store, reply_of, turn_of
from bot.dialogue.store_models import TurnRow, TurnState
from bot.dialogue.texts import LANGUAGES, Texts
from bot.dialogue.turn import Reply, Turn, reply
from bot.dialogue.unclear import UnclearSentence, sentence

BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 15, 60, 300))
UNSENT_AFTER = timedelta(seconds=60)
POLL_SECONDS = 0.05
"""How often a chat held by another process is asked for."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Late:
    """A reply that comes later than its turn: to be sent to ``chat``, then reported with ``mark_late_sent``."""

    channel: str
    chat: str
    key: str
    reply: Reply


class Inbox:
    """Implements ``bot.channels.desk.Desk``. ``strict``: a bug raises (tests) instead of being answered with an apology."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        backend: BackendClient,
        texts: Mapping[str, Texts],
        clock: Callable[[], datetime],
        *,
        strict: bool = False,
    ) -> None:
        self._store = store
        self._engine = engine
        self._backend = backend
        self._texts = texts
        self._clock = clock
        self._strict = strict
        self._queues: dict[tuple[str, str], tuple[asyncio.Lock, int]] = {}

    async def receive(self, turn: Turn) -> Reply:
        """The reply. Empty: it was sent before, or the turn waits behind one of which the resident was told already."""
        async with self._chat(turn.channel, turn.chat):
            row = await self._store.add(turn, self._clock())
            if row.state != TurnState.waiting:
                return reply_of(row) if row.state == TurnState.answered else Reply()
            first_try = row.attempts == 0
            async with self._held(turn.channel, turn.chat) as (owner, conversation):
                stopped = await self._work(turn.channel, turn.chat, owner, conversation, until=row.id)
            row = await self._store.row(row.id)
        if row.state == TurnState.answered:
            return reply_of(row)
        told = stopped is not None and stopped.id == row.id and first_try
        return self._down(turn, conversation) if told else Reply()

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
            done: list[TurnRow] = []
            async with self._chat(channel, chat), self._held(channel, chat) as (owner, conversation):
                await self._work(channel, chat, owner, conversation, done=done)
            rows = [await self._store.row(row.id) for row in done]
            late += [Late(row.channel, row.chat, row.key, reply_of(row)) for row in rows]
        return late

    async def _work(
        self,
        channel: str,
        chat: str,
        owner: str,
        conversation: Conversation,
        *,
        until: int | None = None,
        done: list[TurnRow] | None = None,
    ) -> TurnRow | None:
        """Answers waiting turns in order. What stopped it: the turn that has to wait, or None."""
        while (row := await self._store.next_waiting(channel, chat)) is not None:
            if until is not None and row.id > until:
                return None
            if row.not_before > self._clock():
                return row
            if not await self._answer(row, conversation, owner):
                return row
            if done is not None:
                done.append(row)
        return None

    async def _answer(self, row: TurnRow, conversation: Conversation, owner: str) -> bool:
        """Answers one turn; False: it has to wait. ``conversation`` is brought up to date in place."""
        turn = turn_of(row)
        work = _copy(conversation)
        backend = self._backend.for_turn(_keys(turn))
        changed: Conversation | None = work
        try:
            said = await self._engine.answer(turn, work, backend)
        except BackendDown as error:
            log.warning("backend down (%s): a turn waits", error)
            wait = BACKOFF[min(row.attempts, len(BACKOFF) - 1)]
            await self._store.postpone(row, self._clock() + wait)
            return False
        except Exception as error:  # a bug must neither block the chat nor show itself
            if self._strict:
                raise
            frame = traceback.extract_tb(error.__traceback__)[-1]  # no message: it may quote what was typed
            log.error("a turn failed: %s at %s:%s", type(error).__name__, frame.name, frame.lineno)
            said, changed = reply(self._say(turn, conversation)("turn-failed")), None
        kept = await self._kept(said, work)
        if not await self._store.answered(row, changed, said, owner, self._clock(), kept):
            return False
        if changed is not None:
            _assign(conversation, changed)
        return True

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
        return reply(self._say(turn, conversation)("backend-down"))

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

    @asynccontextmanager
    async def _held(self, channel: str, chat: str) -> AsyncIterator[tuple[str, Conversation]]:
        """The chat's lease among processes."""
        owner = uuid4().hex
        # another process holds it: only the database knows until when
        while (conversation := await self._store.hold(channel, chat, owner)) is None:  # noqa: ASYNC110
            await asyncio.sleep(POLL_SECONDS)
        try:
            yield owner, conversation
        finally:
            await self._store.release(channel, chat, owner)


def _keys(turn: Turn) -> str:
    """The prefix of a turn's idempotency keys, short whatever the channel's key is."""
    return f"{turn.channel}:{hashlib.sha256(turn.key.encode()).hexdigest()[:32]}"


def _copy(conversation: Conversation) -> Conversation:
    form = conversation.form
    own = replace(form, answers=dict(form.answers), trail=list(form.trail)) if form is not None else None
    return replace(conversation, form=own, later=list(conversation.later))


def _assign(target: Conversation, source: Conversation) -> None:
    for name in Conversation.__slots__:
        setattr(target, name, getattr(source, name))
