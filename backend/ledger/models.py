"""The ledger: every outgoing message is a row, written in the transaction of its cause."""

from typing import Any

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key


class OutgoingMessage(Base):
    """A mail or a push to a chat.

    ``state``: planned -> sending -> sent, planned again (retry), failed (``error`` says why), blocked (the chat is gone),
    unknown (the sender died during the call); planned -> dropped (overdue or withdrawn). ``sending`` with an expired lease is
    found by the sweep. ``content``: for a mail ``{subject, text, html}``; for a push ``{event, values}``, which the bot renders.
    """

    __tablename__ = "outgoing_messages"
    __table_args__ = (
        Index("ix_outgoing_due", "kind", "not_before", "id", postgresql_where=text("state = 'planned'")),
        Index("ix_outgoing_held", "kind", "lease_until", postgresql_where=text("state = 'sending'")),
        Index(
            "ix_outgoing_expiry", "expires_at", postgresql_where=text("state = 'planned' AND expires_at IS NOT NULL")
        ),
        Index("ix_outgoing_cause", "cause", postgresql_where=text("state = 'planned' AND cause IS NOT NULL")),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(10))
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str]
    """An e-mail address, or the channel of the chat."""
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    """No foreign key: chats are never deleted, and a check of each row is a third of what planning costs."""
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    not_before: Mapped[Instant]
    expires_at: Mapped[Instant | None]
    """Not sent by then: dropped."""
    cause: Mapped[str | None] = mapped_column(String(120))
    """What it is about, such as ``reminder:<link>:<closes>``: when that is settled, planned rows are withdrawn by it."""
    recoveries: Mapped[int] = mapped_column(server_default=text("0"))
    """How often it was found in ``sending`` after its sender died."""
    owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[Instant | None]
    created_at: Mapped[Instant]
    sent_at: Mapped[Instant | None]
    external_id: Mapped[str | None]
    error: Mapped[str | None]


class CourierLease(Base):
    """Who may spend the budget of a channel's token: one courier at a time. Moments are of the database's clock."""

    __tablename__ = "courier_leases"

    token_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed hash of the bot's token, or the name of a channel that needs none."""
    channel: Mapped[str] = mapped_column(String(20))
    owner: Mapped[str] = mapped_column(String(60))
    lease_until: Mapped[Instant]
    held_until: Mapped[Instant | None]
    """The channel said "too many": nothing is claimed before."""
