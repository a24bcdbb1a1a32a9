"""Tables of the dialogue: what is remembered of a chat, and the inbox of turns."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, Instant


class TurnState(StrEnum):
    """``waiting`` → ``answered`` (the reply is stored) → ``sent`` (the channel has it). What is given up gets an apology."""

    waiting = "waiting"
    answered = "answered"
    sent = "sent"


class ChatRow(Base):
    """One chat. ``lease``: who answers in it now; a lease that ran out belongs to a process that was killed."""

    __tablename__ = "conversations"

    channel: Mapped[str] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[dict[str, Any]] = mapped_column(JSONB)
    language: Mapped[str | None]
    updated_at: Mapped[Instant]
    lease: Mapped[str | None]
    lease_until: Mapped[Instant | None]


class TurnRow(Base):
    """One turn. ``turn`` is wiped once it is answered, so a typed secret doesn't stay; ``reply`` by ``Store.forget``."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("channel", "key"),
        Index("ix_turns_open", "channel", "chat", "id", postgresql_where=text("state = 'waiting'")),
        Index("ix_turns_unsent", "answered_at", postgresql_where=text("state = 'answered'")),
        Index("ix_turns_kept", "answered_at", postgresql_where=text("state = 'sent' AND reply IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=False), primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    key: Mapped[str]
    turn: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    reply: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    state: Mapped[str]
    attempts: Mapped[int]
    faults: Mapped[int] = mapped_column(server_default="0")
    """Tries begun that did not end well: whoever tried was killed, or it is a bug. A backend that is away is not counted."""
    received_at: Mapped[Instant]
    not_before: Mapped[Instant]
    answered_at: Mapped[Instant | None]


class UnclearRow(Base):
    """A sentence that nobody understood, without anything personal (``nlu.anonymous``).

    Nothing leads back to who wrote it: no chat, no channel, no time of day, and ``id`` is drawn at random, so that it doesn't tell
    the order. ``guesses``: ``[[intent, confidence], …]``, best first.
    """

    __tablename__ = "unclear_sentences"
    __table_args__ = (Index("ix_unclear_sentences_at", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[date]
    language: Mapped[str]
    text: Mapped[str]
    guesses: Mapped[list[Any]] = mapped_column(JSONB)
    kind: Mapped[str]
