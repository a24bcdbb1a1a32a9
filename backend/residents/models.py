"""Tables of residents (the people) and the chats in which they are met."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, Instant, Key


class Resident(Base):
    """A person. Nothing personal is known before a link and consent: the row begins with a language alone."""

    __tablename__ = "residents"

    id: Mapped[Key]
    language: Mapped[str] = mapped_column(String(2))
    display_name: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    """E.164."""
    email: Mapped[str | None]
    """The confirmed address, else None."""
    email_confirmed_at: Mapped[Instant | None]
    created_at: Mapped[Instant]


class Chat(Base):
    """Where a resident is met: a channel and the channel's own key of the conversation."""

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: Mapped[Key]
    resident_id: Mapped[int] = mapped_column(ForeignKey(Resident.id), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(100))
    reachable: Mapped[bool]
    created_at: Mapped[Instant]


class Handover(Base):
    """A one-time deep link that carries a conversation on in another chat. ``token_hash``: keyed."""

    __tablename__ = "handovers"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey(Resident.id, ondelete="CASCADE"), index=True)
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    taken_at: Mapped[Instant | None]
