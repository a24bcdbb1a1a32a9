"""Tables of conversations with support."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.accounts.models import Link
from backend.attachments.models import StoredFile
from backend.database import Base, Instant, Key
from backend.providers.models import Provider
from backend.residents.models import Chat, Resident
from backend.staff.models import StaffMember


class TicketCounter(Base):
    """The last ticket number given by a provider."""

    __tablename__ = "ticket_counters"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id, ondelete="CASCADE"), primary_key=True)
    last: Mapped[int]


class Ticket(Base):
    """One matter of one resident with one provider.

    ``state``: open (staff's turn) -> answered (the resident's turn) -> closed; a message within 14 days reopens.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("provider_id", "number"),
        Index("ix_tickets_queue", "provider_id", "state", "changed_at"),
        Index("ix_tickets_changed", "provider_id", "changed_at", "id"),
        Index("ix_tickets_resident", "resident_id", "changed_at"),
        Index(
            "ix_tickets_waiting",
            "provider_id",
            "waiting_since",
            "id",
            postgresql_where=text("waiting_since IS NOT NULL"),
        ),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )

    id: Mapped[Key]
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id))
    number: Mapped[int]
    """What people say: counted by provider."""
    resident_id: Mapped[int] = mapped_column(ForeignKey(Resident.id))
    chat_id: Mapped[int] = mapped_column(ForeignKey(Chat.id))
    """Where answers go: the chat in which the resident wrote last."""
    link_id: Mapped[int | None] = mapped_column(ForeignKey(Link.id))
    """None before linking."""
    topic: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey(StaffMember.id))
    about: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The reading or invoice in dispute: ``{"kind": "invoice", "id": 7, "label": "2026-0012"}``."""
    reply_token: Mapped[str] = mapped_column(String(40), unique=True)
    """In the address to which staff answer by mail."""
    opened_at: Mapped[Instant]
    changed_at: Mapped[Instant]
    waiting_since: Mapped[Instant | None]
    """Since when the resident waits for an answer, while it is open; writing again doesn't put them to the end of the queue."""
    answered_at: Mapped[Instant | None]
    """The first answer."""
    closed_at: Mapped[Instant | None]
    away_said: Mapped[bool]
    rating: Mapped[int | None]


class TicketMessage(Base):
    """What someone wrote. ``author``: resident, staff or system; ``internal``: a note that never leaves."""

    __tablename__ = "ticket_messages"
    __table_args__ = (
        Index("ix_ticket_messages_ticket", "ticket_id", "id"),
        Index("ix_ticket_messages_words", text("backend.ticket_words(body)"), postgresql_using="gin"),
    )

    id: Mapped[Key]
    ticket_id: Mapped[int] = mapped_column(ForeignKey(Ticket.id, ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(10))
    internal: Mapped[bool]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey(StaffMember.id))
    staff_name: Mapped[str | None] = mapped_column(String(80))
    via: Mapped[str] = mapped_column(String(20))
    """The resident's channel; ``group``, ``console`` or ``mail`` for staff."""
    source: Mapped[str | None] = mapped_column(String(250), unique=True)
    """The message where it was written, such as ``telegram:4711:88``: written again it is an edit, never a second message."""
    album: Mapped[str | None] = mapped_column(String(120))
    """Pictures sent together come one by one: they join the message with their album."""
    body: Mapped[str]
    created_at: Mapped[Instant]
    edited_at: Mapped[Instant | None]
    earlier: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """Texts before edits: ``[{"text", "until"}]``."""
    delivery: Mapped[str | None] = mapped_column(String(10))
    """Of an answer: a ``contract.Delivery``."""


class TicketFile(Base):
    """A file of a message, in its order."""

    __tablename__ = "ticket_files"

    message_id: Mapped[int] = mapped_column(ForeignKey(TicketMessage.id, ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(StoredFile.id), primary_key=True)
    position: Mapped[int]
