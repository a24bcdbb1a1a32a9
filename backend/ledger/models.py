"""The ledger: every outgoing message is a row, written in the transaction of its cause."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key
from backend.residents.models import Chat


class OutgoingMessage(Base):
    """A mail or a push to a chat.

    ``state``: planned -> sending -> sent | planned (retry) | failed; ``sending`` with an expired lease is found by the
    sweep. ``content``: for a mail ``{subject, text, html}``; for a push ``{event, values}`` which the bot renders.
    """

    __tablename__ = "outgoing_messages"
    __table_args__ = (
        Index("ix_outgoing_due", "kind", "not_before", postgresql_where=text("state IN ('planned', 'sending')")),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(10))
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str]
    """An e-mail address, or the channel of the chat."""
    chat_id: Mapped[int | None] = mapped_column(ForeignKey(Chat.id))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    not_before: Mapped[Instant]
    owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[Instant | None]
    created_at: Mapped[Instant]
    sent_at: Mapped[Instant | None]
    external_id: Mapped[str | None]
    error: Mapped[str | None]
