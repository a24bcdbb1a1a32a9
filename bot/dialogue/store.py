"""Conversations and the inbox in PostgreSQL. Every method is one short transaction; none is open while a turn is answered.

A chat is held by a lease (see docs/decisions/inbox.md): other processes wait, other chats don't.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on

from bot.database import Sessions
from bot.dialogue.conversation import Conversation
from bot.dialogue.store_models import ChatRow, TurnRow, TurnState, UnclearRow
from bot.dialogue.texts import LJUBLJANA
from bot.dialogue.turn import Reply, Turn
from bot.dialogue.unclear import UnclearSentence
from bot.direct import Direct

LEASE = timedelta(seconds=60)

_TURN, _REPLY, _CONVERSATION = TypeAdapter(Turn), TypeAdapter(Reply), TypeAdapter(Conversation)


_TAKE = """
SELECT id, state, reply, attempts, faults, not_before, held, go, conversation FROM bot.take_turn(
    %(channel)s, %(chat)s, %(key)s, %(turn)s::jsonb, %(blank)s::jsonb, %(now)s, %(owner)s, %(lease)s)
"""
_CHAT_DONE = """
WITH mine AS (
    UPDATE bot.conversations SET updated_at = %(now)s, state = coalesce(%(state)s::jsonb, state),
        language = coalesce(%(language)s, language), lease = CASE WHEN %(keep)s THEN lease END,
        lease_until = CASE WHEN %(keep)s THEN clock_timestamp() + %(lease)s END
    WHERE channel = %(channel)s AND chat = %(chat)s AND lease = %(owner)s RETURNING chat
)"""
_TURN_DONE = """
UPDATE bot.turns SET state = 'answered', turn = NULL, reply = %(reply)s::jsonb, answered_at = %(now)s, attempts = attempts + 1
FROM mine WHERE id = %(id)s RETURNING id
"""
_KEEP_UNCLEAR = """, kept AS (
    INSERT INTO bot.unclear_sentences (id, at, language, text, guesses, kind)
    SELECT %(unclear_id)s, %(at)s, %(unclear_language)s, %(text)s, %(guesses)s::jsonb, %(kind)s FROM mine
)"""
_SENT = "UPDATE bot.turns SET state = 'sent' WHERE channel = %(channel)s AND key = %(key)s AND state = 'answered'"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A turn that is to be answered. ``faults``: tries before this one that did not end well."""

    id: int
    turn: Turn
    attempts: int
    faults: int
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn as it lies in the inbox. ``conversation`` where the chat is held now; ``go``: nothing waits before it."""

    waiting: Waiting
    state: TurnState
    reply: Reply
    conversation: Conversation | None
    go: bool


def waiting_of(row: TurnRow) -> Waiting:
    """The turn of a row; only while it waits."""
    return Waiting(row.id, _TURN.validate_python(row.turn), row.attempts, row.faults, row.not_before)


def reply_of(row: TurnRow) -> Reply:
    """The stored reply; empty where there is none (any more)."""
    return _REPLY.validate_python(row.reply) if row.reply is not None else Reply()


def _json(adapter: TypeAdapter[Any], value: object) -> str:
    return adapter.dump_json(value, exclude={"unclear", "early"}).decode()


class Store:
    """All reads and writes of the bot's schema. Leases go by the database's clock, due times by the caller's."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._direct = Direct(sessions.kw["bind"])

    async def take(self, turn: Turn, owner: str, now: datetime) -> Taken:
        """Stores a turn once and takes its chat, if it waits and nobody holds the chat. One statement: ``bot.take_turn``."""
        values = {
            "channel": turn.channel,
            "chat": turn.chat,
            "key": turn.key,
            "turn": _json(_TURN, turn),
            "blank": _json(_CONVERSATION, Conversation(turn.channel, turn.chat)),
            "now": now,
            "owner": owner,
            "lease": LEASE,
        }
        row = await self._direct.first(_TAKE, values)
        if row is None:
            raise LookupError("take_turn gives a row")
        row_id, state, stored, attempts, faults, not_before, held, go, conversation = row
        return Taken(
            Waiting(row_id, turn, attempts, faults, not_before),
            TurnState(state),
            _REPLY.validate_json(stored) if stored is not None else Reply(),
            _CONVERSATION.validate_json(conversation) if held else None,
            go,
        )

    async def row(self, row_id: int) -> TurnRow:
        """A turn's row as it is now."""
        async with self._sessions() as session:
            return (await session.execute(select(TurnRow).where(TurnRow.id == row_id))).scalar_one()

    async def hold(self, channel: str, chat: str, owner: str) -> Conversation | None:
        """Takes the chat; None while another holds it."""
        now = func.clock_timestamp()
        free = or_(ChatRow.lease_until.is_(None), ChatRow.lease_until < now)
        taken = (
            update(ChatRow)
            .where(ChatRow.channel == channel, ChatRow.chat == chat, free)
            .values(lease=owner, lease_until=now + LEASE)
            .returning(ChatRow.state)
        )
        async with self._sessions.begin() as session:
            state = (await session.execute(taken)).scalar_one_or_none()
        return _CONVERSATION.validate_python(state) if state is not None else None

    async def release(self, channel: str, chat: str, owner: str) -> None:
        """Lets go of the chat."""
        mine = (ChatRow.channel == channel, ChatRow.chat == chat, ChatRow.lease == owner)
        async with self._sessions.begin() as session:
            await session.execute(update(ChatRow).where(*mine).values(lease=None, lease_until=None))

    async def next_waiting(self, channel: str, chat: str) -> TurnRow | None:
        """The oldest turn of a chat that waits."""
        waiting = (
            select(TurnRow)
            .where(TurnRow.channel == channel, TurnRow.chat == chat, TurnRow.state == TurnState.waiting)
            .order_by(TurnRow.id)
            .limit(1)
        )
        async with self._sessions() as session:
            return (await session.execute(waiting)).scalar_one_or_none()

    async def renew(self, channel: str, chat: str, owner: str) -> None:
        """Holds the chat for longer."""
        mine = (ChatRow.channel == channel, ChatRow.chat == chat, ChatRow.lease == owner)
        async with self._sessions.begin() as session:
            longer = func.clock_timestamp() + LEASE
            await session.execute(update(ChatRow).where(*mine).values(lease_until=longer))

    async def begin(self, row_id: int, now: datetime) -> None:
        """Counts a try before it is made; ``take`` does so itself where it says ``go``. After a crash the next one waits."""
        after = func.bot.after_fault(TurnRow.faults, TurnRow.not_before, now)
        async with self._sessions.begin() as session:
            begun = update(TurnRow).where(TurnRow.id == row_id).values(faults=TurnRow.faults + 1, not_before=after)
            await session.execute(begun)

    async def answered(
        self,
        waiting: Waiting,
        conversation: Conversation | None,
        reply: Reply,
        owner: str,
        now: datetime,
        unclear: UnclearSentence | None = None,
        *,
        keep: bool = True,
    ) -> bool:
        """Stores reply and conversation (None: unchanged), wipes the turn. False: the lease was lost, nothing is stored.

        ``unclear``: what is kept of a turn that was not understood; nothing of the row leads to the turn. ``keep``: whether
        the chat stays held.
        """
        values: dict[str, object] = {
            "id": waiting.id,
            "channel": waiting.turn.channel,
            "chat": waiting.turn.chat,
            "owner": owner,
            "now": now,
            "lease": LEASE,
            "keep": keep,
            "reply": _json(_REPLY, reply),
            "state": _json(_CONVERSATION, conversation) if conversation is not None else None,
            "language": conversation.language if conversation is not None else None,
        }
        statement = _CHAT_DONE + _TURN_DONE
        if unclear is not None:
            statement = _CHAT_DONE + _KEEP_UNCLEAR + _TURN_DONE
            values |= _unclear_values(unclear, now)
        return await self._direct.first(statement, values) is not None

    async def postpone(self, waiting: Waiting, until: datetime, *, fault: bool) -> None:
        """The turn waits until then. ``fault`` False: the try that was begun is not held against it."""
        change: dict[str, object] = {"attempts": waiting.attempts + 1, "not_before": until}
        if not fault:
            change["faults"] = waiting.faults
        async with self._sessions.begin() as session:
            await session.execute(update(TurnRow).where(TurnRow.id == waiting.id).values(change))

    async def sent(self, channel: str, key: str) -> None:
        """The channel has the reply. A turn that still waits keeps waiting."""
        await self._direct.first(_SENT, {"channel": channel, "key": key})

    async def chats_due(self, now: datetime) -> Sequence[tuple[str, str]]:
        """Chats whose oldest waiting turn is due."""
        first = (
            select(TurnRow.channel, TurnRow.chat, TurnRow.not_before)
            .where(TurnRow.state == TurnState.waiting)
            .ext(distinct_on(TurnRow.channel, TurnRow.chat))
            .order_by(TurnRow.channel, TurnRow.chat, TurnRow.id)
            .subquery()
        )
        async with self._sessions() as session:
            due = await session.execute(select(first.c.channel, first.c.chat).where(first.c.not_before <= now))
            return [(channel, chat) for channel, chat in due]

    async def unsent(self, before: datetime) -> Sequence[TurnRow]:
        """Answers that no channel has reported as sent since ``before``: their process was killed in between."""
        left = select(TurnRow).where(TurnRow.state == TurnState.answered, TurnRow.answered_at < before)
        async with self._sessions() as session:
            return (await session.execute(left.order_by(TurnRow.id).limit(100))).scalars().all()

    async def forget(self, before: datetime) -> None:
        """Wipes replies that were sent before then; the row stays, so that a late redelivery has no effect."""
        old = (TurnRow.state == TurnState.sent, TurnRow.reply.is_not(None), TurnRow.answered_at < before)
        async with self._sessions.begin() as session:
            await session.execute(update(TurnRow).where(*old).values(reply=None))

    async def unclear(self, since: date) -> Sequence[UnclearRow]:
        """Sentences that were not understood since that day, newest day first."""
        found = select(UnclearRow).where(UnclearRow.at >= since)
        async with self._sessions() as session:
            return (await session.execute(found.order_by(UnclearRow.at.desc(), UnclearRow.text))).scalars().all()

    async def drop_unclear(self, ids: Sequence[UUID]) -> None:
        """Deletes these: somebody has labelled them."""
        async with self._sessions.begin() as session:
            await session.execute(delete(UnclearRow).where(UnclearRow.id.in_(ids)))

    async def forget_unclear(self, before: datetime) -> None:
        """Deletes those of the days before then."""
        old = UnclearRow.at < before.astimezone(LJUBLJANA).date()
        async with self._sessions.begin() as session:
            await session.execute(delete(UnclearRow).where(old))


def _unclear_values(unclear: UnclearSentence, now: datetime) -> dict[str, object]:
    guesses = [[guess.intent, round(guess.confidence, 3)] for guess in unclear.guesses]
    return {
        "unclear_id": uuid4(),
        "at": now.astimezone(LJUBLJANA).date(),
        "unclear_language": unclear.language,
        "text": unclear.text,
        "guesses": json.dumps(guesses),
        "kind": unclear.why,
    }
