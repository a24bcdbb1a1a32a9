"""Conversations and the inbox in PostgreSQL. Every method is one short transaction; none is open while a turn is answered.

A chat is held by a lease (see docs/decisions/inbox.md): other processes wait, other chats don't.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert

from bot.database import Sessions
from bot.dialogue.conversation import Conversation
from bot.dialogue.store_models import ChatRow, TurnRow, TurnState, UnclearRow
from bot.dialogue.texts import LJUBLJANA
from bot.dialogue.turn import Reply, Turn
from bot.dialogue.unclear import UnclearSentence

LEASE = timedelta(seconds=60)

_TURN, _REPLY, _CONVERSATION = TypeAdapter(Turn), TypeAdapter(Reply), TypeAdapter(Conversation)


def turn_of(row: TurnRow) -> Turn:
    """The turn as it came in; only while it waits."""
    return _TURN.validate_python(row.turn)


def reply_of(row: TurnRow) -> Reply:
    """The stored reply; empty where there is none (any more)."""
    return _REPLY.validate_python(row.reply) if row.reply is not None else Reply()


def _json(adapter: TypeAdapter[Any], value: object) -> dict[str, Any]:
    dumped: dict[str, Any] = adapter.dump_python(value, mode="json", exclude={"unclear"})
    return dumped


class Store:
    """All reads and writes of the bot's schema. Leases go by the database's clock, due times by the caller's."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def add(self, turn: Turn, now: datetime) -> TurnRow:
        """Stores a turn once; the row that is there already for a redelivered one."""
        values = {
            "channel": turn.channel,
            "chat": turn.chat,
            "key": turn.key,
            "turn": _json(_TURN, turn),
            "state": TurnState.waiting,
            "attempts": 0,
            "received_at": now,
            "not_before": now,
        }
        chat: dict[str, object] = {"channel": turn.channel, "chat": turn.chat, "updated_at": now}
        chat["state"] = _json(_CONVERSATION, Conversation(turn.channel, turn.chat))
        async with self._sessions.begin() as session:
            await session.execute(insert(ChatRow).values(chat).on_conflict_do_nothing())
            await session.execute(insert(TurnRow).values(values).on_conflict_do_nothing())
            found = select(TurnRow).where(TurnRow.channel == turn.channel, TurnRow.key == turn.key)
            return (await session.execute(found)).scalar_one()

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

    async def answered(
        self,
        row: TurnRow,
        conversation: Conversation | None,
        reply: Reply,
        owner: str,
        now: datetime,
        unclear: UnclearSentence | None = None,
    ) -> bool:
        """Stores reply and conversation (None: unchanged), wipes the turn. False: the lease was lost, nothing is stored.

        ``unclear``: what is kept of a turn that was not understood; nothing of the row leads to the turn.
        """
        done = {
            "state": TurnState.answered,
            "turn": None,
            "reply": _json(_REPLY, reply),
            "answered_at": now,
            "attempts": row.attempts + 1,
        }
        held = (ChatRow.channel == row.channel, ChatRow.chat == row.chat, ChatRow.lease == owner)
        change: dict[str, object] = {"updated_at": now, "lease_until": func.clock_timestamp() + LEASE}
        if conversation is not None:
            change |= {"state": _json(_CONVERSATION, conversation), "language": conversation.language}
        async with self._sessions.begin() as session:
            mine = await session.execute(update(ChatRow).where(*held).values(change).returning(ChatRow.chat))
            if mine.first() is None:
                return False
            await session.execute(update(TurnRow).where(TurnRow.id == row.id).values(done))
            if unclear is not None:
                session.add(_unclear_row(unclear, now))
        return True

    async def postpone(self, row: TurnRow, until: datetime) -> None:
        """The turn waits until then."""
        async with self._sessions.begin() as session:
            change = {"attempts": row.attempts + 1, "not_before": until}
            await session.execute(update(TurnRow).where(TurnRow.id == row.id).values(change))

    async def sent(self, channel: str, key: str) -> None:
        """The channel has the reply. A turn that still waits keeps waiting."""
        mine = (TurnRow.channel == channel, TurnRow.key == key, TurnRow.state == TurnState.answered)
        async with self._sessions.begin() as session:
            await session.execute(update(TurnRow).where(*mine).values(state=TurnState.sent))

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
        old = (TurnRow.state == TurnState.sent, TurnRow.answered_at < before)
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


def _unclear_row(unclear: UnclearSentence, now: datetime) -> UnclearRow:
    return UnclearRow(
        id=uuid4(),
        at=now.astimezone(LJUBLJANA).date(),
        language=unclear.language,
        text=unclear.text,
        guesses=[[guess.intent, round(guess.confidence, 3)] for guess in unclear.guesses],
        kind=unclear.why,
    )
